// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// First centroids by k-means++: each row is picked with a probability proportional to 1 − its cosine
/// to the nearest row picked before, half its squared distance.
enum KMeansSeeding {
  /// Sampled rows per centroid: enough that a sample differs from the whole by little, few enough
  /// that picking costs less than two rounds of assignment.
  static let sampleRowsPerCentroid = 16
  static let smallestSample = 4_096
  private static let chunkSize = 1_024

  /// `count` rows of `matrix`, different ones, in the order they were picked.
  static func rows(of matrix: Matrix, count: Int, seed: UInt64, workers: Int) -> [Int] {
    guard count > 0 else { return [] }
    var random = SeededRandom(seed: seed)
    let limit = max(smallestSample, count * sampleRowsPerCentroid)
    let taken =
      limit >= matrix.rowCount
      ? Array(0..<matrix.rowCount)
      : sample(of: matrix.rowCount, count: limit, random: &random)
    let sampled = matrix.selectingRows(taken)
    let products = ExactProducts(left: sampled, right: sampled)
    // A zero row has no direction to seed with.
    var weights = taken.indices.map { squaredNorm(of: sampled, row: $0) > 0 ? Float(1) : 0 }
    var isPicked = [Bool](repeating: false, count: taken.count)
    var picked: [Int] = []
    while picked.count < count {
      let place = pick(weights, &random) ?? isPicked.firstIndex(of: false) ?? 0
      picked.append(taken[place])
      isPicked[place] = true
      let current = weights
      let isFirst = picked.count == 1
      weights = Array(
        Parallel.mapChunks(of: taken.count, chunkSize: chunkSize, workers: workers) { range in
          range.map { i -> Float in
            guard current[i] > 0, i != place else { return 0 }
            let distance = max(0, 1 - products.float(i, place))
            return isFirst ? distance : min(current[i], distance)
          }
        }.joined())
    }
    return picked
  }

  /// An index with probability proportional to its weight; nil where all weights are 0.
  private static func pick(_ weights: [Float], _ random: inout SeededRandom) -> Int? {
    var total = 0.0
    for weight in weights { total += Double(weight) }
    guard total > 0 else { return nil }
    let target = random.nextUnit() * total
    var sum = 0.0
    var last: Int?
    for (i, weight) in weights.enumerated() where weight > 0 {
      sum += Double(weight)
      last = i
      if sum > target { return i }
    }
    return last
  }

  /// `count` different numbers of `0..<total`, ascending.
  ///
  /// > Source: R. Floyd, in J. Bentley, *Programming Pearls: a sample of brilliance*, 1987,
  /// > doi:10.1145/30401.315746.
  static func sample(of total: Int, count: Int, random: inout SeededRandom) -> [Int] {
    var isTaken = [Bool](repeating: false, count: total)
    for upper in total - min(count, total)..<total {
      let candidate = random.next(below: upper + 1)
      if isTaken[candidate] { isTaken[upper] = true } else { isTaken[candidate] = true }
    }
    return isTaken.indices.filter { isTaken[$0] }
  }
}
