// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutSimilarity

@Suite struct KMeansMethodTests {
  private func options(_ count: Int, _ method: KMeansMethod?) -> SphericalKMeans.Options {
    var options = SphericalKMeans.Options(clusterCount: count)
    options.method = method
    options.seed = 3
    return options
  }

  @Test func `small work is done in full, and only large work is not`() {
    #expect(KMeansMethod.chosen(rowCount: 0, clusterCount: 0) == .full)
    #expect(KMeansMethod.chosen(rowCount: 200_000, clusterCount: 1_000) == .full)
    #expect(KMeansMethod.chosen(rowCount: 5_000_000, clusterCount: 1_000) == .full)
    #expect(KMeansMethod.chosen(rowCount: 20_000_000, clusterCount: 1_000) == .miniBatch)
    #expect(KMeansMethod.chosen(rowCount: 1_000_000, clusterCount: 1_024) == .full)
    #expect(KMeansMethod.chosen(rowCount: 1_000_000, clusterCount: 4_000) == .full)
    #expect(KMeansMethod.chosen(rowCount: 1_000_000, clusterCount: 5_000) == .twoLevel)
    #expect(KMeansMethod.chosen(rowCount: .max, clusterCount: 2) == .miniBatch)
    let rows = clusteredRows(60, 4, seed: 80)
    #expect(SphericalKMeans(of: rows, options: options(5, nil), workers: 1).method == .full)
  }

  @Test func `shares by hand`() {
    #expect(TwoLevelClusters.shares(of: 10, among: [6, 3, 0, 1]) == [6, 3, 0, 1])
    // One each, and 2 · 5/7 and 2 · 2/7 of the rest: the second remainder is the larger one.
    #expect(TwoLevelClusters.shares(of: 5, among: [6, 3, 0, 1]) == [2, 2, 0, 1])
    #expect(TwoLevelClusters.shares(of: 3, among: [6, 3, 0, 1]) == [1, 1, 0, 1])
    #expect(TwoLevelClusters.shares(of: 3, among: [2, 2]) == [2, 1])
    #expect(TwoLevelClusters.shares(of: 0, among: []) == [])
  }

  @Test func `shares add up and never exceed the rows`() {
    var random = SeededRandom(seed: 81)
    for _ in 0..<200 {
      let sizes = (0..<1 + random.next(below: 9)).map { _ in random.next(below: 30) }
      let (filled, all) = (sizes.count { $0 > 0 }, sizes.reduce(0, +))
      let count = filled + random.next(below: all - filled + 1)
      let shares = TwoLevelClusters.shares(of: count, among: sizes)
      #expect(shares.reduce(0, +) == count)
      for (share, size) in zip(shares, sizes) {
        #expect(share <= size && (share > 0) == (size > 0))
        // Within one of its part of the rest.
        if size > 0, all > filled {
          let part = Double((count - filled) * (size - 1)) / Double(all - filled)
          #expect(abs(Double(share - 1) - part) < 1)
        }
      }
    }
  }

  @Test(arguments: [KMeansMethod.twoLevel, .miniBatch])
  func `clusters are announced, whole, nearly as good, and the same for any number of workers`(
    method: KMeansMethod
  ) {
    let rows = clusteredRows(1_500, 8, seed: 82)
    let full = SphericalKMeans(of: rows, options: options(40, .full), workers: 2)
    let one = SphericalKMeans(of: rows, options: options(40, method), workers: 1)
    #expect(one.method == method && one.iterationCount <= KMeansMethod.closingRoundCount)
    #expect(one.sizes.count == 40 && one.sizes.reduce(0, +) == 1_500)
    #expect(one.labels.allSatisfy { (0..<40).contains($0) })
    #expect(one.objective > 0.97 * full.objective)
    #expect(abs(one.similarities.reduce(0, +) - one.objective) < 1e-3)
    for workers in [2, 3] {
      let other = SphericalKMeans(of: rows, options: options(40, method), workers: workers)
      #expect(other.labels == one.labels && other.centroids == one.centroids)
      #expect(other.objective == one.objective && other.similarities == one.similarities)
    }
  }

  @Test(arguments: [KMeansMethod.twoLevel, .miniBatch])
  func `few rows, equal rows and zero rows`(method: KMeansMethod) {
    let three = Matrix(rowCount: 3, columnCount: 2, elements: [1, 0, 0, 1, -1, 0])
    let apart = SphericalKMeans(of: three, options: options(7, method), workers: 1)
    #expect(apart.sizes == [1, 1, 1] && abs(apart.objective - 3) < 1e-6)
    let single = SphericalKMeans(of: three, options: options(1, method), workers: 1)
    #expect(single.sizes == [3])
    let equal = Matrix(
      rowCount: 50, columnCount: 2,
      elements: Array([[Float]](repeating: [0, 1], count: 50).joined()))
    let together = SphericalKMeans(of: equal, options: options(9, method), workers: 1)
    #expect(together.sizes.reduce(0, +) == 50 && abs(together.objective - 50) < 1e-9)
    let zero = SphericalKMeans(
      of: Matrix(rowCount: 40, columnCount: 3), options: options(4, method), workers: 1)
    #expect(zero.sizes.reduce(0, +) == 40 && zero.objective == 0)
    let none = SphericalKMeans(
      of: Matrix(rowCount: 0, columnCount: 3), options: options(2, method), workers: 1)
    #expect(none.labels.isEmpty && none.method == method)
  }
}
