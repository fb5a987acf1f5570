// SPDX-License-Identifier: Apache-2.0

import Benchmark
import GamutCore
import GamutEmbedding
import GamutLinear
import GeneratedVectors

/// The vectors made without a model file: fitting and encoding.
func registerEmbeddingBenchmarks() {
  let count = 10_000
  let batch = { () -> TextBatch in
    var generator = GeneratedTexts(seed: 7)
    var texts = generator.texts(count: count - 100, wordCounts: 5..<60)
    for copy in 0..<100 { texts.append(generator.edited(texts[copy], editCount: 1)) }
    return TextBatch(texts)
  }
  Benchmark(
    "LSAModel.Builder, \(count) texts of 5–60 words, \(workers) workers", configuration: longRun,
    closure: { (benchmark, batch: TextBatch) in
      for _ in benchmark.scaledIterations { blackHole(try model(of: batch)) }
    },
    setup: {
      let batch = batch()
      check(try model(of: batch), batch)
      return batch
    })
  Benchmark(
    "LSAModel.encode, \(count) texts of 5–60 words, \(workers) workers",
    closure: { (benchmark, given: (model: LSAModel, batch: TextBatch)) in
      for _ in benchmark.scaledIterations {
        blackHole(given.model.encode(given.batch, workers: workers))
      }
    },
    setup: {
      let batch = batch()
      let model = try model(of: batch)
      check(model, batch)
      return (model, batch)
    })
}

private func model(of batch: TextBatch) throws -> LSAModel {
  var builder = LSAModel.Builder(options: .init(), workers: workers)
  builder.add(batch)
  return try builder.build()
}

/// Rows have norm 1, do not depend on the workers, and those of texts that differ in one word are
/// far more alike than those of unrelated ones.
private func check(_ model: LSAModel, _ batch: TextBatch) {
  let rows = model.encode(batch, workers: workers)
  precondition(rows == model.encode(batch, workers: 1), "the vectors depend on the workers")
  let first = batch.count - 100
  var (copies, others) = (0.0, 0.0)
  for i in 0..<100 {
    let square = plainProduct(rows, i, i)
    precondition(abs(square - 1) < 1e-5, "a row of squared norm \(square)")
    copies += plainProduct(rows, i, first + i) / 100
    others += plainProduct(rows, i, first + (i + 50) % 100) / 100
  }
  precondition(copies > 0.85 && others < 0.5, "mean cosines \(copies) of copies, \(others)")
}
