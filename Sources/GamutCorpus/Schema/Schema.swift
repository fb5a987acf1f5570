// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Which fields of a record hold its text, and what each is to the model.
public struct Schema: Hashable, Sendable {
  /// Its short name: `messages`, `instruction + output`.
  public let name: String
  /// The fields in the order in which the model meets them.
  let fields: [SchemaField]

  /// The names of the fields that every record must have.
  public var requiredFields: [String] { fields.filter(\.isRequired).map(\.name.text) }
}

/// One field of a schema.
struct SchemaField: Hashable, Sendable {
  /// How its value is read.
  enum Content: Hashable {
    /// A string or a list of turns, for the model to read.
    case prompt(Role)
    /// A string, a turn, or a list of turns or strings, for the model to say. Turns of other roles
    /// go to the prompt.
    case response
    /// A list of turns, each on the side of its role.
    case turns
    /// A list of turns that are all context.
    case contextTurns
    /// A list of [question, answer].
    case history
    /// A list of {label, text}: text that is learned where the label is true.
    case segments
    /// An object whose `messages` are all context.
    case innerMessages
    /// The only text: prompt and whole at once.
    case text
  }

  let name: FieldName
  let content: Content
  var isRequired = true

  static func optional(_ name: FieldName, _ role: Role) -> SchemaField {
    SchemaField(name: name, content: .prompt(role), isRequired: false)
  }
}
