// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity
import Testing

@Suite struct AgreementTests {
  @Test func `agreement of two labelings by reference values`() {
    let agreement = LabelAgreement(
      labels: [0, 0, 0, 1, 1, 1, 2, 2, 2, 2], clusters: [0, 0, 1, 1, 1, 2, 2, 2, 2, 0])
    #expect(abs(agreement.normalizedMutualInformation - 0.44270128334605) < 1e-9)
    #expect(abs(agreement.adjustedRandIndex - 0.20454545454545456) < 1e-9)
    #expect(abs(agreement.adjustedMutualInformation - 0.23728877770133558) < 1e-9)
    let (h, c) = (agreement.homogeneity, agreement.completeness)
    #expect(abs(agreement.normalizedMutualInformation - 2 * h * c / (h + c)) < 1e-12)
  }

  @Test func `equal partitions agree whatever the labels are called`() {
    let agreement = LabelAgreement(labels: [0, 0, 5, 5, 9], clusters: [7, 7, 1, 1, 0])
    #expect(abs(agreement.normalizedMutualInformation - 1) < 1e-12)
    #expect(abs(agreement.adjustedMutualInformation - 1) < 1e-12)
    #expect(agreement.adjustedRandIndex == 1)
    for labels in [[], [3], [2, 2, 2], [0, 1, 2, 3]] {
      let same = LabelAgreement(labels: labels, clusters: labels)
      #expect(same.adjustedRandIndex == 1 && same.adjustedMutualInformation == 1)
      #expect(abs(same.normalizedMutualInformation - 1) < 1e-12)
    }
  }

  @Test func `one cluster against two says nothing`() {
    let agreement = LabelAgreement(labels: [0, 0, 1, 1], clusters: [0, 0, 0, 0])
    #expect(agreement.normalizedMutualInformation == 0 && agreement.adjustedRandIndex == 0)
    #expect(agreement.homogeneity == 0 && agreement.completeness == 1)
    #expect(abs(agreement.adjustedMutualInformation) < 1e-12)
  }

  @Test func `the Rand index equals a count over all pairs`() {
    var random = SeededRandom(seed: 61)
    for n in 2...40 {
      let a = (0..<n).map { _ in random.next(below: 4) }
      let b = (0..<n).map { _ in random.next(below: 3) }
      var (both, first, second) = (0.0, 0.0, 0.0)
      for i in 0..<n {
        for j in 0..<i {
          if a[i] == a[j] { first += 1 }
          if b[i] == b[j] { second += 1 }
          if a[i] == a[j], b[i] == b[j] { both += 1 }
        }
      }
      let expected = first * second / (Double(n * (n - 1)) / 2)
      let spread = (first + second) / 2 - expected
      let index = LabelAgreement.adjustedRandIndex(labels: a, clusters: b)
      #expect(abs(index - (spread == 0 ? 1 : (both - expected) / spread)) < 1e-12)
    }
  }

  @Test func `separation of the reference clusters`() throws {
    let labels = "0123013323323232321201231102311100003322".utf8.map { Int($0) - 48 }
    // Integers are exact in Float; norms are taken in Double.
    let separation = ClusterSeparation(of: referenceRows(), labels: labels, workers: 2)
    #expect(abs(try #require(separation.silhouette) - 0.13958575238169935) < 1e-9)
    #expect(abs(try #require(separation.daviesBouldin) - 2.251791189388891) < 1e-9)
    #expect(abs(try #require(separation.calinskiHarabasz) - 4.1052648944736765) < 1e-9)
    let renamed = ClusterSeparation(of: referenceRows(), labels: labels.map { $0 * 3 }, workers: 1)
    #expect(renamed.silhouette == separation.silhouette)
  }

  @Test func `the silhouette equals its definition over all pairs`() throws {
    let rows = clusteredRows(120, 9, seed: 62)
    var random = SeededRandom(seed: 63)
    let labels = (0..<120).map { $0 == 0 ? 6 : random.next(below: 6) }
    func distance(_ i: Int, _ j: Int) -> Double {
      let norms =
        (rows.exactRowProduct(i, with: rows, row: i)
        * rows.exactRowProduct(j, with: rows, row: j)).squareRoot()
      return norms == 0 ? 1 : 1 - rows.exactRowProduct(i, with: rows, row: j) / norms
    }
    var total = 0.0
    for i in 0..<120 {
      var sums = [Double](repeating: 0, count: 7)
      var counts = [Double](repeating: 0, count: 7)
      for j in 0..<120 where j != i {
        sums[labels[j]] += distance(i, j)
        counts[labels[j]] += 1
      }
      guard counts[labels[i]] > 0 else { continue }
      let inside = sums[labels[i]] / counts[labels[i]]
      let outside =
        (0..<7).filter { $0 != labels[i] && counts[$0] > 0 }
        .map { sums[$0] / counts[$0] }.min() ?? 0
      total += (outside - inside) / max(inside, outside)
    }
    let separation = ClusterSeparation(of: rows, labels: labels, workers: 1)
    #expect(abs(try #require(separation.silhouette) - total / 120) < 1e-9)
  }

  @Test func `one cluster, no rows and rows all apart have no separation`() {
    let rows = clusteredRows(10, 3, seed: 64)
    let none = Matrix(rowCount: 0, columnCount: 2)
    #expect(
      ClusterSeparation(of: rows, labels: [Int](repeating: 1, count: 10), workers: 1).silhouette
        == nil)
    #expect(ClusterSeparation(of: rows, labels: Array(0..<10), workers: 1).daviesBouldin == nil)
    #expect(ClusterSeparation(of: none, labels: [], workers: 1).silhouette == nil)
  }
}
