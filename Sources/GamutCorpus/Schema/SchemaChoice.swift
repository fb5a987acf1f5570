// SPDX-License-Identifier: Apache-2.0

/// What the records of a corpus were found to be.
public struct SchemaChoice: Sendable, CustomStringConvertible {
  /// The schemas found, in the order of their first records; one, unless mixing is allowed.
  public let schemas: [Schema]
  /// Whether each record is read by its own schema.
  public let mixing: SchemaMixing
  /// One line for the user: `instruction + input → prompt; output → response`.
  public let description: String
}
