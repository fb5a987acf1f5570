// SPDX-License-Identifier: Apache-2.0

/// What the records of a source are made of.
enum RecordView: Sendable {
  /// The bytes of each are JSON.
  case json
  /// The bytes of each are a line of text.
  case text
  /// The bytes of each are a row of fields.
  case csv(CSVRows)
  /// Each is a row of columns.
  case table(ArrowTable)

  /// Whether a record is the text of a JSON object, whose strings have their places in it.
  var isJSONObject: Bool {
    if case .json = self { return true }
    return false
  }

  /// The table; nil for any other.
  var table: ArrowTable? {
    if case .table(let table) = self { return table }
    return nil
  }
}
