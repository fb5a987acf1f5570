// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import Testing

/// The whole deduplication against the definition, over all pairs.
@Suite struct NearOracleTests {
  /// Random texts, edits of earlier ones of many degrees, and exact copies of either.
  static func texts(count: Int, seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    var texts: [[String]] = []
    for _ in 0..<count {
      let kind = texts.isEmpty ? 0 : random.next(below: 10)
      if kind < 4 {
        texts.append((0..<(3 + random.next(below: 60))).map { _ in "w\(random.next(below: 300))" })
        continue
      }
      var words = texts[random.next(below: texts.count)]
      if kind < 8 {
        for _ in 0..<(1 + random.next(below: 2)) where words.count > 1 {
          let place = random.next(below: words.count)
          switch random.next(below: 4) {
          case 0: words.insert("w\(random.next(below: 300))", at: place)
          case 1: words.remove(at: place)
          case 2: words[place] = "x\(random.next(below: 300))"
          // Folds to the same words: near at 1, and not exact.
          default: words[place] = words[place].uppercased()
          }
        }
      }
      texts.append(words)
    }
    return texts.map { $0.joined(separator: " ") }
  }

  /// Shingles of five words, lower-cased: the texts hold ASCII words and single spaces only.
  static func shingles(_ text: String) -> Set<String> {
    let words = text.lowercased().split(separator: " ")
    guard words.count > 5 else { return [words.joined(separator: " ")] }
    return Set((0...words.count - 5).map { words[$0..<$0 + 5].joined(separator: " ") })
  }

  static func jaccard(_ a: Set<String>, _ b: Set<String>) -> Double {
    let common = a.intersection(b).count
    return Double(common) / Double(a.count + b.count - common)
  }

  @Test(arguments: [1, 2, 3] as [UInt64], [KeepPolicy.first, .last, .longest])
  func `removals are those of the definition`(seed: UInt64, policy: KeepPolicy) throws {
    let texts = Self.texts(count: 250, seed: seed)
    let run = try Cleaning(texts: texts, keep: policy)
    let sets = texts.map(Self.shingles)
    let order = texts.indices.sorted { a, b in
      switch policy {
      case .last: a > b
      case .longest: (-texts[a].utf8.count, a) < (-texts[b].utf8.count, b)
      default: a < b
      }
    }
    // By the definition: copies first, then anchors in keep order.
    var first: [String: Int] = [:]
    var kept: [Int] = []
    var expected: [Int: (cause: Stage, keeper: Int, similarity: Double)] = [:]
    for record in order {
      if let copied = first[texts[record]] {
        expected[record] = expected[copied] ?? (.exact, copied, 1)
        continue
      }
      first[texts[record]] = record
      if let keeper = kept.first(where: { Self.jaccard(sets[record], sets[$0]) >= 0.8 }) {
        expected[record] = (.near, keeper, Self.jaccard(sets[record], sets[keeper]))
      } else {
        kept.append(record)
      }
    }
    #expect(expected.values.contains { $0.cause == .near && $0.similarity < 1 })
    // Sound without exception: a match of the definition, to a record of the output.
    for removal in run.result.removals {
      let (a, b) = (Int(removal.record), Int(removal.keeper.index))
      #expect(run.result.isKept[b])
      let similarity = Self.jaccard(sets[a], sets[b])
      #expect(removal.similarity == (removal.cause == .exact ? 1 : similarity))
      #expect(similarity >= 0.8 && (removal.cause == .near || texts[a] == texts[b]))
    }
    // Complete but for what the bands miss, at most .5 % at the threshold: here nothing, as seeded.
    #expect(Set(run.result.removals.map { Int($0.record) }) == Set(expected.keys))
    for removal in run.result.removals {
      let wanted = try #require(expected[Int(removal.record)])
      #expect(removal.cause == wanted.cause && Int(removal.keeper.index) == wanted.keeper)
    }
  }

  @Test func `pairs are those of the definition, ordered`() throws {
    let texts = Self.texts(count: 200, seed: 4)
    let sets = texts.map(Self.shingles)
    var expected: [String] = []
    for a in texts.indices {
      for b in texts.indices where b > a {
        let similarity = Self.jaccard(sets[a], sets[b])
        if similarity >= 0.7 {
          expected.append("{\"a\":\(a),\"b\":\(b),\"similarity\":\(similarity)}")
        }
      }
    }
    var options = PairPlan.Options()
    options.threshold = 0.7
    #expect(try pairs(texts, options).split(separator: "\n").map(String.init) == expected)
  }
}
