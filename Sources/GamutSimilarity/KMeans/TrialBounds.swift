// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// Finds the rows that lie nearer to a trial of k-means++ than to all picks before.
///
/// What decides is the product of `ExactProducts.float`. Another product of the same rows, by BLAS or
/// the bound of `ByteRows`, lies at most twice the error of a `Float` product below it, so a row whose
/// bound stays below 1 − its distance by more than that is none of them.
struct TrialBounds: Sendable {
  /// A row and its distance to a trial, less than before.
  typealias Change = (row: UInt32, distance: Float)

  private let rows: Matrix
  private let exact: ExactProducts
  private let bytes: ByteRows?
  private let error: Float

  private static let chunkSize = 1_024
  /// No product of rows near norm 1 reaches it.
  private static let never: Float = 4

  init(of rows: Matrix, arithmetic: BoundArithmetic, workers: Int) {
    self.rows = rows
    exact = ExactProducts(left: rows, right: rows)
    bytes =
      arithmetic == .bytes && rows.columnCount > 0
      ? ByteRows(of: rows, columnCount: rows.columnCount, workers: workers) : nil
    let norm = 1 + largestDeviation(of: rows)
    let product = ExactProducts.floatError(columnCount: rows.columnCount) + 0x1p-22
    error = Float(roundedUp: 2 * norm * norm * product)
  }

  /// For each of `trials`, the rows whose weight it lowers, ascending; all of those with a weight if
  /// it is the first pick.
  ///
  /// - Complexity: O(n·d) for each trial at most.
  func lowered(
    _ weights: [Float], by trials: [Int], isFirst: Bool, workers: Int
  ) -> [[Change]] {
    let parts = Parallel.mapChunks(
      of: rows.rowCount, chunkSize: TrialBounds.chunkSize, workers: workers
    ) { range -> [[Change]] in
      isFirst
        ? trials.map { distances(range.filter { weights[$0] > 0 }, to: $0) }
        : lowered(weights, rows: range, by: trials)
    }
    return trials.indices.map { trial in parts.flatMap { $0[trial] } }
  }

  private func distances(_ range: [Int], to trial: Int) -> [Change] {
    range.map { (UInt32(truncatingIfNeeded: $0), max(0, 1 - exact.float($0, trial))) }
  }

  private func lowered(_ weights: [Float], rows range: Range<Int>, by trials: [Int]) -> [[Change]] {
    let limits = range.map { weights[$0] > 0 ? 1 - weights[$0] - error : TrialBounds.never }
    var candidates = [[UInt32]](repeating: [], count: trials.count)
    if let bytes {
      let size = ByteRows.panelRowCount
      let panels = range.lowerBound / size..<(range.upperBound + size - 1) / size
      var masks = [UInt64](repeating: 0, count: trials.count * panels.count)
      bytes.writeCandidates(
        ofRows: trials, of: bytes, limitsByRow: limits, panels: panels, into: &masks)
      for trial in trials.indices {
        ByteRows.appendMarked(
          in: masks.span, from: trial * panels.count, first: range.lowerBound, rows: range,
          to: &candidates[trial])
      }
    } else {
      let products = floatProducts(of: trials, with: range)
      for trial in trials.indices {
        for (place, row) in range.enumerated()
        where products[trial * range.count + place] >= limits[place] {
          candidates[trial].append(UInt32(truncatingIfNeeded: row))
        }
      }
    }
    return trials.indices.map { trial in
      candidates[trial].compactMap { row in
        let distance = max(0, 1 - exact.float(Int(row), trials[trial]))
        return distance < weights[Int(row)] ? (row, distance) : nil
      }
    }
  }

  private func floatProducts(of trials: [Int], with range: Range<Int>) -> [Float] {
    var products = [Float](repeating: 0, count: trials.count * range.count)
    var target = products.mutableSpan
    rows.selectingRows(trials).writeRowProducts(
      of: 0..<trials.count, with: rows, rows: range, into: &target)
    return products
  }
}
