// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutUnicode

/// Lines and sentences that so many prompts share that they would fill the buckets: a system prompt, a
/// preamble of examples in the user's turn, a passage with hundreds of questions.
public struct CommonUnits: Hashable, Codable, Sendable {
  private let units: HashTable
  /// The shingles of two words within them.
  private let pairs: HashTable

  /// Makes none.
  public init() { self.init(keys: []) }

  /// Makes those with the hashes `keys`, which hold the shingles `pairs`.
  public init(keys: [UInt64], pairs: [UInt64] = []) {
    units = HashTable(keys)
    self.pairs = HashTable(pairs)
  }

  /// The hashes of their words, ascending.
  public var keys: [UInt64] { units.hashes }
  /// The hashes of their shingles of two words, ascending; none in an index that was made before
  /// other wordings counted.
  public var pairKeys: [UInt64] { pairs.hashes }

  /// Whether there are none.
  public var isEmpty: Bool { units.isEmpty }

  /// Whether `key` is one of them.
  func contains(_ key: UInt64) -> Bool { units.contains(key) }

  /// Whether a unit with these shingles of two words is one of them in other words: a word is
  /// edited, two sentences have become one.
  func containsWording(_ shingles: Span<UInt64>) -> Bool {
    guard shingles.count >= Self.leastPairCount, !pairs.isEmpty else { return false }
    var count = 0
    for i in shingles.indices where pairs.contains(shingles[i]) { count += 1 }
    return Double(count) >= Self.wordingShare * Double(shingles.count)
  }

  /// Fewer pairs are common by chance, and fill no bucket.
  private static let leastPairCount = 4
  /// Which part of a unit's pairs must be common.
  private static let wordingShare = 0.5
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
    /// The shingles of two words of each unit that was seen twice.
    private var pairs: [UInt64: [UInt64]] = [:]
    private var seen: Set<UInt64> = []

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
        let key = words.key(of: piece)
        record.keys.append(key)
        record.wordCounts.append(piece.words.count)
        if !seen.insert(key).inserted, pairs[key] == nil { pairs[key] = pairHashes(of: piece) }
      }
      records.append(record)
    }

    private func pairHashes(of piece: ExampleWords.Piece) -> [UInt64] {
      var shingles = ShingleBuffer()
      words.withHashes(piece.words) { ParticularWords.hasher.append($0, to: &shingles) }
      return shingles.withHashes { hashes in hashes.indices.map { hashes[$0] } }
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
    /// that share less of their words share few buckets. At most 4,096, the most frequent, and of
    /// these as many pairs of words as an index takes in half a megabyte.
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
      let keys = found.prefix(4096).map(\.key)
      let units = CommonUnits(keys: keys, pairs: pairHashes(of: keys))
      let covered = records.count { record in
        let count = zip(record.keys, record.wordCounts).reduce(0) {
          $0 + (units.contains($1.0) ? $1.1 : 0)
        }
        return count * 2 >= record.wordCount && record.wordCount > 0
      }
      return covered >= least ? units : CommonUnits()
    }

    /// The pairs of words of units, those of the first in any case, each once.
    private func pairHashes(of keys: [UInt64]) -> [UInt64] {
      var found: Set<UInt64> = []
      for key in keys where found.count < Self.pairLimit { found.formUnion(pairs[key] ?? []) }
      return Array(found)
    }

    private static let pairLimit = 1 << 15
  }
}
