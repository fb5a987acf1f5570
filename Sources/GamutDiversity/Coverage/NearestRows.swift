// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

/// The nearest rows of each of some rows, by cosine.
struct NearestRows {
  let rowCount: Int
  /// How many neighbours each row has: as asked for, or all there are.
  let count: Int
  /// `rowCount × count`, descending within a row.
  let cosines: [Double]
  /// `rowCount × count`; of equals the lowest first.
  let indices: [RecordIndex]

  /// The `count` rows of `others` nearest to each row of `rows`.
  init(of rows: Matrix, in others: Matrix, count: Int, workers: Int) {
    self.init(rows, others, count: min(count, others.rowCount), isSameSet: false, workers)
  }

  /// The `count` other rows of `rows` nearest to each.
  init(within rows: Matrix, count: Int, workers: Int) {
    self.init(rows, rows, count: min(count, max(0, rows.rowCount - 1)), isSameSet: true, workers)
  }

  private static let rowBlock = 256
  private static let otherBlock = 1_024

  private init(_ rows: Matrix, _ others: Matrix, count: Int, isSameSet: Bool, _ workers: Int) {
    rowCount = rows.rowCount
    self.count = count
    guard count > 0 else {
      (cosines, indices) = ([], [])
      return
    }
    let parts = Parallel.mapChunks(
      of: rows.rowCount, chunkSize: NearestRows.rowBlock, workers: workers
    ) { range in
      var best = [Float](repeating: -.infinity, count: range.count * count)
      var found = [RecordIndex](repeating: 0, count: range.count * count)
      var products = [Float](repeating: 0, count: NearestRows.rowBlock * NearestRows.otherBlock)
      for start in stride(from: 0, to: others.rowCount, by: NearestRows.otherBlock) {
        let block = start..<min(start + NearestRows.otherBlock, others.rowCount)
        var span = products.mutableSpan
        rows.writeRowProducts(of: range, with: others, rows: block, into: &span)
        for i in 0..<range.count {
          let last = (i + 1) * count - 1
          var limit = best[last]
          for j in 0..<block.count {
            let cosine = span[i * block.count + j]
            guard cosine > limit else { continue }
            if isSameSet && range.lowerBound + i == block.lowerBound + j { continue }
            var place = last
            while place > i * count, best[place - 1] < cosine {
              best[place] = best[place - 1]
              found[place] = found[place - 1]
              place -= 1
            }
            best[place] = cosine
            found[place] = RecordIndex(block.lowerBound + j)
            limit = best[last]
          }
        }
      }
      return (best, found)
    }
    cosines = parts.flatMap { part in part.0.map { min(1, max(-1, Double($0))) } }
    indices = parts.flatMap { $0.1 }
  }

  /// The cosine of each row to its nearest; 0 where there is none.
  var largest: [Double] {
    count == 0
      ? [Double](repeating: 0, count: rowCount) : (0..<rowCount).map { cosines[$0 * count] }
  }

  /// The nearest of each row; nil where there is none.
  var nearestRows: [RecordIndex?] {
    count == 0
      ? [RecordIndex?](repeating: nil, count: rowCount) : (0..<rowCount).map { indices[$0 * count] }
  }

  /// The cosine of row `row` to the last of its neighbours; 0 where there is none.
  func farthestCosine(of row: Int) -> Double {
    count == 0 ? 0 : cosines[(row + 1) * count - 1]
  }
}
