// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct NeighborBinsTests {
  private func pair(_ a: RecordIndex, _ b: RecordIndex, _ similarity: Double) -> NeighborBins.Pair {
    NeighborBins.Pair(a, b, similarity: similarity)
  }

  @Test func `bins are half open, and the last takes 1`() {
    let values = [-1, 0.2, 0.7, 0.7499, 0.75, 0.95, 0.99, 1]
    let found = NeighborBins(
      pairs: values.enumerated().map { pair(0, RecordIndex($0 + 1), $1) }, labels: [],
      exampleCount: 3)
    #expect(found.bins.map(\.low) == NeighborBins.edges)
    #expect(found.bins.map(\.high) == Array(NeighborBins.edges.dropFirst()) + [1])
    #expect(found.bins.map(\.rowCount) == [2, 2, 1, 0, 0, 0, 0, 1, 0, 2])
  }

  @Test func `every row is in one bin`() {
    var random = SeededRandom(seed: 3)
    let pairs = (0..<500).map { pair(RecordIndex($0), RecordIndex($0 + 1), random.nextUnit()) }
    let bins = NeighborBins(pairs: pairs, labels: [], exampleCount: 3).bins
    #expect(bins.map(\.rowCount).reduce(0, +) == 500)
    for bin in bins {
      // The naive count.
      let isLast = bin.high == 1
      #expect(
        bin.rowCount
          == pairs.count {
            $0.similarity >= bin.low && ($0.similarity < bin.high || isLast)
          })
    }
  }

  @Test func `examples are the pairs nearest to the middle, no row twice`() {
    // The bin .90 to .925 has its middle at .9125.
    let pairs = [
      pair(0, 1, 0.912), pair(1, 0, 0.912), pair(2, 3, 0.915), pair(3, 4, 0.9126),
      pair(5, 6, 0.901), pair(7, 8, 0.9245), pair(9, 10, 0.95),
    ]
    let bin = NeighborBins(pairs: pairs, labels: [], exampleCount: 3).bins[5]
    #expect(bin.rowCount == 6)
    #expect(bin.examples == [pair(5, 6, 0.901), pair(0, 1, 0.912), pair(3, 4, 0.9126)])
  }

  @Test func `examples are of different clusters as long as there are`() {
    let pairs = (0..<6).map { pair(RecordIndex(2 * $0), RecordIndex(2 * $0 + 1), 0.86) }
    let labels = [0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 2, 2]
    func shown(_ count: Int) -> [RecordIndex] {
      NeighborBins(pairs: pairs, labels: labels, exampleCount: count).bins[4].examples.map(\.a)
    }
    #expect(shown(3) == [0, 6, 10])
    #expect(shown(4) == [0, 2, 6, 10])
    #expect(shown(0) == [])
  }

  @Test func `the order of rows changes nothing`() {
    var random = SeededRandom(seed: 4)
    let pairs = (0..<300).map {
      pair(RecordIndex(2 * $0), RecordIndex(2 * $0 + 1), 0.7 + 0.3 * random.nextUnit())
    }
    let labels = (0..<600).map { $0 % 7 }
    let one = NeighborBins(pairs: pairs, labels: labels, exampleCount: 3)
    #expect(one == NeighborBins(pairs: pairs.reversed(), labels: labels, exampleCount: 3))
  }

  @Test func `no rows fill no bin`() {
    let bins = NeighborBins(pairs: [], labels: [], exampleCount: 3).bins
    #expect(bins.allSatisfy { $0.rowCount == 0 && $0.examples.isEmpty })
  }
}
