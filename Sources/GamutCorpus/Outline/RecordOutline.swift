// SPDX-License-Identifier: Apache-2.0

package import GamutCore
internal import GamutJSON

/// What a record is beside its text: how its turns follow each other, what it calls, and the short values
/// at its top, which may be labels.
package struct RecordOutline: Hashable, Sendable {
  /// A short value at the top of a record.
  package struct Value: Hashable, Sendable {
    /// The name of its field.
    package let name: String
    /// A string, a number as it is written, `true` or `false`.
    package let text: String
  }

  /// What several annotators said, in one field.
  package struct Ratings: Hashable, Sendable {
    /// The name of the field.
    package let name: String
    /// One value an annotator; nil for one that is null.
    package let values: [String?]
  }

  /// The checks of turns and tools that apply to the record.
  package var applies: AuditChecks = []
  /// Those of them that found something.
  package var found: AuditChecks = []
  /// How many turns it has, those of the operator left aside; 0 where it is no list of turns.
  package var turnCount = 0
  /// The short values at its top, in their order.
  package var values: [Value] = []
  /// The lists of ratings at its top.
  package var ratings: [Ratings] = []
}

extension Corpus {
  /// The outlines of some records; nil for one that cannot be read.
  ///
  /// - Complexity: O(bytes of the records); any number of threads may ask at once.
  package func outlines(of records: [SourceRange]) -> [RecordOutline?] {
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var tapes = RecordTapes(parsers: pair, mode: .tolerant)
    let reader = OutlineReader()
    return records.map { record in
      do throws(RecordFault) {
        return reader.outline(of: try tapes.tape(of: record.range, in: files[record.file]))
      } catch { return nil }  // told, or counted, when it was read for its text
    }
  }
}
