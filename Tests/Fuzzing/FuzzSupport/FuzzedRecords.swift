// SPDX-License-Identifier: Apache-2.0

import GamutCorpus

/// Reads all records of the file at `path`, as `dedupe` and `report` do.
public func readRecords(at path: String) throws {
  let corpus = try Corpus(paths: [path])
  var options = ReadPlan.Options()
  options.onError = .skip(atMost: 1000)
  options.mixing = .allowed
  let plan = try corpus.plan(selections: [.view(.prompt), .view(.all)], options: options)
  for chunk in 0..<corpus.chunkCount {
    let batch = try corpus.read(chunk: chunk, by: plan)
    precondition(batch.columns.allSatisfy { $0.texts.count == batch.count }, "\(batch.count)")
  }
}
