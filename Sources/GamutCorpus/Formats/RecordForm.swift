// SPDX-License-Identifier: Apache-2.0

/// What a format is called, and what stands around the records it writes.
///
/// Kept records leave in the form of their input, where an output does not ask for another one
/// (`OutputForm`). Their own bytes are copied; what stands between them is always this.
package struct RecordForm: Hashable, Sendable {
  /// Its name in saved files: `lines`.
  package let identifier: String
  /// What a message calls a file of this form: `a JSON array`.
  let name: String
  /// The endings of the names that such files have, packings left aside; the others of those that are
  /// known promise another form.
  let endings: [String]
  /// What a source of this form without records is.
  let emptiness: String
  /// What stands before everything.
  package let header: String
  /// What stands before the first record, if there is one.
  package let beforeFirst: String
  /// What stands between two records.
  package let between: String
  /// What stands behind the last record, if there is one.
  package let afterLast: String
  /// What stands behind everything.
  package let footer: String
  /// Whether records are rows of columns, which `Corpus.writeTable(where:write:)` writes; nothing
  /// stands around those.
  package var isTable = false
  /// Whether records can leave as they came; those of a table that a caller holds are laid out as JSON.
  var hasOriginals = true

  /// How many bytes stand around `recordCount` records.
  package func byteCount(around recordCount: Int) -> Int {
    let ends = header.utf8.count + footer.utf8.count
    guard recordCount > 0 else { return ends }
    return ends + beforeFirst.utf8.count + afterLast.utf8.count
      + between.utf8.count * (recordCount - 1)
  }
}
