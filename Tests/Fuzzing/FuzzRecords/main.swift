// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutCorpus

fuzzFile { path in
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
