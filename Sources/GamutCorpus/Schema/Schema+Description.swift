// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

extension Schema {
  /// What becomes of which field, naming those of `fields`, in small letters, that this schema knows.
  func mapping(seen fields: Set<String>) -> String {
    var groups: [(meaning: String, names: [String])] = [
      ("system", []), ("given", []), ("asked", []), ("said", []),
    ]
    func add(_ name: String, _ meaning: String) {
      if let place = groups.firstIndex(where: { $0.meaning == meaning }) {
        if !groups[place].names.contains(name) { groups[place].names.append(name) }
      } else {
        groups.append((meaning, [name]))
      }
    }
    for field in self.fields where field.isRequired || fields.contains(field.name.lowercased()) {
      let name = OneLine.escaped(field.name)
      let template = field.template.map { "turns by \(ChatTemplate.all[$0].name)" }
      switch field.content {
      case .prompt(let role): add(name, template ?? Self.name(of: role.part))
      case .response, .thought: add(name, "said")
      case .chosen: add(name, template ?? "said")
      case .rejected: break
      case .turns, .ownTurns: add(name, "turns by their roles")
      case .contextTurns: add(name, "turns that are read")
      case .history: add(name, "turns")
      case .segments: add(name, "asked, or said where the label is true")
      case .inner(let isContext):
        add("\(name).messages", isContext ? "turns that are read" : "turns by their roles")
      case .ranked: add("the best of \(name)", "said")
      case .text: add(name, template ?? "a document")
      case .path(let part): add(OneLine.escaped(part.path.text), Self.name(of: part.role))
      }
    }
    return groups.filter { !$0.names.isEmpty }.map {
      "\($0.names.joined(separator: " + ")) → \($0.meaning)"
    }.joined(separator: "; ")
  }

  private static func name(of role: PartRole) -> String {
    switch role {
    case .system: "system"
    case .given: "given"
    case .asked: "asked"
    case .said: "said"
    }
  }
}
