// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Foundation
import GamutCore
import GamutCorpus

/// Reading JSON: lines of three fields, with escapes.
func registerCorpusBenchmarks() {
  let count = 20_000
  for workers in [1, 2] {
    Benchmark(
      "Corpus.read, \(count) lines of JSON, workers \(workers)",
      closure: { (benchmark, given: (corpus: Corpus, plan: ReadPlan)) in
        for _ in benchmark.scaledIterations {
          blackHole(try read(given.corpus, by: given.plan, workers: workers))
        }
      },
      setup: {
        var generator = GeneratedTexts(seed: 4)
        let texts = generator.texts(count: count, wordCounts: 20..<300)
        let corpus = try corpus(of: texts)
        let plan = try corpus.plan(selections: [.view(.all)])
        let batches = try read(corpus, by: plan, workers: workers)
        let found = batches.flatMap { batch in
          (0..<batch.count).map { batch.columns[0].texts.string($0) }
        }
        precondition(found == texts.map { instruction + "\n" + $0 + "\n\"\(answer)" }, "texts")
        return (corpus, plan)
      })
  }
}

private let instruction = "Explain what follows.\tBe brief."
private let answer = "It says:\n1. “Yes”\n2. “No”"

private func read(_ corpus: Corpus, by plan: ReadPlan, workers: Int) throws -> [RecordBatch] {
  try Parallel.mapChunks(
    of: corpus.chunkCount, chunkSize: 1, workers: workers,
    throwing: { chunk throws(CorpusError) in try corpus.read(chunk: chunk.lowerBound, by: plan) })
}

/// A corpus of records with `texts` as their input, in a file that is gone when the corpus is.
private func corpus(of texts: [String]) throws -> Corpus {
  func escaped(_ text: String) -> String {
    text.replacing("\n", with: "\\n").replacing("\t", with: "\\t").replacing("é", with: "\\u00e9")
  }
  var bytes: [UInt8] = []
  for text in texts {
    bytes +=
      """
      {"instruction": "\(escaped(instruction))", "input": "\(escaped(text))", \
      "output": "\\"\(escaped(answer))"}\n
      """.utf8
  }
  let file = FileManager.default.temporaryDirectory.appending(
    path: "gamut-benchmark-\(UUID().uuidString).jsonl")
  try Data(bytes).write(to: file)
  // The corpus maps the file when it is made, and the mapping outlives the name.
  let opened = Result { try Corpus(paths: [file.path()]) }
  try FileManager.default.removeItem(at: file)
  return try opened.get()
}
