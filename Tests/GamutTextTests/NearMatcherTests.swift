// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

/// Runs the near stage over texts in memory.
func near(
  _ texts: [String], _ options: TextSketcher.Options = .init(), rule: NearRule = .init(),
  limits: NearLimits = .init(), order: [RecordIndex]? = nil, references: Int = 0, workers: Int = 2
) -> NearDecisions {
  let batch = TextBatch(texts)
  return NearMatcher(options: options, rule: rule, limits: limits).decisions(
    for: collected(TextSketcher(options: options).bands(of: batch)),
    keepOrder: order ?? Array(0..<RecordIndex(texts.count)), referenceCount: references,
    workers: workers
  ) { shaped(select(batch, $0)) }
}

/// The keys of one table, in memory, where nothing is to be thrown.
func collected(_ table: BandTable) -> BandKeys {
  do { return try BandKeys(table) } catch { preconditionFailure("\(error)") }
}

func select(_ batch: TextBatch, _ records: [RecordIndex]) -> TextBatch {
  var selected = TextBatch()
  for record in records { batch.withText(Int(record)) { selected.append($0) } }
  return selected
}

/// The blocks of pairs of `batch`, and what they took.
func nearPairs(
  _ batch: TextBatch, _ options: TextSketcher.Options, limits: NearLimits = NearLimits(),
  workers: Int = 1
) -> (blocks: [[SimilarPair]], counts: NearCounts) {
  let keys = collected(TextSketcher(options: options).bands(of: batch))
  var blocks: [[SimilarPair]] = []
  let counts = NearMatcher(options: options, limits: limits)
    .forEachPairBlock(for: keys, workers: workers) {
      shaped(select(batch, $0))
    } take: {
      blocks.append($0)
    }
  return (blocks, counts)
}

extension NearDecisions {
  var removals: [NaiveAnchors.Removal] {
    removed.indices.map {
      .init(record: removed[$0], keeper: keepers[$0], similarity: similarities[$0])
    }
  }
}

struct NearMatcherTests {
  static let words = (0..<40).map { "word\($0)" }

  @Test func `a chain keeps its end: A~B, B~C, A≁C`() {
    // Over word:1 sets: |A ∩ B| = 9 of 11, |B ∩ C| = 9 of 11, |A ∩ C| = 8 of 12.
    let a = "a b c d e f g h i j"
    let b = "b c d e f g h i j k"
    let c = "c d e f g h i j k l"
    let decisions = near([a, b, c], .init(width: .words(1), threshold: 0.8))
    #expect(decisions.removals == [.init(record: 1, keeper: 0, similarity: 9.0 / 11)])
    let reversed = near([a, b, c], .init(width: .words(1), threshold: 0.8), order: [1, 0, 2])
    #expect(reversed.removed == [0, 2])
    #expect(reversed.keepers == [1, 1])
  }

  @Test func `the threshold is inclusive`() {
    let texts = ["a b c d", "a b c d e"]
    #expect(near(texts, .init(width: .words(1), threshold: 0.8)).similarities == [0.8])
    #expect(near(texts, .init(width: .words(1), threshold: 0.8.nextUp)).removed.isEmpty)
  }

  @Test func `a word at the front of five thousand changes next to nothing`() {
    var random = SeededRandom(seed: 4)
    let long = (0..<5000).map { _ in "w\(random.next(below: 30_000))" }.joined(separator: " ")
    let decisions = near([long, "first " + long])
    #expect(decisions.removed == [1])
    #expect(decisions.similarities[0] > 0.999)
  }

  @Test func `short texts are alike only if they are equal once folded`() {
    let decisions = near(["Yes.", "yes", "No", "", "...", "", "no!", "yes no"])
    #expect(decisions.removals.map(\.record) == [1, 6])
    #expect(decisions.keepers == [0, 2])
    #expect(decisions.similarities == [1, 1])
    #expect(decisions.counts.wordlessCount == 3)
  }

  @Test func `identical rows cost one comparison each`() {
    let count = 9000
    let text = Self.words.joined(separator: " ")
    let decisions = near(Array(repeating: text, count: count))
    #expect(decisions.removed.count == count - 1)
    #expect(decisions.keepers.allSatisfy { $0 == 0 })
    #expect(decisions.counts.verificationCount == count - 1)
    #expect(decisions.counts.unverifiedCount == 0)
  }

