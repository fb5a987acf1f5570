// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutCore
import GamutEmbedding

let texts = TextBatch(["the cat sat", "", "été 猫"])

/// Where the head of version 1 has the checksums of the five sections; its own follows.
let checksumOffset = 104

/// Makes the checksums those of the bytes.
func sealed(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  // The fuzzer's files are far shorter than sixteen bits count.
  let width = Int(bytes.little(at: 12, as: UInt16.self))
  let words = Int(bytes.little(at: 16, as: UInt16.self))
  let grams = Int(bytes.little(at: 24, as: UInt16.self))
  // Words, n-grams, singular values, vectors of the words and of the n-grams.
  let counts = [words * 8, grams * 8, width * 4, words * width * 4, grams * width * 4]
  var start = checksumOffset + 48
  for (section, count) in counts.enumerated() where count <= bytes.count - start {
    // One piece at most: the fuzzer's files are shorter.
    var pieces = [UInt8](repeating: 0, count: count == 0 ? 0 : 8)
    pieces.put(StableHash.hash64(bytes.span.extracting(start..<start + count)), at: 0)
    bytes.put(StableHash.hash64(pieces.span), at: checksumOffset + 8 * section)
    start += count
  }
  guard bytes.count >= checksumOffset + 48 else { return bytes }
  let end = checksumOffset + 40
  bytes.put(StableHash.hash64(bytes.span.extracting(0..<end)), at: end)
  return bytes
}

fuzzFile(sealed: sealed) { path in
  let saved = try SavedLSAModel(path: path, workers: 1)
  let vectors = saved.model.encode(texts, workers: 1)
  precondition(vectors.rowCount == texts.count, "\(vectors.rowCount) rows")
  precondition(vectors.elements.allSatisfy { $0.isFinite }, "not finite")
}
