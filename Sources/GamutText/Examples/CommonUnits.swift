// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutUnicode

/// Lines and sentences that so many prompts share that they would fill the buckets: a system prompt, a
/// preamble of examples in the user's turn, a passage with hundreds of questions.
public struct CommonUnits: Hashable, Codable, Sendable {
  /// The hashes of their words, ascending.
  public let keys: [UInt64]
  /// An open-addressing table of them; 0 is a free place.
  private let table: [UInt64]

  /// Makes none.
  public init() { self.init(keys: []) }

  /// Makes those with the hashes `keys`.
  public init(keys: [UInt64]) {
    self.keys = keys.sorted()
    if keys.isEmpty {
      table = []
      return
    }
    let size = 1 << (Int.bitWidth - (keys.count * 4 - 1).leadingZeroBitCount)
    var table = [UInt64](repeating: 0, count: size)
    for key in keys {
      var place = Int(truncatingIfNeeded: key) & (size - 1)
      while table[place] != 0 { place = (place + 1) & (size - 1) }
      table[place] = key
    }
    self.table = table
  }

  /// Whether there are none.
  public var isEmpty: Bool { keys.isEmpty }

  /// Whether `key` is one of them.
  func contains(_ key: UInt64) -> Bool {
    if table.isEmpty { return false }
    var place = Int(truncatingIfNeeded: key) & (table.count - 1)
    while table[place] != 0 {
      if table[place] == key { return true }
      place = (place + 1) & (table.count - 1)
    }
    return false
  }
}

extension CommonUnits {
  /// Counts the units of sampled records.
  public struct Sample: Sendable {
    private struct Record: Sendable {
      var keys: [UInt64] = []
      var wordCounts: [Int] = []
      var wordCount = 0
    }

    private var words: ExampleWords
    private var records: [Record] = []

    /// An empty sample, for sketches with `options`.
    public init(_ options: TextSketcher.Options) { words = ExampleWords(options.folding) }

    /// An empty sample of words as prompts are embedded.
    public init() { words = ExampleWords(.words) }

    /// How many examples are in it.
    public var count: Int { records.count }

    /// Adds record `index` of `column`; a document has nothing to set aside.
    public mutating func add(_ column: ShapedTexts, at index: Int) {
      let parts = column.parts(of: index)
      if parts.count == 1, parts[0].roleByte == ExampleWords.documentByte { return }
      column.texts.withText(index) { text in
        column.shapes.withText(index) { words.read(text, shape: $0, by: .promptUnits) }
      }
      var record = Record(wordCount: words.wordCount)
      for piece in words.pieces where piece.role != .said {
        record.keys.append(words.key(of: piece))
        record.wordCounts.append(piece.words.count)
      }
      records.append(record)
    }

    /// Each unit, in how many records it stands and how many words it has; in no order.
    var unitCounts: [(key: UInt64, recordCount: Int, wordCount: Int)] {
      var counts: [UInt64: (records: Int, words: Int)] = [:]
      for record in records {
        var seen: Set<UInt64> = []
        for (key, words) in zip(record.keys, record.wordCounts) where seen.insert(key).inserted {
          counts[key, default: (0, words)].records += 1
        }
      }
      return counts.map { (key: $0.key, recordCount: $0.value.records, wordCount: $0.value.words) }
    }

    /// The units to set aside; none where nothing fills buckets.
    ///
    /// A unit is common if it stands in as many records as a bucket lists, 64, judged by the sample,
    /// and in three of it. They are set aside where they are half the words of as many records: two
    /// that share less of their words share few buckets. At most 4,096, the most frequent.
    ///
    /// - Parameter share: which part of all records the sample is, above 0 and up to 1.
    public func common(share: Double) -> CommonUnits {
      precondition(share > 0 && share <= 1, "a sample of \(share)")
      let least = max(3, Int((64 * share).rounded(.up)))
      var counts: [UInt64: Int] = [:]
      for record in records {
        for key in Set(record.keys) { counts[key, default: 0] += 1 }
      }
      var found = counts.filter { $0.value >= least && $0.key != 0 }
        .map { (key: $0.key, count: $0.value) }
      found.sort { ($1.count, $0.key) < ($0.count, $1.key) }
      let units = CommonUnits(keys: found.prefix(4096).map(\.key))
      let covered = records.count { record in
        let count = zip(record.keys, record.wordCounts).reduce(0) {
          $0 + (units.contains($1.0) ? $1.1 : 0)
        }
        return count * 2 >= record.wordCount && record.wordCount > 0
      }
      return covered >= least ? units : CommonUnits()
    }
  }
}
