// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutCorpus

fuzzFile { path in
  let corpus = try Corpus(vectorsAt: path)
  for chunk in 0..<corpus.chunkCount {
    let records = try corpus.sources(ofChunk: chunk)
    guard let first = records.first else { continue }
    let field = try corpus.vectorField(of: first)
    let length = try corpus.vectorLength(of: first, at: field)
    var elements: [Float] = []
    try corpus.appendVectors(of: records, at: field, columnCount: length, to: &elements)
    precondition(elements.count == records.count * length, "\(elements.count) elements")
    precondition(elements.allSatisfy { $0.isFinite }, "not finite")
  }
}
