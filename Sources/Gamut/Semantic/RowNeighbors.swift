// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutSimilarity

/// The nearest neighbours of the rows of a set, or of a sample of them against all.
struct RowNeighbors {
  /// The rows looked at, ascending.
  let rows: [Int]
  /// Neighbours of each: as many as `NeighborExcess` needs, fewer in a small set.
  let count: Int
  /// `rows.count × count`: their cosines, descending.
  let cosines: [Double]
  /// `rows.count × count`: which rows they are.
  let neighbors: [RecordIndex]

  /// Rows of a sample: the standard error of a share of it is at most .5 %.
  static let sampleCount = 10_000

  /// Finds the neighbours of `all`; of a random sample where there are more than `limit` rows.
  init(of all: Matrix, sampleAbove limit: Int, seed: UInt64, workers: Int) {
    let wanted = NeighborExcess.neighborCount
    guard all.rowCount > limit else {
      let found = NearestNeighbors(within: all, count: wanted, workers: workers)
      rows = Array(0..<all.rowCount)
      count = found.neighborCount
      cosines = found.similarities
      neighbors = found.indices
      return
    }
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xD6))
    let sample = random.permutation(of: all.rowCount).prefix(Self.sampleCount).sorted()
    let found = NearestNeighbors(
      of: all.selectingRows(sample), among: all, count: wanted + 1, workers: workers)
    count = found.neighborCount - 1
    var cosines: [Double] = []
    var neighbors: [RecordIndex] = []
    for (i, row) in sample.enumerated() {
      // A row is among its nearest, unless more copies than are listed come before it: then the last
      // is left out, and all that stay are at cosine 1.
      let list = found.neighbors(of: i)
      let own = list.firstIndex(of: RecordIndex(row)) ?? list.endIndex - 1
      for place in list.indices where place != own {
        cosines.append(found.similarities[place])
        neighbors.append(list[place])
      }
    }
    rows = sample
    self.cosines = cosines
    self.neighbors = neighbors
  }

  /// The cosine of each row to its nearest other row; empty where there is none.
  var nearestCosines: [Double] { count == 0 ? [] : rows.indices.map { cosines[$0 * count] } }

  /// Each row with its nearest other row.
  var nearestPairs: [NeighborBins.Pair] {
    guard count > 0 else { return [] }
    return rows.enumerated().map { place, row in
      NeighborBins.Pair(
        RecordIndex(row), neighbors[place * count], similarity: cosines[place * count])
    }
  }
}
