// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity

/// A test, for each reference row, of "around it the training set is as dense as the reference".
///
/// Under that hypothesis the rows around a reference row are training and other reference rows in
/// random order, so the number of training rows that are as near as its k-th nearest reference row
/// has a negative hypergeometric distribution, whatever the vectors are: few are evidence of a gap.
/// k = 5 sees small topics, k = 20 thin ones; the smallest p-value counts, times the number of k
/// (Bonferroni). Nothing is split or drawn, so no seed decides what is found.
///
/// Equal reference rows count as one: a question asked a hundred times is not a dense place, and the
/// training set may be free of copies.
///
/// > Source: the coincidences of nearest neighbours as a two-sample test: M. Schilling, *Multivariate
/// > Two-Sample Tests Based on Nearest Neighbors*, 1986, doi:10.1080/01621459.1986.10478337.
struct LocalScarcity {
  /// The p-value of each reference row.
  let pValues: [Double]
  /// The false discovery rates (Benjamini–Hochberg) of the distinct rows.
  let qValues: [Double]

  /// The k that are tried.
  static let neighborCounts = [5, 10, 20]
  /// The most training neighbours that are counted; more count as no evidence.
  static let trainingLimit = 256
  /// Counts whose p-value is above this need not be known.
  static let relevantPValue = 0.02

  init(training: Matrix, reference: Matrix, workers: Int) {
    let distinct = DistinctRows(of: reference)
    let rows =
      distinct.firsts.count == reference.rowCount
      ? reference : reference.selectingRows(distinct.firsts)
    let others = rows.rowCount - 1
    let tails = LocalScarcity.neighborCounts.filter { $0 <= others }.map { k in
      (k: k, tail: LocalScarcity.tail(k: k, reference: others, training: training.rowCount))
    }
    guard let largest = tails.last else {
      pValues = Array(repeating: 1, count: reference.rowCount)
      qValues = pValues
      return
    }
    let inReference = NearestNeighbors(within: rows, count: largest.k, workers: workers)
    let inTraining = NearestNeighbors(
      of: rows, among: training, count: tails.reduce(0) { max($0, $1.tail.count) },
      workers: workers)
    let p = (0..<rows.rowCount).map { row in
      tails.reduce(1.0) { least, test in
        let cosine = inReference.similarity(of: row, rank: test.k - 1)
        var count = 0
        while count < inTraining.neighborCount,
          inTraining.similarity(of: row, rank: count) >= cosine
        {
          count += 1
        }
        guard count < test.tail.count else { return least }
        return min(least, test.tail[count] * Double(tails.count))
      }
    }
    let q = FalseDiscovery.qValues(of: p)
    pValues = distinct.places.map { p[$0] }
    qValues = distinct.places.map { q[$0] }
  }

  /// The probability that at most m training rows come before the k-th of `reference` rows in random
  /// order, for m = 0, 1, … as far as it is relevant.
  static func tail(k: Int, reference: Int, training: Int) -> [Double] {
    let all = Double(reference + training)
    var probability = (0..<k).reduce(1.0) {
      $0 * Double(reference - $1) / (all - Double($1))
    }
    var sums = [probability]
    for m in 0..<min(training, trainingLimit - 1) {
      // The ratio of consecutive terms of the negative hypergeometric distribution.
      probability *=
        Double(m + k) / Double(m + 1) * Double(training - m) / (all - Double(k + m))
      let sum = min(1, (sums.last ?? 0) + probability)
      if sum > relevantPValue { break }
      sums.append(sum)
    }
    return sums
  }
}

/// The distinct rows of a matrix, by their bits.
struct DistinctRows {
  /// The first of each group of equal rows, ascending.
  let firsts: [Int]
  /// For each row the place in `firsts` of its group.
  let places: [Int]

  init(of rows: Matrix) {
    var firsts: [Int] = []
    var groups: [UInt64: [Int]] = [:]
    places = (0..<rows.rowCount).map { row in
      let hash = rows.withRow(row) { values in
        var hash: UInt64 = 0
        for i in values.indices {
          hash = StableHash.mix(hash ^ UInt64(values[i].bitPattern))
        }
        return hash
      }
      let equal = groups[hash]?.first { DistinctRows.areEqual(rows, row, firsts[$0]) }
      if let equal { return equal }
      groups[hash, default: []].append(firsts.count)
      firsts.append(row)
      return firsts.count - 1
    }
    self.firsts = firsts
  }

  private static func areEqual(_ rows: Matrix, _ a: Int, _ b: Int) -> Bool {
    (0..<rows.columnCount).allSatisfy { rows[a, $0] == rows[b, $0] }
  }
}
