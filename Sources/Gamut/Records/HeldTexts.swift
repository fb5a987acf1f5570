// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus

/// The texts of a small set, kept from the pass that read them, so that nothing is parsed twice.
///
/// They are what reading the records again would give.
struct HeldTexts: Sendable {
  /// What was read.
  private let selections: [Selection]
  /// The texts of all records, a column for each selection.
  private var columns: [ShapedTexts]
  private let byteLimit: Int

  /// Whether the texts of `corpus` may have room.
  static func mayHold(_ corpus: Corpus, in context: RunContext) -> Bool {
    corpus.byteCount <= context.memory.textByteCount
  }

  /// Makes room for the texts of `corpus`.
  init(of corpus: Corpus, _ selections: [Selection], in context: RunContext) {
    self.selections = selections
    columns = selections.map { _ in ShapedTexts() }
    byteLimit = context.memory.textByteCount
    // Columns that double as they grow would be there twice. What is not written to takes no memory.
    for i in columns.indices {
      columns[i].texts.reserveCapacity(textCount: 0, byteCount: corpus.byteCount)
    }
  }

  /// Adds the texts of the next batch.
  mutating func append(_ batch: [ShapedTexts]) {
    for (i, column) in batch.enumerated() { columns[i].append(column) }
  }

  /// Whether they take more than they may.
  var isFull: Bool {
    columns.reduce(0) {
      $0 + $1.texts.heldByteCount + $1.shapes.heldByteCount + $1.fields.heldByteCount
    }
      > byteLimit
  }

  /// The texts of `records`: a column for each of `wanted`; nil where one was not read.
  func columns(
    of records: some Sequence<RecordIndex>, for wanted: [Selection]
  ) -> [ShapedTexts]? {
    let places = wanted.compactMap(selections.firstIndex)
    guard places.count == wanted.count else { return nil }
    let records = records.map { Int($0) }
    return places.map { place in
      let column = columns[place]
      var result = ShapedTexts()
      let byteCount = records.reduce(0) { $0 + column.texts.byteCount(of: $1) }
      result.reserveCapacity(records.count, byteCount: byteCount)
      for record in records { result.append(column, at: record) }
      return result
    }
  }
}

extension TextBatch {
  /// What it takes in memory.
  fileprivate var heldByteCount: Int { bytes.count + ends.count * MemoryLayout<Int>.stride }
}
