// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity

/// The rows that a semantic stage would decide on, to count what it removes at other thresholds.
struct AnchorRows {
  /// One row per record that takes part, ascending by record.
  let rows: Matrix
  /// Every row once, the first to keep first.
  let keepOrder: [RecordIndex]
  /// How many leading rows of `keepOrder` are references, which are never removed.
  let referenceCount: Int
  /// For each row the rows of `represented` that it stands for; empty for no such rows at all.
  let stoodFor: [[Int]]
  /// Vectors of records that an earlier stage removed in favour of one that takes part.
  let represented: Matrix
  /// What examples must have in common; nil for texts.
  let agreement: Agreement?
  let workers: Int

  /// What examples must have in common, by rows of the stage.
  struct Agreement: Sendable {
    let rule: ExampleAgreement
    /// The row of the stage of each row.
    let rows: [RecordIndex]
    /// The row of the stage of each of those represented.
    let represented: [RecordIndex]
  }

  /// Rows of which none is a reference and none stands for another, kept in their order.
  init(_ rows: Matrix, workers: Int) {
    self.init(
      rows, keepOrder: (0..<rows.rowCount).map { RecordIndex($0) }, referenceCount: 0,
      stoodFor: [], represented: Matrix(rowCount: 0, columnCount: rows.columnCount),
      workers: workers)
  }

  init(
    _ rows: Matrix, keepOrder: [RecordIndex], referenceCount: Int, stoodFor: [[Int]],
    represented: Matrix, agreement: Agreement? = nil, workers: Int
  ) {
    self.rows = rows
    self.keepOrder = keepOrder
    self.referenceCount = referenceCount
    self.stoodFor = stoodFor
    self.represented = represented
    self.agreement = agreement
    self.workers = workers
  }

  /// The same rows without copies, of equal ones the first to keep, and how many copies there are: at
  /// any threshold up to 1 these go. nil where rows are more than their numbers.
  func withoutCopies() -> (anchors: AnchorRows, copyCount: Int)? {
    guard referenceCount == 0, stoodFor.isEmpty, agreement == nil else { return nil }
    var seen = Set<Hash128>()
    let firsts = keepOrder.filter { row in
      let hash = rows.withRow(Int(row)) { numbers in
        // Safe: the numbers live for the call, and any bytes are bytes.
        unsafe numbers.withUnsafeBytes { bytes in
          StableHash.hash128(unsafe Span<UInt8>(_unsafeBytes: bytes))
        }
      }
      return seen.insert(hash).inserted
    }
    let distinct = AnchorRows(rows.selectingRows(firsts.lazy.map(Int.init)), workers: workers)
    return (distinct, rows.rowCount - firsts.count)
  }

  /// How many rows a threshold removes.
  ///
  /// - Parameter hasNeighbor: for each row whether any other reaches the threshold with it; one
  ///   without is neither removed nor removes, so it is left out of the work.
  /// - Complexity: that of `SemanticAnchors` in the rows with a neighbour.
  func removalCount(threshold: Double, hasNeighbor: [Bool]) -> Int {
    let members = keepOrder.filter { hasNeighbor[Int($0)] }
    guard members.count > 1 else { return 0 }
    let leading = keepOrder[..<referenceCount].count { hasNeighbor[Int($0)] }
    var part = rows.selectingRows(members.lazy.map(Int.init))
    var lists: [[RecordIndex]] = []
    var isExcluded: [Bool] = []
    var origins = agreement.map { agreement in members.map { agreement.rows[Int($0)] } } ?? []
    if !stoodFor.isEmpty {
      let behind = members.flatMap { stoodFor[Int($0)] }
      part = part.appendingRows(of: represented.selectingRows(behind))
      if let agreement { origins += behind.map { agreement.represented[$0] } }
      lists = [[RecordIndex]](repeating: [], count: part.rowCount)
      isExcluded = [Bool](repeating: false, count: part.rowCount)
      var next = members.count
      for (place, row) in members.enumerated() {
        for _ in stoodFor[Int(row)] {
          lists[place].append(RecordIndex(next))
          isExcluded[next] = true
          next += 1
        }
      }
    }
    return SemanticAnchors(
      of: part, keepOrder: (0..<part.rowCount).map { RecordIndex($0) },
      threshold: agreement?.rule.searched(threshold) ?? threshold, referenceCount: leading,
      stoodFor: lists, excluded: isExcluded,
      agreement: agreement?.rule.rule(threshold: threshold, of: origins), workers: workers
    ).removals.count { $0 != nil }
  }
}
