// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Which fields of a record hold its text, and what each is to the model.
public struct Schema: Hashable, Sendable {
  /// Its short name: `messages`, `instruction + output`. Schemas of one name have the same fields.
  public let name: String
  /// The fields in the order in which the model meets them.
  var fields: [SchemaField]

  /// The names of the fields that every record must have.
  public var requiredFields: [String] { fields.filter(\.isRequired).map(\.name) }
}

/// One field of a schema.
struct SchemaField: Hashable, Sendable {
  /// How its value is read.
  enum Content: Hashable {
    /// A string, a list of strings or turns, or what else there is, for the model to read.
    case prompt(Role)
    /// A string, a number, a turn, or a list of turns or strings, for the model to say. Turns of other
    /// roles go to the prompt.
    case response
    /// A list of turns, each on the side of its role.
    case turns
    /// The record itself is such a list.
    case ownTurns
    /// A list of turns that are all context.
    case contextTurns
    /// A list of [question, answer].
    case history
    /// A list of {label, text}: text that is learned where the label is true.
    case segments
    /// An object with `messages` or `contents`, and a system prompt and tools beside them.
    case inner(isContext: Bool)
    /// An answer that is preferred to the one in the field behind it; whole talks may stand in both.
    case chosen
    /// The answer that another is preferred to.
    case rejected
    /// A list of {answer, rank}, of which the best is learned.
    case ranked
    /// What the model thinks before it says the response.
    case thought
    /// The only text: prompt and whole at once.
    case text
    /// What the user says it is.
    case path(PartPath)
  }

  let name: String
  let content: Content
  var isRequired = true
  /// The place in `ChatTemplate.all` of the one its strings are written in, if they are.
  var template: Int?

  init(_ name: String, _ content: Content, isRequired: Bool = true) {
    self.name = name
    self.content = content
    self.isRequired = isRequired
  }

  static func optional(_ name: String, _ content: Content) -> SchemaField {
    SchemaField(name, content, isRequired: false)
  }

  /// Whether a string of it may be a conversation in a chat template.
  var mayBeTemplated: Bool {
    switch content {
    case .text, .chosen, .prompt(.user): true
    default: false
    }
  }
}
