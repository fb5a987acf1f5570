// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// A schema laid out for reading: what every record asks of it lies in flat arrays.
///
/// A class, so that a record costs one reference count and not one for each name.
final class CompiledSchema: Sendable {
  let fields: [SchemaField]
  let contents: [SchemaField.Content]
  let isOptional: [Bool]
  let keys: KeyTable

  init(_ schema: Schema) {
    fields = schema.fields
    contents = fields.map(\.content)
    isOptional = fields.map { !$0.isRequired }
    keys = KeyTable(fields.map(\.name))
  }
}

extension RecordReader {
  /// How the schema of a record is known.
  enum Form {
    /// It is not asked for.
    case none
    /// All records have this one.
    case one(CompiledSchema)
    /// Each record has its own.
    case mixed

    init(_ choice: SchemaChoice?) {
      switch choice?.mixing {
      case .allowed: self = .mixed
      default: self = choice?.schemas.first.map { .one(CompiledSchema($0)) } ?? .none
      }
    }
  }

  /// A path, and where its texts go.
  struct SelectedPath {
    let path: FieldPath
    let column: Int
    let number: Int
  }
}
