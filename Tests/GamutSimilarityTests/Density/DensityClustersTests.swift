// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity
import Testing

/// Rows around four centres and every tenth anywhere, by a congruential sequence that other languages
/// repeat exactly: s ← (1103515245·s + 12345) mod 2³¹, value ⌊s/2⁸⌋/2²²−1 (the first 24 centre values,
/// then rows in order).
private func sequenceRows(_ count: Int) -> Matrix {
  var state: UInt64 = 12_345
  func next() -> Double {
    state = (state &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
    return Double(state >> 8) * 0x1p-22 - 1
  }
  let centers = (0..<4).map { _ in (0..<6).map { _ in next() } }
  var elements: [Float] = []
  for i in 0..<count {
    let width = 0.25 + 0.15 * Double(i % 4)
    for j in 0..<6 {
      elements.append(Float(i % 10 == 9 ? next() : centers[i % 4][j] + width * next()))
    }
  }
  var rows = Matrix(rowCount: count, columnCount: 6, elements: elements)
  _ = rows.normalizeRows()
  return rows
}

/// Unit rows at the given angles.
private func circle(_ degrees: [Double]) -> Matrix {
  // cos and sin by their series: tests import no C library.
  func cosine(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 1...30 {
      term *= -x * x / Double((2 * k - 1) * (2 * k))
      sum += term
    }
    return sum
  }
  let elements = degrees.flatMap { angle -> [Float] in
    let x = angle * .pi / 180
    return [Float(cosine(x)), Float(cosine(x - .pi / 2))]
  }
  var rows = Matrix(rowCount: degrees.count, columnCount: 2, elements: elements)
  _ = rows.normalizeRows()
  return rows
}

private func options(_ size: Int, _ rank: Int, exactRowLimit: Int = .max) -> DensityClusters.Options
{
  var options = DensityClusters.Options(minimumClusterSize: size)
  options.coreRank = rank
  options.exactRowLimit = exactRowLimit
  return options
}

@Suite struct DensityClustersTests {
  @Test func `two arcs and a row far off, by hand`() {
    // Gaps of 1° inside the arcs, 84° between them, 109° to the last row.
    let rows = circle([0, 1, 2, 3, 4, 88, 89, 90, 91, 200])
    let found = DensityClusters(of: rows, options: options(3, 1), workers: 1)
    #expect(found.labels == [0, 0, 0, 0, 0, 1, 1, 1, 1, nil])
    #expect(found.sizes == [5, 4] && found.noiseCount == 1)
    #expect(found.nearest == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(found.probabilities[9] == 0 && found.recall == nil)
    // It lies 110.5° from the middle of the second arc.
    #expect(abs(found.similarities[9] + 0.350207) < 1e-5)
    #expect(abs(found.similarities[2] - 1) < 1e-6)
  }

  @Test(arguments: [(4, 1), (3, 2), (5, 4), (8, 6)])
  func `clusters equal the definition on the complete graph`(size: Int, rank: Int) {
    for seed in 61..<65 as Range<UInt64> {
      let rows = clusteredRows(70, 5, seed: seed, spread: 0.5)
      let expected = NaiveDensity(rows, minimumClusterSize: size, coreRank: rank)
      let found = DensityClusters(of: rows, options: options(size, rank), workers: 2)
      #expect(found.labels == expected.labels, "seed \(seed)")
      for (a, b) in zip(found.probabilities, expected.probabilities) {
        #expect(abs(a - b) < 1e-9)
      }
    }
  }

  /// scikit-learn 1.9.1, `HDBSCAN(min_cluster_size, min_samples = rank + 1, algorithm="brute")`, on
  /// the rows of `sequenceRows(120)` at norm 1 in single precision: labels, a dot for noise, and the
  /// sum of probabilities. A row that joins two groups at one distance is of neither here, and there
  /// of the one whose join is sorted first: `ties`.
  @Test(arguments: [
    Reference(
      size: 5, rank: 1, ties: [], sum: 90.544616,
      labels: "0132013.03320132013.013201320.32013.0130013201320.320132013."
        + "013201320.320132013201320132003201320132013.0132023201320132"),
    Reference(
      size: 5, rank: 4, ties: [91], sum: 87.367723,
      labels: "0132013203.20132013.0132013.0.32013.013.013.01320.320132013."
        + "013201320.3.013.013.013.01320.3201320132013.01320.3201320132"),
    Reference(
      size: 8, rank: 2, ties: [83], sum: 91.326321,
      labels: "0132013.03.20132013.013201320.32013.0130013.01320.320132013."
        + "013201320..2013.013.013301320032013.0132013.013202320132013."),
    Reference(
      size: 10, rank: 5, ties: [91], sum: 93.258692,
      labels: "0132013.03.20132013.0132013.0.32013.013.013.01320.320132013."
        + "013201320.3.013.013.013.01320.33013.0132013.01320.320132013."),
  ])
  func `clusters equal those of scikit-learn`(reference: Reference) {
    let found = DensityClusters(
      of: sequenceRows(120), options: options(reference.size, reference.rank), workers: 1)
    // Labels are numbered anew on both sides by their first row.
    func renamed(_ labels: [String?]) -> [Int?] {
      var names: [String] = []
      return labels.map { label in
        guard let label else { return nil }
        if !names.contains(label) { names.append(label) }
        return names.firstIndex(of: label)
      }
    }
    let own = renamed(found.labels.map { $0.map(String.init) })
    let theirs = renamed(reference.labels.map { $0 == "." ? nil : String($0) })
    #expect(own.indices.filter { own[$0] != theirs[$0] } == reference.ties)
    #expect(reference.ties.allSatisfy { found.labels[$0] == nil })
    if reference.ties.isEmpty {
      #expect(abs(found.probabilities.reduce(0, +) - reference.sum) < 1e-4)
    }
  }

  struct Reference: CustomTestStringConvertible {
    let size: Int
    let rank: Int
    let ties: [Int]
    let sum: Double
    let labels: String

    var testDescription: String { "at least \(size) rows, rank \(rank)" }
  }

  @Test func `components that no neighbour joins are joined by the nearest rows`() {
    // More rows in each group than neighbours are listed, so the lists end inside the groups.
    let rows = clusteredRows(900, 6, seed: 71, spread: 0.05)
    let found = DensityClusters(of: rows, options: options(5, 3), workers: 1)
    #expect(found.scannedRowCount > 0)
    for workers in [2, 3] {
      var options = options(5, 3)
      options.arithmetic = workers == 2 ? .floats : nil
      let other = DensityClusters(of: rows, options: options, workers: workers)
      #expect(other.labels == found.labels && other.probabilities == found.probabilities)
      #expect(other.similarities == found.similarities && other.centroids == found.centroids)
    }
  }

  @Test func `the order of the rows changes nothing but the order of the answer`() {
    let rows = clusteredRows(200, 6, seed: 72)
    var random = SeededRandom(seed: 73)
    let order = random.permutation(of: 200)
    let found = DensityClusters(of: rows, options: options(4, 2), workers: 1)
    let other = DensityClusters(of: rows.selectingRows(order), options: options(4, 2), workers: 1)
    #expect(found.sizes == other.sizes)
    for (place, row) in order.enumerated() {
      #expect((found.labels[row] == nil) == (other.labels[place] == nil))
      #expect(abs(found.probabilities[row] - other.probabilities[place]) < 1e-9)
    }
  }

  @Test func `approximate neighbours give nearly the same clusters, and say their recall`() throws {
    let rows = clusteredRows(1_500, 10, seed: 74, spread: 0.15)
    let exact = DensityClusters(of: rows, options: options(8, 5), workers: 2)
    let found = DensityClusters(of: rows, options: options(8, 5, exactRowLimit: 0), workers: 2)
    let recall = try #require(found.recall)
    #expect(recall.value > 0.85 && recall.sampleRowCount == 512)
    let agreement = LabelAgreement.adjustedRandIndex(
      labels: exact.labels.map { ($0 ?? -1) + 1 }, clusters: found.labels.map { ($0 ?? -1) + 1 })
    #expect(agreement > 0.9)
  }

  @Test func `hostile sets: none, one, equal, zero and uniform rows`() {
    let none = DensityClusters(
      of: Matrix(rowCount: 0, columnCount: 3), options: options(2, 1), workers: 1)
    #expect(none.labels.isEmpty && none.sizes.isEmpty && none.similarities.isEmpty)
    let one = DensityClusters(
      of: Matrix(rowCount: 1, columnCount: 1, elements: [1]), options: options(2, 1), workers: 1)
    #expect(one.labels == [nil] && one.nearest == [0] && one.similarities == [1])
    for value: Float in [0, 1] {
      let equal = Matrix(
        rowCount: 40, columnCount: 2, elements: [Float](repeating: value, count: 80))
      var rows = equal
      _ = rows.normalizeRows()
      let found = DensityClusters(of: rows, options: options(5, 3), workers: 2)
      // Nothing is denser than the rest.
      #expect(found.sizes.isEmpty && found.noiseCount == 40)
      #expect(found.nearest == [Int](repeating: 0, count: 40))
    }
    let even = DensityClusters(
      of: circle((0..<36).map { Double($0) * 10 }), options: options(3, 1), workers: 1)
    #expect(even.labels.allSatisfy { $0 == nil } || even.sizes.allSatisfy { $0 >= 3 })
  }

  @Test func `two groups of copies are two clusters`() {
    let rows = Matrix(
      rowCount: 24, columnCount: 2, elements: (0..<24).flatMap { $0 < 14 ? [1, 0] : [0, 1] })
    let found = DensityClusters(of: rows, options: options(5, 3), workers: 1)
    #expect(found.sizes == [14, 10] && found.noiseCount == 0)
    #expect(found.probabilities.allSatisfy { $0 == 1 })
  }

  @Test func `a least size of one is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = DensityClusters(
        of: Matrix(rowCount: 0, columnCount: 1), options: .init(minimumClusterSize: 1), workers: 1)
    }
  }
}
