// SPDX-License-Identifier: Apache-2.0

import Benchmark
import GamutCore
import GamutLinear
import GamutSimilarity
import GeneratedVectors

/// The exact cosine core, on 20,000 × 384.
func registerSimilarityBenchmarks() {
  let size = (rows: 20_000, columns: 384)
  let make = { GeneratedRows(rowCount: size.rows, columnCount: size.columns, seed: 5).matrix }
  registerJoin("\(size.rows) × \(size.columns)", make)
  registerNeighbors("\(size.rows) × \(size.columns)", make)
  registerClusters("\(size.rows) × \(size.columns)", make)
  registerListedProducts("\(size.rows) × \(size.columns)", make)
}

/// What bounds leave: one row with every hundredth of the others.
private func registerListedProducts(_ size: String, _ make: @escaping () -> Matrix) {
  let listed = stride(from: 0, to: 20_000, by: 100).map { UInt32($0) }
  Benchmark(
    "Matrix.writeDoubleProducts, \(listed.count) rows of \(size)",
    closure: { (benchmark, rows: Matrix) in
      var products: [Double] = []
      for _ in benchmark.scaledIterations {
        rows.writeDoubleProducts(ofRow: 7, with: rows, listed: listed, into: &products)
        blackHole(products)
      }
    },
    setup: {
      let rows = make()
      var products: [Double] = []
      rows.writeDoubleProducts(ofRow: 7, with: rows, listed: listed, into: &products)
      precondition(
        products == listed.map { plainProduct(rows, 7, Int($0)) }, "the kernel and its twin differ")
      return rows
    })
}

private func registerJoin(_ size: String, _ make: @escaping () -> Matrix) {
  let threshold = 0.9
  var everything = ThresholdJoin.Options()
  everything.prefixColumnCount = .max
  for (name, options) in [("", ThresholdJoin.Options()), (", all columns", everything)] {
    Benchmark(
      "ThresholdJoin ≥ \(threshold)\(name), \(size), \(workers) workers", configuration: longRun,
      closure: { (benchmark, rows: Matrix) in
        for _ in benchmark.scaledIterations {
          blackHole(
            ThresholdJoin(within: rows, threshold: threshold, options: options, workers: workers)
              .answer())
        }
      },
      setup: {
        let rows = make()
        let found = ThresholdJoin(
          within: rows, threshold: threshold, options: options, workers: workers
        ).answer().pairs
        // Near-copies are all that is so alike; two rows of a topic have cosines about .4.
        precondition(found.count > 450 && found.count <= 500, "\(found.count) pairs")
        let some = rows.selectingRows(0..<1_000)
        var plain: [SimilarPair] = []
        for a in 0..<some.rowCount {
          for b in a + 1..<some.rowCount where plainProduct(some, a, b) >= threshold {
            plain.append(
              SimilarPair(
                a: RecordIndex(a), b: RecordIndex(b), similarity: plainProduct(some, a, b)))
          }
        }
        precondition(found.filter { $0.b < 1_000 } == plain, "the join and its twin differ")
        return rows
      })
  }
}

private func registerNeighbors(_ size: String, _ make: @escaping () -> Matrix) {
  let count = 10
  Benchmark(
    "NearestNeighbors, the \(count) nearest, \(size), \(workers) workers", configuration: longRun,
    closure: { (benchmark, rows: Matrix) in
      for _ in benchmark.scaledIterations {
        blackHole(NearestNeighbors(within: rows, count: count, workers: workers))
      }
    },
    setup: {
      let rows = make()
      let found = NearestNeighbors(within: rows, count: count, workers: workers)
      for query in stride(from: 0, to: rows.rowCount, by: 400) {
        let order = (0..<rows.rowCount).lazy.filter { $0 != query }
          .map { (row: $0, product: plainProduct(rows, query, $0)) }
          .sorted { ($1.product, $0.row) < ($0.product, $1.row) }
        precondition(
          found.neighbors(of: query).elementsEqual(order.prefix(count).map { RecordIndex($0.row) }),
          "the neighbours of row \(query) differ from the twin's")
      }
      return rows
    })
}

private func registerClusters(_ size: String, _ make: @escaping () -> Matrix) {
  Benchmark(
    "SphericalKMeans, 100 clusters, 20 rounds, \(size), \(workers) workers",
    configuration: longRun,
    closure: { (benchmark, rows: Matrix) in
      for _ in benchmark.scaledIterations {
        blackHole(
          SphericalKMeans(of: rows, options: .init(clusterCount: 100), workers: workers))
      }
    },
    setup: {
      let rows = make()
      let found = SphericalKMeans(of: rows, options: .init(clusterCount: 100), workers: workers)
      // The sum of the cosines to a unit mean is the norm of the sum of the rows.
      var sums = [[Double]](repeating: Array(repeating: 0, count: rows.columnCount), count: 100)
      for (row, label) in found.labels.enumerated() {
        rows.withRow(row) { for j in $0.indices { sums[label][j] += Double($0[j]) } }
      }
      let objective = sums.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 }.squareRoot() }
      precondition(
        abs(objective - found.objective) < 1e-6 * objective, "\(found.objective) for \(objective)")
      var options = SphericalKMeans.Options(clusterCount: 100)
      options.maximumIterationCount = 1
      let first = SphericalKMeans(of: rows, options: options, workers: workers)
      precondition(found.objective > first.objective, "20 rounds are no better than one")
      return rows
    })
}
