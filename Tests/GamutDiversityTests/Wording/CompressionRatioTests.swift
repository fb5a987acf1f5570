// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct CompressionRatioTests {
  private static func texts(_ count: Int, kinds: Int) -> [String] {
    var random = SeededRandom(seed: 8)
    let kinds = (0..<kinds).map { _ in
      (0..<12).map { _ in String(random.next(), radix: 36) }.joined(separator: " ")
    }
    return (0..<count).map { kinds[$0 % kinds.count] }
  }

  @Test func `one shard is what gzip makes of its texts by length`() throws {
    let found = CompressionRatio(of: TextBatch(["ccc", "", "a", "bb"]), seed: 0, workers: 1)
    let bytes = Array("a\nbb\nccc\n".utf8)
    #expect(found.shardCount == 1 && found.byteCount == 9)
    let packed = CompressionRatio.packedByteCount(of: bytes)
    #expect(try #require(found.ratio).value == 9 / Double(packed))
    #expect(found.ratio?.interval == nil)
  }

  @Test func `what repeats packs better, whatever the order`() throws {
    func ratio(_ texts: [String]) throws -> Double {
      let found = CompressionRatio(of: TextBatch(texts), seed: 1, workers: 2)
      return try #require(found.ratio).value
    }
    let varied = try ratio(Self.texts(3_000, kinds: 3_000))
    let repeated = try ratio(Self.texts(3_000, kinds: 10))
    #expect(varied > 1 && varied < 2 && repeated > 5 * varied)
    // Sorted texts pack better by themselves; dealt into shards the order says nothing.
    let texts = Self.texts(3_000, kinds: 300)
    let (mixed, sorted) = (try ratio(texts), try ratio(texts.sorted()))
    #expect(abs(mixed / sorted - 1) < 0.02)
  }

  @Test func `shards are as many as fit, for any workers`() throws {
    let texts = TextBatch(Self.texts(2_000, kinds: 1_000))
    let found = CompressionRatio(of: texts, shardByteCount: 1 << 14, seed: 3, workers: 1)
    #expect(found.shardCount == found.byteCount / (1 << 14) && found.shardCount > 8)
    let interval = try #require(found.ratio?.interval)
    #expect(interval.low < interval.high)
    #expect(found == CompressionRatio(of: texts, shardByteCount: 1 << 14, seed: 3, workers: 4))
  }

  @Test func `one long text is not all of a shard`() {
    let long = String(repeating: "x", count: 1 << 20)
    let found = CompressionRatio(of: TextBatch([long, "short"]), seed: 0, workers: 1)
    #expect(found.byteCount == CompressionRatio.textByteLimit + 1 + 6)
  }

  @Test func `nothing has no ratio`() {
    #expect(CompressionRatio(of: TextBatch([]), seed: 0, workers: 1).ratio == nil)
    #expect(CompressionRatio(of: TextBatch(["", ""]), seed: 0, workers: 1).shardCount == 0)
  }
}
