// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity
import Testing

@Suite struct ApproximateNeighborsTests {
  private func options(
    lists: Int?, target: Double = 0.9, trial: Int = 100, sample: Int = 150
  ) -> ApproximateNeighbors.Options {
    var options = ApproximateNeighbors.Options()
    options.listCount = lists
    options.recallTarget = target
    options.trialRowCount = trial
    options.sampleRowCount = sample
    return options
  }

  @Test(arguments: [1, 7, 60])
  func `a target of 1 is the exact answer`(listCount: Int) {
    let rows = clusteredRows(400, 12, seed: 51)
    let exact = NearestNeighbors(within: rows, count: 6, workers: 1)
    let found = ApproximateNeighbors(
      within: rows, count: 6, options: options(lists: listCount, target: 1), workers: 2)
    #expect(found.indices == exact.indices && found.similarities == exact.similarities)
    #expect(found.recall.value == 1 && found.recall.high == 1 && found.recall.low < 1)
    #expect(found.listCount == listCount && found.comparedShare == 1)
  }

  @Test func `recall is that of the sample, and of the whole where all rows are the sample`() {
    let rows = clusteredRows(700, 24, seed: 52, spread: 1.5)
    let exact = NearestNeighbors(within: rows, count: 5, workers: 1)
    let found = ApproximateNeighbors(
      within: rows, count: 5, options: options(lists: 40, sample: 700), workers: 2)
    var hits = 0
    for row in 0..<700 {
      let last = exact.similarity(of: row, rank: 4)
      hits += found.similarities[row * 5..<row * 5 + 5].count { $0 >= last }
    }
    #expect(abs(found.recall.value - Double(hits) / 3_500) < 1e-12)
    #expect(found.recall.sampleRowCount == 700)
    #expect(found.recall.low < found.recall.value && found.recall.value < found.recall.high)
    // Some are missing, or this would test nothing; the target is met within four standard errors of
    // the trial, at most √(.9·.1/100).
    #expect(found.recall.value < 1 && found.recall.value > 0.9 - 4 * 0.03)
    #expect(found.comparedShare < 0.7)
  }

  @Test func `every neighbour has its own cosine, in order`() {
    let rows = clusteredRows(300, 10, seed: 53)
    let found = ApproximateNeighbors(
      within: rows, count: 4, options: options(lists: 30, target: 0.5), workers: 3)
    for row in 0..<300 {
      let neighbors = Array(found.neighbors(of: row))
      #expect(Set(neighbors).count == 4 && !neighbors.contains(RecordIndex(row)))
      for (rank, other) in neighbors.enumerated() {
        let product = rows.exactRowProduct(row, with: rows, row: Int(other))
        #expect(found.similarities[row * 4 + rank] == min(1, max(-1, product)))
        if rank > 0 {
          let before = (found.similarities[row * 4 + rank - 1], neighbors[rank - 1])
          let this = (found.similarities[row * 4 + rank], other)
          #expect(before.0 > this.0 || before.0 == this.0 && before.1 < this.1)
        }
      }
    }
  }

  @Test func `floats and bytes bound to the same answer`() {
    guard BoundArithmetic.bytes.isSupported else { return }
    let rows = clusteredRows(500, 20, seed: 56)
    var options = options(lists: 20)
    options.arithmetic = .bytes
    let bytes = ApproximateNeighbors(within: rows, count: 5, options: options, workers: 2)
    options.arithmetic = .floats
    let floats = ApproximateNeighbors(within: rows, count: 5, options: options, workers: 2)
    #expect(bytes.indices == floats.indices && bytes.similarities == floats.similarities)
    #expect(bytes.recall == floats.recall && bytes.margin == floats.margin)
  }

  @Test func `any number of workers gives the same answer`() {
    let rows = clusteredRows(600, 16, seed: 54)
    let one = ApproximateNeighbors(within: rows, count: 5, options: options(lists: 24), workers: 1)
    for workers in [2, 3] {
      let other = ApproximateNeighbors(
        within: rows, count: 5, options: options(lists: 24), workers: workers)
      #expect(one.indices == other.indices && one.similarities == other.similarities)
      #expect(one.recall == other.recall && one.margin == other.margin)
    }
  }

  @Test func `lists of fewer rows than neighbours still give all`() {
    let rows = clusteredRows(60, 8, seed: 55)
    let found = ApproximateNeighbors(
      within: rows, count: 20, options: options(lists: 60, target: 0.01), workers: 1)
    #expect(found.neighborCount == 20)
    for row in 0..<60 { #expect(Set(found.neighbors(of: row)).count == 20) }
  }

  @Test func `hostile sets: none, one, equal and zero rows`() {
    for count in 0...1 {
      let rows = Matrix(rowCount: count, columnCount: 2)
      let found = ApproximateNeighbors(within: rows, count: 3, workers: 1)
      #expect(found.neighborCount == 0 && found.indices.isEmpty)
    }
    for value: Float in [0, 1] {
      let rows = Matrix(
        rowCount: 70, columnCount: 1, elements: [Float](repeating: value, count: 70))
      let found = ApproximateNeighbors(within: rows, count: 2, workers: 1)
      #expect(Array(found.neighbors(of: 0)) == [1, 2] && Array(found.neighbors(of: 1)) == [0, 2])
      #expect(found.recall.value == 1 && found.similarities.allSatisfy { $0 == Double(value) })
    }
    let none = Matrix(rowCount: 5, columnCount: 0)
    #expect(ApproximateNeighbors(within: none, count: 1, workers: 1).indices == [1, 0, 0, 0, 0])
  }
}

extension ApproximateNeighbors {
  /// The neighbours of `row`, nearest first.
  fileprivate func neighbors(of row: Int) -> ArraySlice<RecordIndex> {
    indices[row * neighborCount..<(row + 1) * neighborCount]
  }
}
