// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// First centroids by k-means++: each row is picked with a probability proportional to 1 − its cosine
/// to the nearest row picked before, half its squared distance. Of several such picks the one that
/// lowers the sum of distances most is taken (the greedy form).
///
/// A distance is 1 − the product of `ExactProducts.float`, at least 0. Most rows lie no nearer to a new
/// pick than to an old one; bounds find the others (`TrialBounds`), and only their products are
/// computed, so the picks are those of the plain method.
enum KMeansSeeding {
  /// Sampled rows per centroid: enough that a sample differs from the whole by little, few enough
  /// that picking costs less than two rounds of assignment.
  static let sampleRowsPerCentroid = 16
  static let smallestSample = 4_096
  /// Picks tried for each centroid; 2 + ln k are usual, and more help little.
  private static let trialCount = 6

  /// `count` rows of `matrix`, different ones, in the order they were picked.
  ///
  /// - Parameter arithmetic: what bounds are multiplied in; nil takes the faster one of the machine.
  static func rows(
    of matrix: Matrix, count: Int, seed: UInt64, arithmetic: BoundArithmetic? = nil, workers: Int
  ) -> [Int] {
    guard count > 0 else { return [] }
    var random = SeededRandom(seed: seed)
    let limit = max(smallestSample, count * sampleRowsPerCentroid)
    let taken =
      limit >= matrix.rowCount
      ? Array(0..<matrix.rowCount)
      : sample(of: matrix.rowCount, count: limit, random: &random)
    let sampled = matrix.selectingRows(taken)
    let bounds = TrialBounds(
      of: sampled, arithmetic: arithmetic ?? .fastest(columnCount: matrix.columnCount),
      workers: workers)
    // A zero row has no direction to seed with.
    var weights = SeedWeights(
      taken.indices.map { squaredNorm(of: sampled, row: $0) > 0 ? Float(1) : 0 })
    var isPicked = [Bool](repeating: false, count: taken.count)
    var picked: [Int] = []
    while picked.count < count {
      var trials: [Int] = []
      // Any row is as good a first one as another.
      for _ in 0..<(picked.isEmpty ? 1 : trialCount) {
        if let place = weights.pick(&random), !trials.contains(place) { trials.append(place) }
      }
      if trials.isEmpty { trials.append(isPicked.firstIndex(of: false) ?? 0) }
      let isFirst = picked.isEmpty
      let lists = bounds.lowered(weights.values, by: trials, isFirst: isFirst, workers: workers)
      var best = (gain: -Double.infinity, trial: 0)
      for trial in trials.indices {
        let gain = lists[trial].reduce(0.0) {
          $0 + Double(weights.values[Int($1.row)]) - Double($1.distance)
        }
        if gain > best.gain { best = (gain, trial) }
      }
      for change in lists[best.trial] { weights.replace(Int(change.row), by: change.distance) }
      let place = trials[best.trial]
      picked.append(taken[place])
      isPicked[place] = true
      weights.replace(place, by: 0)
    }
    return picked
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

/// Distances of rows to their nearest picks, from which rows are drawn.
private struct SeedWeights {
  private(set) var values: [Float]
  /// The sums of `blockSize` values each, so that a draw reads one block.
  private var sums: [Double]
  private var isStale: [Bool]

  private static let blockSize = 256

  init(_ values: [Float]) {
    self.values = values
    let count = (values.count + SeedWeights.blockSize - 1) / SeedWeights.blockSize
    sums = [Double](repeating: 0, count: count)
    isStale = [Bool](repeating: true, count: count)
  }

  mutating func replace(_ index: Int, by value: Float) {
    values[index] = value
    isStale[index / SeedWeights.blockSize] = true
  }

  /// An index with probability proportional to its weight; nil where all weights are 0.
  mutating func pick(_ random: inout SeededRandom) -> Int? {
    var total = 0.0
    for block in sums.indices {
      if isStale[block] { refresh(block) }
      total += sums[block]
    }
    guard total > 0 else { return nil }
    let target = random.nextUnit() * total
    var sum = 0.0
    var last: Int?
    for block in sums.indices where sums[block] > 0 {
      last = block
      if sum + sums[block] > target { break }
      sum += sums[block]
    }
    guard let last else { return nil }
    var place: Int?
    for index in range(last) where values[index] > 0 {
      sum += Double(values[index])
      place = index
      if sum > target { break }
    }
    return place
  }

  private mutating func refresh(_ block: Int) {
    var sum = 0.0
    for index in range(block) { sum += Double(values[index]) }
    sums[block] = sum
    isStale[block] = false
  }

  private func range(_ block: Int) -> Range<Int> {
    let start = block * SeedWeights.blockSize
    return start..<min(values.count, start + SeedWeights.blockSize)
  }
}