  @Test func `a template's rows stay, within the bound of comparisons`() {
    // Each row is half template: J = 36 / 84, far below the threshold, yet buckets are large.
    let template = Self.words.joined(separator: " ")
    var random = SeededRandom(seed: 5)
    let texts = (0..<1500).map { _ in
      template + " "
        + (0..<24).map { _ in "v\(random.next(below: 100_000))" }.joined(separator: " ")
    }
    let limits = NearLimits(bucketLimit: 2)
    let decisions = near(texts, limits: limits)
    #expect(decisions.removed.isEmpty)
    #expect(decisions.counts.unverifiedCount > 0)
    let bandCount = TextSketcher(options: .init()).banding.bandCount
    #expect(decisions.counts.candidateCount <= 2 * bandCount * texts.count)
    // Twins are found all the same: they meet in buckets of their own.
    let twins = near(texts + texts[..<150], limits: limits)
    #expect(twins.removed.count >= 149)
    #expect(zip(twins.removed, twins.keepers).allSatisfy { $0 == $1 + 1500 })
  }

  @Test(
    arguments: 0..<6 as Range<UInt64>,
    [
      TextSketcher.Options(), .init(width: .words(1), threshold: 0.5),
      .init(width: .characters(4), threshold: 0.7), .init(width: .words(2), threshold: 0.95),
    ])
  func `decisions are those of the definition over pairs that share a band`(
    seed: UInt64, options: TextSketcher.Options
  ) {
    let texts = PlantedTexts.make(count: 160, vocabulary: 60, length: 0..<30, seed: seed)
    var random = SeededRandom(seed: seed)
    let order = random.permutation(of: texts.count).map(RecordIndex.init).prefix(140)
    let table = TextSketcher(options: options).bands(of: TextBatch(texts))
    for (order, references) in [(Array(0..<160), 0), (Array(order), 0), (Array(order), 30)] {
      let expected = NaiveAnchors.removals(
        texts, options, order: order, references: references, table: table)
      let found = near(texts, options, order: order, references: references)
      #expect(found.removals == expected)
      #expect(found.counts.unverifiedCount == 0)
    }
  }

  @Test func `blocks and evictions change nothing`() {
    // More records than two blocks, and a cache that forgets after every round.
    let texts = PlantedTexts.make(count: 9000, vocabulary: 5000, length: 3..<12, seed: 8)
    let all = near(texts, .init(width: .words(2), threshold: 0.6))
    let small = near(
      texts, .init(width: .words(2), threshold: 0.6), limits: NearLimits(cacheByteCount: 1000))
    #expect(all.removals == small.removals)
    #expect(all.counts.rereadCount < small.counts.rereadCount)
    #expect(all.removed.count > 2000)
  }

  @Test func `spilled keys and small sorts change nothing`() throws {
    // Two segments: one in memory, one in a file; a band is sorted in two shares.
    let texts = PlantedTexts.make(count: 70_000, vocabulary: 60_000, length: 3..<6, seed: 11)
    let options = TextSketcher.Options(width: .words(2), threshold: 0.9)
    let batch = TextBatch(texts)
    let table = TextSketcher(options: options).bands(of: batch)
    let order = Array(0..<RecordIndex(texts.count))
    let whole = NearMatcher(options: options).decisions(
      for: collected(table), keepOrder: order, workers: 2
    ) { shaped(select(batch, $0)) }
    var keys = BandKeys(
      bandCount: table.bandCount, options: .init(residentByteCount: 1, folder: "/tmp"))
    try keys.append(table)
    let limits = NearLimits(sortByteCount: 1 << 20)
    let spilled = NearMatcher(options: options, limits: limits).decisions(
      for: keys, keepOrder: order, workers: 2
    ) { shaped(select(batch, $0)) }
    #expect(spilled == whole)
    #expect(whole.removed.count > 5000)
  }

  @Test func `with a reference alone the others stay whatever they share`() {
    let texts = ["a b c d", "e f g h", "a b c d", "x y", "x y", "e f g h", "x y"]
    let batch = TextBatch(texts)
    for others in [NearMatcher.Others.compared, .leftAlone] {
      let found = NearMatcher(options: .init()).decisions(
        for: collected(TextSketcher(options: .init()).bands(of: batch)),
        keepOrder: [0, 1, 2, 3, 4, 5, 6], referenceCount: 2, others: others, workers: 1
      ) { shaped(select(batch, $0)) }
      #expect(found.removed == (others == .compared ? [2, 4, 5, 6] : [2, 5]))
      #expect(found.keepers.prefix(1) == [0] && found.counts.unverifiedCount == 0)
    }
  }

