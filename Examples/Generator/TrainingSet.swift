// SPDX-License-Identifier: Apache-2.0

/// The training set as it is made: first records that resemble no other, then what is planted.
struct TrainingSet {
  /// No two records are this similar unless it was planted; the near stage begins at .8.
  static let ceiling = 0.6
  /// Planted near-duplicates reach this: a margin over .8, so that no rounding decides.
  static let nearFloor = 0.805

  private(set) var records: [Record] = []
  private(set) var planted = Planted()
  private var index = ShingleIndex()
  private var chance: Chance

  /// What was planted, by record keys.
  struct Planted {
    /// The original first, then its copies.
    var exact: [[Int]] = []
    var near: [[Int]] = []
    var paraphrases: [[Int]] = []
    var conflicts: [[Int]] = []
  }

  init(seed: UInt64) {
    chance = Chance(seed: seed)
    addTopics()
    addParaphrases()
    addConflicts()
    addFlaws()
    plantNear()
    plantExact()
  }

  /// A record around `exchange`, not yet in the set.
  private mutating func makeRecord(_ topic: String, _ exchange: Exchange) -> Record {
    let language = ["german": "de", "spanish": "es", "japanese": "ja"][topic] ?? "en"
    // The synthetic source is where most password questions come from.
    let source: Record.Source =
      chance.happens(topic == "password_reset" ? 75 : 25)
      ? .synthetic : chance.pick([.helpdesk, .chat])
    let system =
      source == .chat && chance.happens(40)
      ? "You are the support assistant of Fernhollow, an outdoor shop." : nil
    return Record(
      topic: topic, exchange: exchange, system: system, source: source, created: timestamp(),
      metadata: Record.Metadata(
        ticket: 9_007_199_254_740_993 + chance.below(1_000_000_000),
        satisfaction: chance.pick(["5.0", "4.50", "4.0", "3.0", "1.0", "null"]),
        agent: WordLists.draw("name", &chance) + " " + chance.pick(["Å.", "K.", "Ó.", "S.", "W."]),
        tags: chance.happens(50) ? [WordLists.draw("tag", &chance)] : [], language: language),
      key: records.count)
  }

  private mutating func timestamp() -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2024-\(two(chance.number(1...12)))-\(two(chance.number(1...28)))"
      + "T\(two(chance.below(24))):\(two(chance.below(60))):\(two(chance.below(60)))Z"
  }

  private mutating func append(_ record: Record) {
    index.add(Shingles(record.text))
    records.append(record)
  }

  /// Adds what `make` gives as soon as it resembles nothing, and returns its key.
  private mutating func addUnlikeOthers(
    _ topic: String, _ make: (inout Chance) -> Exchange
  ) -> Int {
    for _ in 0..<1_000 {
      let record = makeRecord(topic, make(&chance))
      guard index.largestSimilarity(to: Shingles(record.text)) < Self.ceiling else { continue }
      append(record)
      return record.key
    }
    preconditionFailure("the templates of \(topic) are too few for so many records")
  }

  private mutating func addTopics() {
    for (topic, count, _) in Topic.all {
      for _ in 0..<count {
        // More than a quarter, so that a quarter is left beside what is planted later.
        _ = addUnlikeOthers(topic.name) { chance in
          topic.exchange(refusing: chance.happens(28), &chance)
        }
      }
    }
  }

  private mutating func addParaphrases() {
    for paraphrase in Paraphrase.all {
      var slots = Slots()
      let keys = paraphrase.wordings.map { wording in
        addUnlikeOthers(paraphrase.topic) { chance in
          Exchange(
            prompt: Template.expand(wording.prompt, &slots, &chance),
            answer: Template.expand(wording.answer, &slots, &chance))
        }
      }
      planted.paraphrases.append(keys)
    }
  }

  private mutating func addConflicts() {
    for conflict in Conflict.all {
      var slots = Slots()
      let keys = conflict.answers.map { answer in
        addUnlikeOthers(conflict.topic) { chance in
          Exchange(
            prompt: Template.expand(conflict.prompt, &slots, &chance),
            answer: Template.expand(answer, &slots, &chance))
        }
      }
      planted.conflicts.append(keys)
    }
  }

  /// Space at the end of answers, and answers that are missing.
  private mutating func addFlaws() {
    for key in records.indices.filter({ $0 % 31 == 7 }) {
      records[key].exchange.answer += chance.pick([" ", "\n", "  \n"])
    }
    for topic in [Topic.shipping, .app, .german] {
      _ = addUnlikeOthers(topic.name) { chance in
        Exchange(prompt: topic.prompt(&chance), answer: "")
      }
    }
  }
}

extension TrainingSet {
  /// Groups of an original and its near-copies, all of which reach .8 with each other, so that the
  /// group leaves one record whichever of them is kept.
  private mutating func plantNear() {
    var originals = longOriginals()
    for size in Array(repeating: 2, count: 78) + Array(repeating: 4, count: 6) {
      while let original = originals.popLast() {
        if let group = nearGroup(of: original, size: size) {
          planted.near.append(group)
          break
        }
      }
    }
  }

  /// Long answers, in random order: in a short text the smallest edit changes a fifth of the
  /// shingles.
  private mutating func longOriginals() -> [Int] {
    var keys = records.indices.filter {
      index.texts[$0].set.count >= 40 && !records[$0].exchange.hasStrayWhitespace
    }
    chance.shuffle(&keys)
    return keys
  }

  private mutating func nearGroup(of original: Int, size: Int) -> [Int]? {
    var exchanges = [records[original].exchange]
    var members = [index.texts[original]]
    for _ in 0..<40 where exchanges.count < size {
      var copy = records[original].exchange
      for _ in 0..<chance.number(1...3) {
        copy = chance.pick(Edit.allCases).apply(to: copy, &chance) ?? copy
      }
      var record = records[original]
      record.exchange = copy
      let shingles = Shingles(record.text)
      guard
        !exchanges.contains(where: { $0.prompt == copy.prompt && $0.answer == copy.answer }),
        members.allSatisfy({ $0.jaccard(with: shingles) >= Self.nearFloor })
      else { continue }
      exchanges.append(copy)
      members.append(shingles)
    }
    guard exchanges.count == size else { return nil }
    return [original] + exchanges.dropFirst().map { addCopy(of: original, $0) }
  }

  /// Groups of equal texts under other ids, times and sources; some copy a near-duplicate.
  private mutating func plantExact() {
    let taken = Set((planted.near + planted.paraphrases + planted.conflicts).joined())
    var originals = records.indices.filter { !taken.contains($0) }
    chance.shuffle(&originals)
    let copied = planted.near.prefix(5).map { $0[1] }
    for (place, size) in (Array(repeating: 2, count: 50) + Array(repeating: 5, count: 4))
      .enumerated()
    {
      guard let original = place < copied.count ? copied[place] : originals.popLast() else { break }
      let copies = (1..<size).map { _ in addCopy(of: original, records[original].exchange) }
      planted.exact.append([original] + copies)
    }
  }

  private mutating func addCopy(of original: Int, _ exchange: Exchange) -> Int {
    var record = makeRecord(records[original].topic, exchange)
    record.system = records[original].system
    append(record)
    return record.key
  }

  /// Puts the records into their final, random order.
  mutating func shuffle() {
    chance.shuffle(&records)
  }
}
