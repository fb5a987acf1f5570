// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutFiles

/// How much smaller gzip makes some texts: 1 is not at all, and the more they repeat each other, the
/// more.
///
/// A compressor looks back over some length only, so the order of texts and their lengths would decide
/// as much as they do. Here texts are shuffled, sorted by length and dealt into shards of one size, so
/// that each shard is a sample of all lengths; the ratio is that of all shards, its interval a
/// jackknife that leaves out one at a time.
///
/// > Source: C. Shaib and others, *Standardizing the measurement of text diversity*, 2024,
/// > arXiv:2403.00553, who compress all texts in the order they come.
package struct CompressionRatio: Hashable, Sendable {
  /// Bytes of a shard, twice as far as gzip looks back.
  package static let shardByteCount = 1 << 16
  /// Shards at most: more would only narrow the interval.
  package static let shardLimit = 128
  /// Bytes of one text that are read: a shard has 16 texts at least.
  package static let textByteLimit = shardByteCount / 16

  /// How many shards were compressed.
  package let shardCount: Int
  /// How many bytes they had.
  package let byteCount: Int
  /// Bytes over compressed bytes; nil where there is no text.
  package let ratio: Estimate?

  /// Compresses those of `texts` that are not empty.
  ///
  /// - Complexity: linear in the bytes, at most `shardLimit` shards of them.
  package init(
    of texts: TextBatch, shardByteCount: Int = shardByteCount, seed: UInt64, workers: Int
  ) {
    precondition(shardByteCount >= 16, "shards of \(shardByteCount) bytes")
    let limit = shardByteCount / 16
    // A line break stands behind each text.
    func length(_ text: Int) -> Int { min(limit, texts.byteCount(of: text)) + 1 }
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xD11))
    var chosen: [Int] = []
    var total = 0
    for text in random.permutation(of: texts.count) where texts.byteCount(of: text) > 0 {
      guard total < Self.shardLimit * shardByteCount else { break }
      chosen.append(text)
      total += length(text)
    }
    // Equal lengths stay in shuffled order.
    let places = chosen.indices.sorted {
      (length(chosen[$0]), $0) < (length(chosen[$1]), $1)
    }
    let count = chosen.isEmpty ? 0 : min(chosen.count, max(1, total / shardByteCount))
    let order = places.map { chosen[$0] }
    let shards = Parallel.mapChunks(of: count, chunkSize: 1, workers: workers) { range in
      var bytes: [UInt8] = []
      for place in stride(from: range.lowerBound, to: order.count, by: count) {
        texts.withText(order[place]) { text in
          for i in 0..<min(limit, text.count) { bytes.append(text[i]) }
        }
        bytes.append(UInt8(ascii: "\n"))
      }
      return (plain: bytes.count, packed: Self.packedByteCount(of: bytes))
    }
    let plain = shards.reduce(0) { $0 + $1.plain }
    let packed = shards.reduce(0) { $0 + $1.packed }
    shardCount = count
    byteCount = plain
    ratio =
      count == 0
      ? nil
      : Estimate(
        value: Double(plain) / Double(packed),
        leaveOneOut: count < 2
          ? [] : shards.map { Double(plain - $0.plain) / Double(packed - $0.packed) },
        within: 0...Double.greatestFiniteMagnitude)
  }

  /// How many bytes gzip makes of `bytes`.
  package static func packedByteCount(of bytes: [UInt8]) -> Int {
    guard let encoder = StreamEncoder(.gzip) else { return bytes.count }
    var count = 0
    encoder.pack(bytes.span, then: .nothing) { count += $0.count }
    return count
  }
}
