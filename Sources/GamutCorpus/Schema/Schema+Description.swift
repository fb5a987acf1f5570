// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

extension Schema {
  /// What becomes of which field, naming those of `fields` that this schema knows.
  func mapping(seen fields: Set<String>) -> String {
    var prompt: [String] = []
    var response: [String] = []
    for field in self.fields where field.isRequired || fields.contains(field.name.text) {
      let name = field.name.text
      switch field.content {
      case .prompt: prompt.append(name)
      case .response: response.append(name)
      case .turns:
        prompt.append("\(name) of system, user and tools")
        response.append("\(name) of the assistant")
      case .contextTurns: prompt.append(name)
      case .history:
        prompt.append("questions of \(name)")
        response.append("answers of \(name)")
      case .segments:
        prompt.append("\(name) with label false")
        response.append("\(name) with label true")
      case .innerMessages: prompt.append("\(name).messages")
      case .text: prompt.append(name)
      }
    }
    let promptText = "\(prompt.joined(separator: " + ")) → prompt"
    if response.isEmpty { return "\(promptText); no response" }
    return "\(promptText); \(response.joined(separator: " + ")) → response"
  }
}