  @Test func `keys that differ in their last bits make two buckets`() {
    var table = BandTable(bandCount: 1)
    table.keys = [7 << 16 | 1, 7 << 16 | 2, 7 << 16 | 1, 8 << 16 | 1, 7 << 16 | 2, 7 << 16 | 2]
    table.shingleCounts = [1, 1, 1, 1, 1, 1]
    var links = BucketLinks(
      collected(table), keepOrder: [5, 4, 3, 2, 1, 0], sortByteCount: 1 << 20, workers: 1)
    #expect(
      (0..<6).map { links.predecessor(of: $0, band: 0) == BucketLinks.none }
        == [true, false, true, true, false, false])
    #expect(links.predecessor(of: 5, band: 0) == 3 && links.predecessor(of: 4, band: 0) == 1)
    #expect(!links.isLinked(2))
    for rank in 0..<6 { links.keep(rank) }
    #expect(links.next(after: 3, band: 0) == 5 && links.next(after: 5, band: 0) == 3)
    table.shortenKeys()
    #expect(table.keys == [7, 7, 7, 8, 7, 7].map { $0 << 16 })
  }

  @Test func `a folder that takes no temporary file is named`() {
    var keys = BandKeys(bandCount: 2, options: .init(residentByteCount: 1, folder: "/no/folder"))
    var table = BandTable(bandCount: 2)
    for i in 0..<70_000 as Range<UInt64> {
      table.keys += [i, i]
      table.shingleCounts.append(1)
    }
    #expect {
      try keys.append(table)
    } throws: { error in
      "\(error)".hasPrefix("/no/folder: cannot keep temporary data: No such file or directory")
    }
  }

  @Test(arguments: [
    NearRule(), NearRule(numbers: .distinct), NearRule(containment: 0.9),
  ])
  func `what an order of arrival decides, two runs decide too`(rule: NearRule) throws {
    // The kept records of a first run as reference of a second: the same as one run over both, with
    // buckets that are cut as well.
    let template = Self.words.joined(separator: " ")
    var random = SeededRandom(seed: 15)
    var texts = (0..<900).map { _ in
      template + " " + (0..<12).map { _ in "v\(random.next(below: 60))" }.joined(separator: " ")
    }
    texts += PlantedTexts.make(count: 5000, vocabulary: 500, length: 3..<20, seed: 15)
    texts = random.permutation(of: texts.count).map { texts[$0] }
    let limits = NearLimits(bucketLimit: 1)
    let whole = near(texts, .init(threshold: 0.6), rule: rule, limits: limits)
    for cut in [1, 700, 4096, 5000] {
      let first = near(Array(texts[..<cut]), .init(threshold: 0.6), rule: rule, limits: limits)
      let kept = first.survivors(in: Array(0..<RecordIndex(cut)))
      let second = near(
        texts, .init(threshold: 0.6), rule: rule, limits: limits,
        order: kept + Array(RecordIndex(cut)..<RecordIndex(texts.count)), references: kept.count)
      #expect(first.removals + second.removals == whole.removals, "cut at \(cut)")
    }
    #expect(whole.counts.unverifiedCount > 20)
    #expect(whole.removed.count > 100)
  }

  @Test func `few pairs above the threshold are missed, and none below is removed`() {
    // All-pairs truth by the definition; no bands.
    var (missed, above) = (0, 0)
    for seed in 0..<4 as Range<UInt64> {
      let texts = PlantedTexts.make(count: 250, vocabulary: 2000, length: 20..<60, seed: seed)
      let options = TextSketcher.Options(width: .words(3), threshold: 0.8)
      let decisions = near(texts, options)
      let sets = texts.map { NaiveShingles.set(of: $0, options.width) }
      for removal in decisions.removals {
        let exact = NaiveShingles.similarity(sets[Int(removal.record)], sets[Int(removal.keeper)])
        #expect(exact == removal.similarity && exact >= 0.8)
        #expect(decisions.place(of: removal.keeper) == nil)
      }
      let kept = decisions.survivors(in: Array(0..<250))
      for a in 0..<250 {
        for b in a + 1..<250 {
          let similarity = NaiveShingles.similarity(sets[a], sets[b])
          guard similarity >= 0.8 else { continue }
          above += 1
          if kept.contains(RecordIndex(a)), kept.contains(RecordIndex(b)) {
            missed += 1
            #expect(similarity < 0.85)
          }
        }
      }
    }
    #expect(above > 100)
    #expect(Double(missed) <= 0.005 * Double(above) + 1)
  }

  @Test(arguments: [1, 2, 4])
  func `the answer is the same for any number of workers`(workers: Int) {
    let texts = PlantedTexts.make(count: 1200, vocabulary: 3000, length: 5..<40, seed: 21)
    let one = near(texts, .init(threshold: 0.7), workers: 1)
    #expect(near(texts, .init(threshold: 0.7), workers: workers) == one)
    #expect(!one.removed.isEmpty)
  }

  @Test func `a reference stays whole and is named as the keeper`() {
    let text = Self.words.joined(separator: " ")
    let decisions = near(
      [text + " one", text, text, "other words", text + " two"], order: [1, 2, 0, 3, 4],
      references: 2)
    #expect(decisions.removed == [0, 4])
    #expect(decisions.keepers == [1, 1])
  }

  @Test func `thresholds 0 and 1 mean any overlap found and equal sets`() {
    let texts = ["a b c", "c d e", "x y z", "C, B, A", "a b c d"]
    #expect(near(texts, .init(width: .words(1), threshold: 1)).removed == [3])
    let all = near(texts, .init(width: .words(1), threshold: 0))
    #expect(all.removed == [1, 3, 4])
  }

  @Test func `nothing, one record and records without words are no trouble`() {
    #expect(near([]).removed.isEmpty)
    #expect(near(["one"]).removed.isEmpty)
    #expect(near(Array(repeating: "", count: 100)).removed.isEmpty)
    #expect(near(["a", "a"], order: []).removed.isEmpty)
  }

  @Test func `what the reader throws comes out`() {
    struct Stop: Error, Equatable {}
    let table = TextSketcher(options: .init()).bands(of: TextBatch(["a b", "a b"]))
    #expect(throws: Stop()) {
      try NearMatcher(options: .init()).decisions(
        for: collected(table), keepOrder: [0, 1], workers: 1
      ) { _ in
        throw Stop()
      }
    }
  }
}

