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
    /// text, and the fields that are values or calls; of a document the fields alone.
    var signature: UInt64 = 0
    /// A hash of the words of each text in their order; of its bytes where it has no words.
    var system: UInt64 = 0
    var given: UInt64 = 0
    var talk: UInt64 = 0
    var said: UInt64 = 0
    /// A hash of the units of what is given and asked, in their order.
    var prompt: UInt64 = 0
    /// Where its sets stand: that of the system part and that of what is given, which a document lacks,
    /// then those of its prose fields.
    var sets = 0..<0
    /// Where its words stand.
    var words = 0..<0
    /// Where the units of what is given, asked and said stand.
    var units = 0..<0
  }

  /// A unit that has words.
  struct Unit: Sendable {
    let role: PartRole
    /// Its words among those of the record.
    let words: Range<UInt32>
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

  /// The units of `roles` of the record that `head` is of.
  func units(_ roles: PartRoles, of head: Head) -> [Unit] {
    units[head.units].filter { roles.contains($0.role) }
  }

  /// The words of `units` of the record that `head` is of, of those that `isWanted` by their places.
  func words(
    of units: [Unit], in head: Head, where isWanted: (Int) -> Bool = { _ in true }
  ) -> [UInt64] {
    var words: [UInt64] = []
    for (i, unit) in units.enumerated() where isWanted(i) {
      words.append(contentsOf: self.words[place(of: unit, in: head)])
    }
    return words
  }

  /// The hash of the words of each of `units` in their order.
  func keys(of units: [Unit], in head: Head) -> [UInt64] {
    units.map { WordSequence.hash(words.span.extracting(place(of: $0, in: head))) }
  }

  private func place(of unit: Unit, in head: Head) -> Range<Int> {
    let first = head.words.lowerBound
    return first + Int(unit.words.lowerBound)..<first + Int(unit.words.upperBound)
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

  /// Adds the words of the record being written; returns where they stand.
  mutating func addWords(_ words: ArraySlice<UInt64>) -> Range<Int> {
    self.words.append(contentsOf: words)
    return self.words.count - words.count..<self.words.count
  }

  /// Adds a unit of the record being written.
  mutating func addUnit(_ unit: Unit) { units.append(unit) }

  /// Completes a record.
  mutating func add(_ head: Head) { heads.append(head) }

  /// Makes room for all of `parts`.
  mutating func reserveCapacity(of parts: [ExampleSets]) {
    setHashes.reserveCapacity(parts.reduce(0) { $0 + $1.setHashes.count })
    words.reserveCapacity(parts.reduce(0) { $0 + $1.words.count })
    units.reserveCapacity(parts.reduce(0) { $0 + $1.units.count })
  }

  /// Adds all records of `other`.
  mutating func append(contentsOf other: ExampleSets) {
    let (hash, set) = (setHashes.count, setEnds.count)
    let (word, unit) = (words.count, units.count)
    setHashes.append(contentsOf: other.setHashes)
    for end in other.setEnds { setEnds.append(end + hash) }
    words.append(contentsOf: other.words)
    units.append(contentsOf: other.units)
    for var head in other.heads {
      head.sets = head.sets + set
      head.words = head.words + word
      head.units = head.units + unit
      heads.append(head)
    }
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
    head.words = addWords(other.words[head.words])
    let firstUnit = units.count
    units.append(contentsOf: other.units[head.units])
    head.units = firstUnit..<units.count
    heads.append(head)
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

extension Range<Int> {
  /// The range `distance` further on.
  fileprivate static func + (range: Range<Int>, distance: Int) -> Range<Int> {
    range.lowerBound + distance..<range.upperBound + distance
  }
}
