// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity
import Testing

/// The plain method: all cosines in Double, every round. Nil where a cluster lost all rows, which
/// the plain method has no rule for.
private func naiveLabels(_ rows: Matrix, _ start: Matrix, rounds: Int) -> [Int]? {
  let d = rows.columnCount
  var centroids = start
  var labels = [Int](repeating: -1, count: rows.rowCount)
  for _ in 0..<rounds {
    let old = labels
    for i in 0..<rows.rowCount {
      var best = -Double.infinity
      for k in 0..<centroids.rowCount {
        let product = rows.exactRowProduct(i, with: centroids, row: k)
        if product > best {
          best = product
          labels[i] = k
        }
      }
    }
    if labels == old { break }
    if Set(labels).count < centroids.rowCount { return nil }
    for k in 0..<centroids.rowCount {
      var sum = [Double](repeating: 0, count: d)
      for i in 0..<rows.rowCount where labels[i] == k {
        for j in 0..<d { sum[j] += Double(rows[i, j]) }
      }
      let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if length > 0 { for j in 0..<d { centroids[k, j] = Float(sum[j] / length) } }
    }
  }
  return labels
}

@Suite struct SphericalKMeansTests {
  @Test func `the reference rows from rows 0 to 3`() {
    let rows = referenceUnitRows()
    let clusters = SphericalKMeans(
      of: rows, initialCentroids: rows.selectingRows(0..<4), workers: 1)
    #expect(clusters.labels.map(String.init).joined() == "0123013323323232321201231102311100003322")
    #expect(clusters.sizes == [8, 9, 11, 12])
    #expect(clusters.isStable)
    #expect(clusters.iterationCount == 3)
    // The rows are rounded to Float: 40 rows of 8 elements, 2⁻²⁴ each at most.
    #expect(abs(clusters.objective - 20.756798286926514) < 1e-6)
    #expect(abs(clusters.similarities.reduce(0, +) - clusters.objective) < 1e-5)
  }

  @Test(arguments: [1, 2, 7, 20])
  func `labels equal those of the plain method`(k: Int) throws {
    let rows = clusteredRows(1_100, 8, seed: 51)
    // The first rows that are not zero and apart from each other, so that no cluster runs empty.
    var starts: [Int] = []
    for row in 0..<1_100 where starts.count < k {
      let isNew = starts.allSatisfy { rows.exactRowProduct(row, with: rows, row: $0) < 0.8 }
      if isNew, rows.exactRowProduct(row, with: rows, row: row) > 0.5 { starts.append(row) }
    }
    let start = rows.selectingRows(starts)
    for rounds in [1, 20] {
      let clusters = SphericalKMeans(
        of: rows, initialCentroids: start, maximumIterationCount: rounds, workers: 2)
      for arithmetic in [BoundArithmetic.floats, .bytes] where arithmetic.isSupported {
        let bounded = SphericalKMeans(
          of: rows, initialCentroids: start, maximumIterationCount: rounds, prefixColumnCount: 3,
          arithmetic: arithmetic, workers: 2)
        #expect(bounded.labels == clusters.labels && bounded.centroids == clusters.centroids)
      }
      let expected = try #require(naiveLabels(rows, start, rounds: rounds))
      #expect(clusters.labels == expected)
      #expect(clusters.sizes.reduce(0, +) == 1_100)
    }
  }

  @Test func `bounds spare work and any number of workers gives the same`() {
    let rows = clusteredRows(2_100, 8, seed: 52, spread: 0.2)
    var options = SphericalKMeans.Options(clusterCount: 30)
    options.seed = 5
    let one = SphericalKMeans(of: rows, options: options, workers: 1)
    for workers in [2, 4] {
      let other = SphericalKMeans(of: rows, options: options, workers: workers)
      #expect(other.labels == one.labels && other.centroids == one.centroids)
      #expect(other.similarities == one.similarities && other.objective == one.objective)
    }
    #expect(one.computedShare < 0.9)
    #expect(one.sizes.allSatisfy { $0 > 0 })
  }

  @Test func `an empty cluster starts again from the farthest row`() {
    // Two copies of one start: the second gets no row and takes the outlier instead.
    let rows = Matrix(
      rowCount: 5, columnCount: 2, elements: [1, 0, 1, 0, 0.8, 0.6, 1, 0, -1, 0])
    let clusters = SphericalKMeans(
      of: rows, initialCentroids: rows.selectingRows([0, 0]), workers: 1)
    #expect(clusters.labels == [0, 0, 0, 0, 1])
    #expect(clusters.sizes == [4, 1])
  }

  @Test func `more clusters than rows, equal rows and zero rows`() {
    let two = Matrix(rowCount: 2, columnCount: 2, elements: [1, 0, 0, 1])
    let apart = SphericalKMeans(of: two, options: .init(clusterCount: 5), workers: 1)
    #expect(apart.sizes == [1, 1] && apart.objective == 2)
    let equal = Matrix(
      rowCount: 50, columnCount: 2,
      elements: Array([[Float]](repeating: [0, 1], count: 50).joined()))
    let together = SphericalKMeans(of: equal, options: .init(clusterCount: 3), workers: 1)
    #expect(together.sizes == [50, 0, 0] && together.isStable)
    #expect(abs(together.objective - 50) < 1e-12)
    let zero = SphericalKMeans(
      of: Matrix(rowCount: 4, columnCount: 3), options: .init(clusterCount: 2), workers: 1)
    #expect(zero.labels == [0, 0, 0, 0] && zero.objective == 0)
    let none = SphericalKMeans(
      of: Matrix(rowCount: 0, columnCount: 3), options: .init(clusterCount: 2), workers: 1)
    #expect(none.labels == [] && none.sizes == [])
  }

  @Test func `opposite rows of one cluster cancel out and keep its old direction`() {
    let rows = Matrix(rowCount: 2, columnCount: 2, elements: [0, 1, 0, -1])
    let start = Matrix(rowCount: 1, columnCount: 2, elements: [1, 0])
    let clusters = SphericalKMeans(of: rows, initialCentroids: start, workers: 1)
    #expect(clusters.centroids == start && clusters.objective == 0)
  }

  @Test func `the grid finds three groups`() {
    // Three directions with little noise.
    var random = SeededRandom(seed: 53)
    var elements: [Float] = []
    for i in 0..<240 {
      for j in 0..<6 {
        elements.append((j == i % 3 ? 1 : 0) + 0.15 * Float(random.nextUnit() - 0.5))
      }
    }
    var rows = Matrix(rowCount: 240, columnCount: 6, elements: elements)
    _ = rows.normalizeRows()
    let grid = ClusterCountGrid(of: rows, workers: 1)
    #expect(grid.clusterCount == 3)
    #expect(grid.entries.map(\.clusterCount) == [2, 3, 4, 6, 8, 12])
    #expect(grid.entries[1].agreement == 1)
    #expect(grid.reason.contains("3"))
    var options = ClusterCountGrid.Options()
    options.sampleRowCount = 100
    options.candidates = [2, 3, 5, 1_000]
    let sampled = ClusterCountGrid(of: rows, options: options, workers: 1)
    #expect(sampled.clusterCount == 3 && sampled.sampleRowCount == 100)
    #expect(sampled.entries == ClusterCountGrid(of: rows, options: options, workers: 4).entries)
    let tiny = ClusterCountGrid(of: Matrix(rowCount: 1, columnCount: 2), workers: 1)
    #expect(tiny.entries.isEmpty && tiny.clusterCount == 1)
  }
}
