// SPDX-License-Identifier: Apache-2.0

private import CGamutICU

/// What becomes of every code point by some rules, in blocks of 256 of which equal ones are stored
/// once.
struct SubwordTable: Sendable {
  /// Flags in bits 0–3, the combining class in 4–11, the number of the mapping from 12 on.
  struct Entry: Hashable, Sendable {
    var bits: UInt32 = 0

    /// Ends a word and is in none.
    static let space: UInt32 = 1
    /// Leaves no trace: the word goes on.
    static let removed: UInt32 = 2
    /// Stands apart from what is before and behind it, whatever it becomes.
    static let isolated: UInt32 = 4
    /// Is a word by itself, where it is in the folded text.
    static let punctuation: UInt32 = 8

    func has(_ flag: UInt32) -> Bool { bits & flag != 0 }
    /// Whether it stays, like most letters, and the word goes on.
    var isPlain: Bool { bits & ~0xFF0 == 0 }
    var combiningClass: UInt32 { bits >> 4 & 0xFF }
    /// Which mapping says what it becomes; 0: none.
    var mapping: Int { Int(bits >> 12) }
  }

  private let starts: [UInt32]
  private let entries: [Entry]
  /// Mapping m is `mapped[mappingEnds[m - 1]..<mappingEnds[m]]`.
  private let mapped: [MappedPoint]
  private let mappingEnds: [UInt32]

  /// A code point that another one becomes.
  struct MappedPoint: Sendable {
    let value: UInt32
    /// Its combining class before it was lower-cased.
    let combiningClass: UInt32
    /// Whether it is a mark that is taken away; it still separates what it stands between.
    let isRemoved: Bool
  }

  /// Asks ICU for the facts that `rules` need, in some 50 ms.
  init(_ rules: SubwordRules) {
    var entries = [Entry](repeating: Entry(), count: CodePointTable.limit)
    func mark(_ pattern: String, _ flag: UInt32) {
      for range in ICUFacts.ranges(pattern) { for c in range { entries[c].bits |= flag } }
    }
    mark(SubwordPatterns.punctuation, Entry.punctuation)
    mark(SubwordPatterns.space, Entry.space)
    if rules.separatesIdeographs { mark(SubwordPatterns.ideographs, Entry.isolated) }
    if rules.cleansText { mark(SubwordPatterns.control, Entry.removed) }
    var classes = [UInt8](repeating: 0, count: CodePointTable.limit)
    for range in ICUFacts.ranges("[:^ccc=0:]") {
      for c in range { classes[c] = gamut_icu_combining_class(Int32(c)) }
    }
    // Marks are put in order by the decomposition, and only by it.
    if rules.stripsAccents {
      for c in classes.indices { entries[c].bits |= UInt32(classes[c]) << 4 }
    }
    var marks = Set<UInt32>()
    if rules.stripsAccents {
      for range in ICUFacts.ranges(SubwordPatterns.marks) {
        marks.formUnion(range.lazy.map(UInt32.init))
      }
    }
    var changing: [String] = []
    if rules.stripsAccents { changing += [SubwordPatterns.marks, SubwordPatterns.decomposed] }
    if rules.lowersCase { changing.append(SubwordPatterns.cased) }
    var mapped: [MappedPoint] = []
    var mappingEnds: [UInt32] = [0]
    for range in changing.flatMap(ICUFacts.ranges) {
      for c in range where entries[c].mapping == 0 {
        let point = UInt32(c)
        for part in rules.stripsAccents ? SubwordPatterns.decomposition(of: point) : [point] {
          let isRemoved = marks.contains(part)
          let lowers = rules.lowersCase && !isRemoved
          for value in lowers ? SubwordPatterns.lowerCase(of: part) : [part] {
            mapped.append(
              MappedPoint(
                value: value, combiningClass: UInt32(classes[Int(part)]), isRemoved: isRemoved))
          }
        }
        entries[c].bits |= UInt32(mappingEnds.count) << 12
        mappingEnds.append(UInt32(mapped.count))
      }
    }
    (starts, self.entries) = Self.packed(entries)
    self.mapped = mapped
    self.mappingEnds = mappingEnds
  }

  /// What `codePoint`, below `CodePointTable.limit`, becomes.
  subscript(codePoint: UInt32) -> Entry {
    entries[Int(starts[Int(codePoint >> 8)]) + Int(codePoint & 0xFF)]
  }

  /// The points of mapping `number`.
  func points(ofMapping number: Int) -> ArraySlice<MappedPoint> {
    mapped[Int(mappingEnds[number - 1])..<Int(mappingEnds[number])]
  }

  private static func packed(_ entries: [Entry]) -> ([UInt32], [Entry]) {
    var packed: [Entry] = []
    var starts: [UInt32] = []
    var known: [ArraySlice<Entry>: UInt32] = [:]
    for block in stride(from: 0, to: entries.count, by: 256) {
      let content = entries[block..<block + 256]
      if let start = known[content] {
        starts.append(start)
      } else {
        known[content] = UInt32(packed.count)
        starts.append(UInt32(packed.count))
        packed.append(contentsOf: content)
      }
    }
    return (starts, packed)
  }
}
