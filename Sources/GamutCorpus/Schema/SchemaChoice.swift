// SPDX-License-Identifier: Apache-2.0

/// What the records of a corpus were found to be.
public struct SchemaChoice: Sendable, CustomStringConvertible {
  /// The schemas found, in the order of their first records; one, unless mixing is allowed.
  public let schemas: [Schema]
  /// Whether each record is read by its own schema.
  public let mixing: SchemaMixing
  /// The fields of the sampled records that count beside the text, in ascending order of their names:
  /// two examples that differ in one of them are not the same.
  public let countedFields: [String]
  /// The roles of the sampled records that no trainer knows, with how often each stood there, the
  /// most frequent first. Their turns count as asked.
  public let unknownRoles: [UnknownRole]
  /// One line for the user: `input → given; instruction → asked; output → said`.
  public let description: String
  /// The fields that count because of what they hold, or because the user wants them to.
  let countedPaths: [CountedPath]

  /// A role that no trainer knows.
  public struct UnknownRole: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// How many turns of the sampled records have it.
    public let count: Int
  }
}

extension SchemaChoice {
  /// Makes a choice of what was found, without what counts beside the text yet.
  init(_ schemas: [Schema], mixing: SchemaMixing) {
    self.schemas = schemas
    self.mixing = mixing
    countedFields = []
    unknownRoles = []
    description = ""
    countedPaths = []
  }

  /// The choice with what a look at the records has shown.
  init(
    _ choice: SchemaChoice, countedPaths: [CountedPath], countedFields: [String],
    unknownRoles: [UnknownRole], seen fields: Set<String>
  ) {
    schemas = choice.schemas
    mixing = choice.mixing
    self.countedFields = countedFields
    self.unknownRoles = unknownRoles
    self.countedPaths = countedPaths
    var sentence = schemas.map { $0.mapping(seen: fields) }.joined(separator: " | ")
    if !countedFields.isEmpty {
      sentence += "; also compared: \(Self.list(countedFields))"
    }
    if !unknownRoles.isEmpty {
      let roles = unknownRoles.map { "\(OneLine.quoted($0.name)) (\($0.count))" }
      sentence += "; unknown roles, taken as asked: \(Self.list(roles))"
    }
    description = sentence
  }

  /// Names with commas between them, at most 12.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map { OneLine.escaped($0) }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }
}
