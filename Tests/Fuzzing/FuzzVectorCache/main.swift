// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutCore
import GamutEmbedding

let folder = FuzzedFolder()
let width = 2
/// What the model of the seeds is called.
let model = "fuzz"
let keys = ["cat", "dog"].map { StableHash.hash128(Array($0.utf8).span) }

func opened() throws -> VectorCache {
  try VectorCache(path: folder.path, model: model, dimensionCount: width)
}

/// Makes the checksums those of the bytes.
func sealed(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  let count = Int(bytes.little(at: 16, as: UInt32.self))
  let headCount = 32 + Int(bytes.little(at: 24, as: UInt32.self)) + 16 * count
  guard headCount <= bytes.count - 16 else { return bytes }
  let head = StableHash.hash128(bytes.span.extracting(0..<headCount))
  bytes.put(head.high, at: headCount)
  bytes.put(head.low, at: headCount + 8)
  let rowByteCount = 8 + 4 * width
  for row in 0..<count {
    let start = headCount + 16 + row * rowByteCount
    guard start <= bytes.count - rowByteCount else { break }
    let key = bytes.little(at: headCount - 16 * (count - row) + 8, as: UInt64.self)
    let numbers = start + 8..<start + rowByteCount
    bytes.put(StableHash.hash64(bytes.span.extracting(numbers), seed: key), at: start)
  }
  return bytes
}

fuzzFile(at: "\(try opened().folder)/segment.gamutvec", sealed: sealed) { _ in
  var elements = [Float](repeating: 0, count: keys.count * width)
  let isFound = try opened().read(keys, into: &elements)
  for key in keys.indices where isFound[key] {
    precondition(elements[key * width..<(key + 1) * width].allSatisfy { $0.isFinite })
  }
}
