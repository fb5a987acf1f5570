// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity
import Testing

/// Per query the `count` largest products in Double, ties to the lower index.
private func naiveNeighbors(
  _ queries: Matrix, _ rows: Matrix, count: Int, excludesEqualIndices: Bool
) -> (indices: [RecordIndex], similarities: [Double]) {
  var indices: [RecordIndex] = []
  var similarities: [Double] = []
  for i in 0..<queries.rowCount {
    let sorted = (0..<rows.rowCount).filter { !excludesEqualIndices || $0 != i }
      .map { (index: $0, product: queries.exactRowProduct(i, with: rows, row: $0)) }
      .sorted { ($1.product, $0.index) < ($0.product, $1.index) }
    for neighbor in sorted.prefix(count) {
      indices.append(RecordIndex(neighbor.index))
      similarities.append(min(1, max(-1, neighbor.product)))
    }
  }
  return (indices, similarities)
}

@Suite struct NearestNeighborsTests {
  private func options(_ prefix: Int?) -> ThresholdJoin.Options {
    var options = ThresholdJoin.Options()
    options.prefixColumnCount = prefix
    return options
  }

  @Test func `the mean distance to the nearest of the reference rows`() {
    let neighbors = NearestNeighbors(within: referenceUnitRows(), count: 1, workers: 1)
    let mean = neighbors.similarities.reduce(0) { $0 + 1 - $1 } / 40
    // Rows at norm 1 are rounded to Float, 2⁻²⁴ an element.
    #expect(abs(mean - 0.3091286689011688) < 1e-7)
  }

  @Test func `neighbours within a set equal the definition, for any number of workers`() {
    let rows = clusteredRows(270, 16, seed: 41)
    let expected = naiveNeighbors(rows, rows, count: 269, excludesEqualIndices: true)
    for (count, prefix, workers) in [
      (1, nil, 1), (3, nil, 2), (10, 6, 1), (10, 6, 2), (10, 6, 4), (5, 0, 2), (2, 16, 1),
      (400, 4, 2),
    ] as [(Int, Int?, Int)] {
      let neighbors = NearestNeighbors(
        within: rows, count: count, options: options(prefix), workers: workers)
      let k = min(count, 269)
      #expect(neighbors.neighborCount == k)
      for i in 0..<270 {
        let range = i * 269..<i * 269 + k
        #expect(neighbors.neighbors(of: i) == expected.indices[range])
        #expect(neighbors.similarities[i * k..<(i + 1) * k] == expected.similarities[range])
      }
    }
  }

  @Test(arguments: [BoundArithmetic.floats, .bytes], [nil, 5, 24] as [Int?])
  func `floats and bytes bound to the same neighbours`(arithmetic: BoundArithmetic, prefix: Int?) {
    guard arithmetic.isSupported else { return }
    // More rows than a block of either arithmetic has columns.
    let queries = clusteredRows(50, 24, seed: 43)
    let rows = clusteredRows(2_300, 24, seed: 43)
    let expected = naiveNeighbors(queries, rows, count: 5, excludesEqualIndices: false)
    var options = options(prefix)
    options.arithmetic = arithmetic
    for workers in [1, 2, 4] {
      let found = NearestNeighbors(
        of: queries, among: rows, count: 5, options: options, workers: workers)
      #expect(found.indices == expected.indices && found.similarities == expected.similarities)
    }
  }

  @Test(arguments: [nil, 5] as [Int?])
  func `neighbours in another set equal the definition`(prefix: Int?) {
    let queries = clusteredRows(80, 20, seed: 42)
    let rows = clusteredRows(600, 20, seed: 42)
    let expected = naiveNeighbors(queries, rows, count: 4, excludesEqualIndices: false)
    let neighbors = NearestNeighbors(
      of: queries, among: rows, count: 4, options: options(prefix), workers: 2)
    #expect(neighbors.indices == expected.indices)
    #expect(neighbors.similarities == expected.similarities)
    #expect(Array(neighbors.neighbors(of: 7)) == Array(expected.indices[28..<32]))
    #expect(neighbors.similarity(of: 7, rank: 2) == expected.similarities[30])
  }

  @Test func `ties go to the lower index`() {
    let rows = Matrix(rowCount: 6, columnCount: 1, elements: [1, 1, 0, 1, 1, 0])
    let neighbors = NearestNeighbors(within: rows, count: 2, workers: 1)
    #expect(neighbors.indices == [1, 3, 0, 3, 0, 1, 0, 1, 0, 1, 0, 1])
  }

  @Test func `empty sets and k of 0 have no neighbours`() {
    let none = Matrix(rowCount: 0, columnCount: 2)
    let one = Matrix(rowCount: 1, columnCount: 2, elements: [1, 0])
    #expect(NearestNeighbors(within: none, count: 3, workers: 1).neighborCount == 0)
    #expect(NearestNeighbors(within: one, count: 3, workers: 1).indices == [])
    #expect(NearestNeighbors(of: one, among: none, count: 3, workers: 1).indices == [])
    #expect(NearestNeighbors(of: none, among: one, count: 3, workers: 1).indices == [])
    #expect(NearestNeighbors(of: one, among: one, count: 3, workers: 1).indices == [0])
    #expect(NearestNeighbors(within: referenceUnitRows(), count: 0, workers: 1).indices == [])
  }
}
