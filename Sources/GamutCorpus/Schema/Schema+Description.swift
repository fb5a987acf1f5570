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
      if let use = field.use { add(use.name, use.meaning) }
    }
    return groups.filter { !$0.names.isEmpty }.map {
      "\($0.names.joined(separator: " + ")) → \($0.meaning)"
    }.joined(separator: "; ")
  }
}

extension SchemaField {
  /// What stands for it in messages, and what becomes of it; nil where it is no text.
  var use: (name: String, meaning: String)? {
    let name = OneLine.escaped(name)
    let template = template.map { "turns by \(ChatTemplate.all[$0].name)" }
    switch content {
    case .prompt(let role): return (name, template ?? Self.name(of: role.part))
    case .response, .thought: return (name, "said")
    case .chosen: return (name, template ?? "said")
    case .rejected: return nil
    case .turns, .ownTurns: return (name, "turns by their roles")
    case .contextTurns: return (name, "turns that are read")
    case .history: return (name, "turns")
    case .segments: return (name, "asked, or said where the label is true")
    case .inner(let isContext):
      return ("\(name).messages", isContext ? "turns that are read" : "turns by their roles")
    case .ranked: return ("the best of \(name)", "said")
    case .text: return (name, template ?? "a document")
    case .path(let part): return (OneLine.escaped(part.path.text), Self.name(of: part.role))
    }
  }

  /// Whether it holds turns, of which a record may have any number.
  var holdsTurns: Bool {
    switch content {
    case .turns, .ownTurns, .contextTurns, .history, .inner: true
    default: template != nil
    }
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
