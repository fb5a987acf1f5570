// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// First centroids by k-means++: each row is picked with a probability proportional to 1 − its cosine
/// to the nearest row picked before, half its squared distance. Of several such picks the one that
/// lowers the sum of distances most is taken (the greedy form).
enum KMeansSeeding {
  /// Sampled rows per centroid: enough that a sample differs from the whole by little, few enough
  /// that picking costs less than two rounds of assignment.
  static let sampleRowsPerCentroid = 16
  static let smallestSample = 4_096
  /// Picks tried for each centroid; 2 + ln k are usual, and more help little.
  private static let trialCount = 6
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
    // A zero row has no direction to seed with.
    var weights = taken.indices.map { squaredNorm(of: sampled, row: $0) > 0 ? Float(1) : 0 }
    var isPicked = [Bool](repeating: false, count: taken.count)
    var picked: [Int] = []
    while picked.count < count {
      var trials: [Int] = []
      // Any row is as good a first one as another.
      for _ in 0..<(picked.isEmpty ? 1 : trialCount) {
        if let place = pick(weights, &random), !trials.contains(place) { trials.append(place) }
      }
      if trials.isEmpty { trials.append(isPicked.firstIndex(of: false) ?? 0) }
      let candidates = sampled.selectingRows(trials)
      let current = weights
      let isFirst = picked.isEmpty
      let parts = Parallel.mapChunks(of: taken.count, chunkSize: chunkSize, workers: workers) {
        lowered(current, sampled, rows: $0, by: candidates, isFirst: isFirst)
      }
      var best = (total: Double.infinity, trial: 0)
      for trial in trials.indices {
        let total = parts.reduce(0.0) { $0 + $1.totals[trial] }
        if total < best.total { best = (total, trial) }
      }
      let place = trials[best.trial]
      picked.append(taken[place])
      isPicked[place] = true
      weights = Array(parts.map { $0.weights[best.trial] }.joined())
      weights[place] = 0
    }
    return picked
  }

  /// The weights of a chunk after each trial, and their sums.
  private static func lowered(
    _ weights: [Float], _ sampled: Matrix, rows: Range<Int>, by candidates: Matrix, isFirst: Bool
  ) -> (weights: [[Float]], totals: [Double]) {
    let count = candidates.rowCount
    var products = [Float](repeating: 0, count: rows.count * count)
    var target = products.mutableSpan
    candidates.writeRowProducts(
      of: 0..<count, with: sampled, rows: rows, into: &target)
    var result: [[Float]] = []
    var totals: [Double] = []
    for trial in 0..<count {
      var total = 0.0
      var lowered = [Float](repeating: 0, count: rows.count)
      for i in 0..<rows.count where weights[rows.lowerBound + i] > 0 {
        let distance = max(0, 1 - products[trial * rows.count + i])
        lowered[i] = isFirst ? distance : min(weights[rows.lowerBound + i], distance)
        total += Double(lowered[i])
      }
      result.append(lowered)
      totals.append(total)
    }
    return (result, totals)
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