struct NearPairsTests {
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `all pairs that share a band are found, each once, in order`(seed: UInt64) {
    let options = TextSketcher.Options(width: .words(2), threshold: 0.5)
    let texts = PlantedTexts.make(count: 150, vocabulary: 60, length: 0..<25, seed: seed)
    let batch = TextBatch(texts)
    let table = TextSketcher(options: options).bands(of: batch)
    let sets = texts.map { NaiveShingles.set(of: $0, options.width) }
    var expected: [SimilarPair] = []
    for a in 0..<RecordIndex(150) {
      for b in a + 1..<150 where NaiveAnchors.sharesBand(table, a, b) {
        let similarity = NaiveShingles.similarity(sets[Int(a)], sets[Int(b)])
        if similarity >= 0.5 { expected.append(SimilarPair(a: a, b: b, similarity: similarity)) }
      }
    }
    for workers in [1, 2, 4] {
      let found = nearPairs(batch, options, workers: workers)
      #expect(Array(found.blocks.joined()) == expected)
      #expect(found.counts.verificationCount >= expected.count)
      // A cache of one set forgets all at every window.
      let forgetful = nearPairs(
        batch, options, limits: NearLimits(cacheByteCount: 1), workers: workers)
      #expect(forgetful.blocks == found.blocks)
    }
    #expect(expected.contains { $0.similarity == 1 })
  }

  @Test func `equal texts come in blocks of a bounded number of pairs, none left out`() {
    let count = 1_500
    let options = TextSketcher.Options(width: .words(1), threshold: 1)
    let found = nearPairs(TextBatch(Array(repeating: "a", count: count)), options, workers: 2)
    #expect(found.blocks.map(\.count).reduce(0, +) == count * (count - 1) / 2)
    #expect(found.blocks.count == 2)
    #expect(found.blocks.allSatisfy { $0.count <= 1 << 20 })
    var last = SimilarPair(a: 0, b: 0, similarity: 1)
    var isAscending = true
    for pair in found.blocks.joined() {
      isAscending = isAscending && last < pair && pair.a < pair.b
      last = pair
    }
    #expect(isAscending)
  }

  @Test func `texts that share nothing, or nothing at all, are no pairs`() {
    let options = TextSketcher.Options(width: .words(1), threshold: 0.5)
    #expect(nearPairs(TextBatch([]), options).blocks.isEmpty)
    #expect(nearPairs(TextBatch(["a", "b", "", ""]), options).blocks.isEmpty)
  }
}
