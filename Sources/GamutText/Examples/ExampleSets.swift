// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// What the rule of examples compares of records beside the shingles of what is asked and said, end
/// to end in a few buffers.
struct ExampleSets: Sendable {
  /// What is known of one record without a look at a buffer.
  struct Head: Sendable {
    /// Whether it is one text without roles, compared by its shingles alone.
    var isDocument = false
    /// A hash of all that must be equal: which texts there are, how many answers, the numbers of each
    /// text, and the fields that are values or calls.
    var signature: UInt64 = 0
    /// A hash of the words of each text in their order; of its bytes where it has no words.
    var system: UInt64 = 0
    var given: UInt64 = 0
    var talk: UInt64 = 0
    var said: UInt64 = 0
    /// Where its set of the system part stands, that of what is given, and those of its prose fields.
    var sets = 0..<0
    /// Where its units stand: first those of what is given and asked, then those of what is said.
    var promptUnits = 0..<0
    var saidUnits = 0..<0
  }

  /// A unit that has words.
  struct Unit: Sendable {
    /// The hash of its words in their order.
    let key: UInt64
    let role: PartRole
    /// Its words.
    let words: Range<Int>
  }

  private(set) var heads: [Head] = []
  private(set) var setHashes: [UInt64] = []
  private(set) var setEnds: [Int] = []
  private(set) var words: [UInt64] = []
  private(set) var units: [Unit] = []

  /// The ascending shingles of set `number` of those that stand in `Head.sets`.
  func withSet<Result>(_ number: Int, _ body: (Span<UInt64>) -> Result) -> Result {
    body(setHashes.span.extracting((number == 0 ? 0 : setEnds[number - 1])..<setEnds[number]))
  }

  /// How many bytes are held.
  var byteCount: Int {
    heads.count * MemoryLayout<Head>.stride + units.count * MemoryLayout<Unit>.stride
      + (setHashes.count + setEnds.count + words.count) * 8
  }
}

extension ExampleSets {
  /// Adds the set of `shingles`, which are used up.
  mutating func addSet(of shingles: inout ShingleBuffer) {
    _ = shingles.appendSet(to: &setHashes)
    setEnds.append(setHashes.count)
  }

  /// Adds the words of the record being written; returns the place of the first.
  mutating func addWords(_ words: ArraySlice<UInt64>) -> Int {
    self.words.append(contentsOf: words)
    return self.words.count - words.count
  }

  /// Adds a unit of the record being written.
  mutating func addUnit(_ unit: Unit) { units.append(unit) }

  /// Completes a record.
  mutating func add(_ head: Head) { heads.append(head) }

  /// Adds all records of `other`.
  mutating func append(contentsOf other: ExampleSets) {
    for i in other.heads.indices { append(i, of: other) }
  }

  /// Adds record `index` of `other`.
  mutating func append(_ index: Int, of other: ExampleSets) {
    var head = other.heads[index]
    let firstSet = setEnds.count
    for number in head.sets {
      let start = number == 0 ? 0 : other.setEnds[number - 1]
      setHashes.append(contentsOf: other.setHashes[start..<other.setEnds[number]])
      setEnds.append(setHashes.count)
    }
    head.sets = firstSet..<setEnds.count
    head.promptUnits = copyUnits(head.promptUnits, of: other)
    head.saidUnits = copyUnits(head.saidUnits, of: other)
    heads.append(head)
  }

  private mutating func copyUnits(_ range: Range<Int>, of other: ExampleSets) -> Range<Int> {
    let first = units.count
    guard let start = other.units[range].first?.words.lowerBound,
      let end = other.units[range].last?.words.upperBound
    else { return first..<first }
    let shift = words.count - start
    words.append(contentsOf: other.words[start..<end])
    for unit in other.units[range] {
      units.append(
        Unit(
          key: unit.key, role: unit.role,
          words: unit.words.lowerBound + shift..<unit.words.upperBound + shift))
    }
    return first..<units.count
  }

  /// Forgets all and keeps the memory.
  mutating func removeAll() {
    heads.removeAll(keepingCapacity: true)
    setHashes.removeAll(keepingCapacity: true)
    setEnds.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    units.removeAll(keepingCapacity: true)
  }
}
