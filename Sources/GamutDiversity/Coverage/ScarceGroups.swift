// SPDX-License-Identifier: Apache-2.0

import GamutLinear
import GamutSimilarity

/// The reference rows around which the training set is significantly too thin, in groups that belong
/// together.
struct ScarceGroups {
  /// The group of each reference row; nil for most.
  let referenceGroups: [Int?]
  /// The group of each training row.
  let trainingGroups: [Int?]
  /// The false discovery rate at which half of the rows that make a group are found, per group.
  let qValues: [Double]

  var count: Int { qValues.count }

  /// Groups of fewer rows are left to the list of single records.
  static let minimumRowCount = 5
  /// How many rows are linked at most; others join the nearest of them.
  static let linkedLimit = 2_000
  /// How many reference rows around a row vote on its group.
  static let voterCount = 5

  init(
    scarcity: LocalScarcity, rate: Double, training: Matrix, reference: Matrix, radius: Double,
    workers: Int
  ) {
    let flagged = scarcity.qValues.indices.filter { scarcity.qValues[$0] <= rate }
    let voters = NearestNeighbors(
      within: reference, count: ScarceGroups.voterCount, workers: workers)
    let bound = ScarceGroups.linkBound(of: reference, neighbors: voters)
    var groupOfRow = [Int?](repeating: nil, count: reference.rowCount)
    var groups = ScarceGroups.linked(flagged, of: reference, atLeast: bound, workers: workers)
    groups.removeAll { $0.count < ScarceGroups.minimumRowCount }
    for (index, rows) in groups.enumerated() {
      for row in rows { groupOfRow[row] = index }
    }
    qValues = groups.map { rows in
      Quantile.sample(0.5, sorted: rows.map { scarcity.qValues[$0] }.sorted())
    }
    guard !groups.isEmpty else {
      referenceGroups = groupOfRow
      trainingGroups = Array(repeating: nil, count: training.rowCount)
      return
    }
    let core = groupOfRow
    // Rows amid a group belong to it though they are not significant by themselves; without the same
    // vote for training rows the shares could not be compared.
    referenceGroups = core.indices.map { row in
      core[row] ?? ScarceGroups.vote(of: row, voters, core, radius: radius)
    }
    let nearest = NearestNeighbors(
      of: training, among: reference, count: ScarceGroups.voterCount, workers: workers)
    trainingGroups = (0..<training.rowCount).map {
      ScarceGroups.vote(of: $0, nearest, core, radius: radius)
    }
  }

  /// The group of more than half of the neighbours of `row`, if the nearest is within the radius.
  private static func vote(
    of row: Int, _ neighbors: NearestNeighbors, _ groups: [Int?], radius: Double
  ) -> Int? {
    guard neighbors.neighborCount > 0, neighbors.similarity(of: row, rank: 0) >= radius else {
      return nil
    }
    let votes = neighbors.neighbors(of: row).compactMap { groups[Int($0)] }
    return votes.first { group in
      2 * votes.count { $0 == group } > neighbors.neighborCount
    }
  }

  private static func linked(
    _ flagged: [Int], of reference: Matrix, atLeast bound: Double, workers: Int
  ) -> [[Int]] {
    let step = max(1, (flagged.count + linkedLimit - 1) / linkedLimit)
    let sample = stride(from: 0, to: flagged.count, by: step).map { flagged[$0] }
    let linkedRows = reference.selectingRows(sample)
    let local = AverageLinkage.groups(of: linkedRows, atLeast: bound)
    var groups = local.map { $0.map { sample[$0] } }
    guard step > 1 else { return groups }
    var groupOfSample = [Int](repeating: 0, count: sample.count)
    for (group, rows) in local.enumerated() {
      for row in rows { groupOfSample[row] = group }
    }
    let isLinked = Set(sample)
    let rest = flagged.filter { !isLinked.contains($0) }
    let nearest = NearestNeighbors(
      of: reference.selectingRows(rest), among: linkedRows, count: 1, workers: workers)
    for (i, row) in rest.enumerated() where nearest.similarity(of: i, rank: 0) >= bound {
      groups[groupOfSample[Int(nearest.indices[i])]].append(row)
    }
    return groups
  }

  /// Halfway from the cosine of strangers (the mean of all pairs) to that of neighbours (the median
  /// to the fifth nearest): a scale every encoder has.
  private static func linkBound(of rows: Matrix, neighbors: NearestNeighbors) -> Double {
    let n = rows.rowCount
    guard n > 1 else { return 1 }
    var sum = [Double](repeating: 0, count: rows.columnCount)
    var squares = 0.0
    for row in 0..<n {
      rows.withRow(row) { values in
        for j in values.indices {
          sum[j] += Double(values[j])
          squares += Double(values[j]) * Double(values[j])
        }
      }
    }
    let strangers =
      (sum.reduce(0) { $0 + $1 * $1 } - squares) / (Double(n) * Double(n - 1))
    let cosines = (0..<n).map { neighbors.farthestCosine(of: $0) }.sorted()
    return (2 * strangers + Quantile.sample(0.5, sorted: cosines)) / 3
  }
}
