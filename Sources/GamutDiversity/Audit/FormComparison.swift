// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How prompts of a set differ in form from those of a reference: in length, in turns, in the words with
/// which they begin, and in word-for-word frames.
///
/// Every row has an interval of the difference of two shares, and the intervals of all rows hold together:
/// each is taken at 1 − 0.05 ÷ the number of rows. Openings and frames are chosen by how frequent they are
/// in both together, which tells nothing of where they are more frequent.
///
/// > Source: intervals that hold together: C. Bonferroni, *Teoria statistica delle classi e calcolo delle
/// > probabilità*, 1936; the interval of one difference: `Share.differenceInterval(to:confidence:)`.
package struct FormComparison: Sendable {
  /// Shares of both with one property.
  package struct Row: Hashable, Sendable {
    /// The most words of lengths, and the turns that turns exceed; 0 for openings and frames.
    package let limit: Int
    /// The first record that has it, of openings and frames.
    package let first: Origin?
    /// The share of the set.
    package let set: Share
    /// That of the reference.
    package let reference: Share
    /// The interval of the set's share less the reference's, which holds together with all others.
    package fileprivate(set) var interval = Interval(low: -1, high: 1)
  }

  /// A record of one of the two.
  package struct Origin: Hashable, Sendable {
    /// Whether it is one of the reference.
    package let isReference: Bool
    /// Its place among those given.
    package let place: Int
  }

  /// The shares of prompts with at most so many words.
  package private(set) var lengths: [Row]
  /// The shares of records in which the user speaks more often than that.
  package private(set) var turns: [Row]
  /// The most frequent openings.
  package private(set) var openings: [Row]
  /// The most frequent frames.
  package private(set) var frames: [Row]
  /// The least number of words that at least half of the prompts do not exceed, of both.
  package let medians: (set: Int, reference: Int)

  /// Limits of lengths, in words: each the double of the one before.
  private static let wordLimits = [4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048]
  private static let turnLimits = [1, 2, 4, 8]
  /// Openings, and frames, that are compared.
  private static let patternCount = 10

  /// Compares the prompts of both; nil where one has none. Records in which nobody asks do not count.
  ///
  /// - Complexity: linear in the records.
  package init?(set: [PromptForm], reference: [PromptForm]) {
    let sides = [set, reference]
    let asked = sides.map { $0.filter { $0.turnCount > 0 } }
    guard asked.allSatisfy({ !$0.isEmpty }) else { return nil }
    func shares(_ limit: Int, _ has: (PromptForm) -> Bool) -> Row {
      Row(
        limit: limit, first: nil,
        set: Share(count: asked[0].count(where: has), total: asked[0].count),
        reference: Share(count: asked[1].count(where: has), total: asked[1].count))
    }
    lengths = Self.wordLimits.map { limit in shares(limit) { $0.wordCount <= limit } }.filter {
      // What holds for all prompts or for none tells nothing.
      let count = $0.set.count + $0.reference.count
      return count > 0 && count < $0.set.total + $0.reference.total
    }
    turns = Self.turnLimits.map { limit in shares(limit) { $0.turnCount > limit } }
      .filter { $0.set.count + $0.reference.count > 0 }
    let totals = asked.map(\.count)
    openings = Self.patterns(sides, totals, \.opening)
    frames = Self.patterns(sides, totals, \.frame)
    let words = asked.map { $0.map(\.wordCount).sorted() }
    medians = (Int(words[0][(words[0].count - 1) / 2]), Int(words[1][(words[1].count - 1) / 2]))
    let count = lengths.count + turns.count + openings.count + frames.count
    let confidence = 1 - 0.05 / Double(max(1, count))
    func close(_ rows: [Row]) -> [Row] {
      rows.map { row in
        var row = row
        row.interval = row.set.differenceInterval(to: row.reference, confidence: confidence)
        return row
      }
    }
    lengths = close(lengths)
    turns = close(turns)
    openings = close(openings)
    frames = close(frames)
  }

  /// The values that are most frequent in both together, by the sum of their shares; of equals the one met
  /// first. What one record alone has is no pattern.
  private static func patterns(
    _ sides: [[PromptForm]], _ totals: [Int], _ value: (PromptForm) -> UInt64?
  ) -> [Row] {
    struct Found {
      var counts = [0, 0]
      let side: Int
      let place: Int
      let order: Int
    }
    var found: [UInt64: Found] = [:]
    for (side, forms) in sides.enumerated() {
      for (place, form) in forms.enumerated() {
        guard let key = value(form) else { continue }
        let new = Found(side: side, place: place, order: found.count)
        found[key, default: new].counts[side] += 1
      }
    }
    func weight(_ found: Found) -> Double {
      Double(found.counts[0]) / Double(totals[0]) + Double(found.counts[1]) / Double(totals[1])
    }
    // The order of first places is total, so that of the dictionary does not show.
    return found.values.filter { $0.counts[0] + $0.counts[1] > 1 }
      .sorted { (-weight($0), $0.order) < (-weight($1), $1.order) }
      .prefix(patternCount).map {
        Row(
          limit: 0, first: Origin(isReference: $0.side == 1, place: $0.place),
          set: Share(count: $0.counts[0], total: totals[0]),
          reference: Share(count: $0.counts[1], total: totals[1]))
      }
  }
}
