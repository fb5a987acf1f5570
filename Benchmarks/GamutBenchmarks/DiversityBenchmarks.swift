// SPDX-License-Identifier: Apache-2.0

import Benchmark
import GamutDiversity
import GamutLinear
import GeneratedVectors

/// Spectral diversity: raw and centred, four orders each, with 32 jackknife blocks.
func registerDiversityBenchmarks() {
  for rowCount in [100_000, 1_000_000] { registerSpectrum((rows: rowCount, columns: 384)) }
}

private func registerSpectrum(_ size: (rows: Int, columns: Int)) {
  Benchmark(
    "SpectralDiversity, 32 blocks, \(size.rows) × \(size.columns), \(workers) workers",
    configuration: longRun,
    closure: { (benchmark, rows: Matrix) in
      for _ in benchmark.scaledIterations {
        blackHole(try SpectralDiversity(of: rows, workers: workers))
      }
    },
    setup: {
      let rows = GeneratedRows(rowCount: size.rows, columnCount: size.columns, seed: 6).matrix
      try check(rows.selectingRows(0..<1_000))
      return rows
    })
}

/// The Vendi score of order 2 is the inverse of the mean squared cosine of two rows, and the mean
/// cosine is a mean: both need no spectrum.
private func check(_ rows: Matrix) throws {
  let found = try SpectralDiversity(of: rows, workers: workers)
  var (sum, squares) = (0.0, 0.0)
  for a in 0..<rows.rowCount {
    for b in 0..<a {
      let product = plainProduct(rows, a, b)
      sum += 2 * product
      squares += 2 * product * product
    }
    let square = plainProduct(rows, a, a)
    squares += square * square
  }
  let n = Double(rows.rowCount)
  let exact = n * n / squares
  precondition(abs(found.measures.raw.two - exact) < 1e-9 * exact, "\(exact) is the Vendi score")
  let mean = sum / (n * (n - 1))
  precondition(abs(found.measures.meanCosine - mean) < 1e-9, "\(mean) is the mean cosine")
  precondition(found.leaveOneOut.count == 32, "\(found.leaveOneOut.count) blocks")
}
