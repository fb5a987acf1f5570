// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

struct ExactMatcherTests {
  struct Stop: Error, Equatable {}

  func select(_ batch: TextBatch, _ records: [RecordIndex]) -> TextBatch {
    var selected = TextBatch()
    for record in records { batch.withText(Int(record)) { selected.append($0) } }
    return selected
  }

  func decide(
    _ texts: [String], shapes: [String]? = nil, order: [RecordIndex]? = nil, references: Int = 0,
    identities: TextIdentities? = nil
  ) -> ExactDecisions {
    let batch = TextBatch(texts)
    let shapeBatch = TextBatch(shapes ?? texts.map { _ in "" })
    return ExactMatcher.decisions(
      for: identities ?? TextIdentities(of: ShapedTexts(texts: batch, shapes: shapeBatch)),
      keepOrder: order ?? Array(0..<RecordIndex(texts.count)), referenceCount: references
    ) { ShapedTexts(texts: select(batch, $0), shapes: select(shapeBatch, $0)) }
  }

  @Test func `copies go to the first of their group, empty texts stay`() {
    let decisions = decide(["a", "b", "", "a", "a ", "", "b", "a"])
    #expect(decisions.removed == [3, 6, 7])
    #expect(decisions.keepers == [0, 1, 0])
    #expect(decisions.keeper(of: 6) == 1)
    #expect(decisions.keeper(of: 0) == nil)
    #expect(decisions.keeper(of: 99) == nil)
    #expect(decisions.survivors(in: [0, 1, 2, 3, 4, 5, 6, 7]) == [0, 1, 2, 4, 5])
  }

  @Test func `the keep order decides who stays, and who takes part`() {
    let decisions = decide(["a", "a", "a", "b", "b"], order: [2, 4, 0, 3])
    #expect(decisions.removed == [0, 3])
    #expect(decisions.keepers == [2, 4])
  }

  @Test func `shapes tell equal bytes apart`() {
    let decisions = decide(["a\nbc", "a\nbc", "a\nbc"], shapes: ["u1 a2", "u3 a0", "u1 a2"])
    #expect(decisions.removed == [2])
    #expect(decisions.keepers == [0])
  }

  @Test func `records of a reference stay, and stand for copies`() {
    let decisions = decide(["a", "a", "b", "a", "b", "c", "c"], references: 3)
    #expect(decisions.removed == [3, 4, 6])
    #expect(decisions.keepers == [0, 2, 5])
  }

  @Test func `nothing is removed by hash alone`() {
    let texts = ["aa", "bb", "aa", "cc", "bb", "aa"]
    var identities = TextIdentities()
    identities.hashes = texts.map { _ in Hash128(high: 1, low: 1) }
    identities.byteCounts = texts.map { _ in 2 }
    let decisions = decide(texts, references: 1, identities: identities)
    #expect(decisions.removed == [2, 4, 5])
    #expect(decisions.keepers == [0, 1, 0])
    #expect(decisions.collisionCount > 0)
  }

  @Test func `hashes that differ in their low bits alone are told apart`() {
    var identities = TextIdentities()
    identities.hashes = [3, 1, 2, 3, 1].map { Hash128(high: 5, low: $0) }
    identities.byteCounts = [1, 1, 1, 1, 1]
    let decisions = decide(["x", "y", "z", "x", "y"], identities: identities)
    #expect(decisions.removed == [3, 4])
    #expect(decisions.keepers == [0, 1])
    #expect(decisions.collisionCount == 0)
  }

  @Test func `many identical rows are read about once each`() {
    let count = 20_000
    let batch = TextBatch(repeatElement("same", count: count))
    let shapes = TextBatch(repeatElement("", count: count))
    var readCount = 0
    let decisions = ExactMatcher.decisions(
      for: TextIdentities(of: ShapedTexts(texts: batch, shapes: shapes)),
      keepOrder: Array(0..<RecordIndex(count))
    ) { records in
      readCount += records.count
      #expect(records.count <= 4096)
      return ShapedTexts(texts: select(batch, records), shapes: select(shapes, records))
    }
    #expect(decisions.removed.count == count - 1)
    #expect(readCount <= count + 10)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `random texts agree with a dictionary`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let texts = (0..<200).map { _ in "t\(random.next(below: 80))" }
    let order = random.permutation(of: 200).map(RecordIndex.init)
    var first: [String: RecordIndex] = [:]
    var expected: [(RecordIndex, RecordIndex)] = []
    for record in order {
      if let keeper = first[texts[Int(record)]] {
        expected.append((record, keeper))
      } else {
        first[texts[Int(record)]] = record
      }
    }
    expected.sort { $0.0 < $1.0 }
    let decisions = decide(texts, order: order)
    #expect(decisions.removed == expected.map(\.0))
    #expect(decisions.keepers == expected.map(\.1))
  }

  @Test func `identities of parts join to those of the whole`() {
    let texts = ["a", "", "ccc", "a"]
    var joined = TextIdentities(
      of: ShapedTexts(texts: TextBatch(texts[..<2]), shapes: TextBatch(["", ""])))
    joined.append(
      contentsOf: TextIdentities(
        of: ShapedTexts(texts: TextBatch(texts[2...]), shapes: TextBatch(["", ""]))))
    let whole = TextIdentities(
      of: ShapedTexts(texts: TextBatch(texts), shapes: TextBatch(["", "", "", ""])))
    #expect(joined == whole)
    #expect(whole.emptyCount == 1)
  }

  @Test func `what the reader throws comes out`() {
    let batch = TextBatch(["a", "a"])
    let identities = TextIdentities(of: ShapedTexts(texts: batch, shapes: TextBatch(["", ""])))
    #expect(throws: Stop()) {
      try ExactMatcher.decisions(for: identities, keepOrder: [0, 1]) { _ in throw Stop() }
    }
  }
}
