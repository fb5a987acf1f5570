// SPDX-License-Identifier: Apache-2.0

private import CGamutICU

/// The facts of all code points as ICU knows them, in blocks of 256; those of which nothing is known are
/// one block, four fifths of all.
struct ICUFacts {
  /// Block `c >> 8` of code point c starts at `starts[c >> 8]` of `facts`, at 0 where nothing is known.
  private(set) var starts = [UInt32](repeating: 0, count: CodePointTable.limit >> 8)
  /// Most code points have a boundary, are folded and separate; the sets below name the others.
  private(set) var facts = [CodePointFacts](repeating: plain, count: 256)
  private static let plain = CodePointFacts(
    bits: CodePointFacts.boundaryBefore | CodePointFacts.folded)
  var mapped: [UInt32] = []
  var mappingEnds: [UInt32] = [0]

  /// The scripts written without spaces between words.
  static let unspaced = ["Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"]

  /// Asks ICU for each set and each mapping.
  init() {
    set(.run, "[[:L:][:M:][:N:]]")
    set(.single, "[[:S:][*%@#\\\\]]")
    set(.joiner, "[\\-/\\&]")
    // Punctuation of these scripts, such as `。` and `《`, is not a word either.
    set(.single, "[[\(Self.unspaced.map { "[:scx=\($0):]" }.joined())]&[[:L:][:M:][:N:][:S:]]]")
    flag(CodePointFacts.letter, "[:L:]")
    flag(CodePointFacts.number, "[:N:]")
    flag(CodePointFacts.operator, "[[:Sm:][\\^\\-*/%]]")
    addCombining()
    addMappings()
  }

  /// The bits of code point `c`, for which a block is begun where there is none yet.
  private subscript(bits c: Int) -> UInt32 {
    get { facts[Int(starts[c >> 8]) + c & 0xFF].bits }
    set {
      if starts[c >> 8] == 0 {
        starts[c >> 8] = UInt32(facts.count)
        facts.append(contentsOf: repeatElement(Self.plain, count: 256))
      }
      facts[Int(starts[c >> 8]) + c & 0xFF].bits = newValue
    }
  }

  private mutating func set(_ wordClass: CodePointFacts.WordClass, _ pattern: String) {
    for range in Self.ranges(pattern) {
      for c in range { self[bits: c] = self[bits: c] & ~3 | wordClass.rawValue }
    }
  }

  private mutating func flag(_ flag: UInt32, _ pattern: String) {
    for range in Self.ranges(pattern) {
      for c in range { self[bits: c] |= flag }
    }
  }

  /// Only marks, what has a combining class, what may combine backwards (among them the conjoining
  /// jamo) and what changes can lack a boundary or not be folded.
  private mutating func addCombining() {
    for range in Self.ranges("[:^ccc=0:]") {
      for c in range {
        self[bits: c] |=
          UInt32(gamut_icu_combining_class(Int32(c))) << CodePointFacts.classShift
      }
    }
    let pattern = "[[:M:][:^ccc=0:][:^NFC_QC=Y:][:^NFKC_QC=Y:][:CWKCF:]]"
    for range in Self.ranges(pattern) {
      for c in range {
        // A mark stands before no boundary, even if it folds to a letter.
        if CodePointFacts(bits: self[bits: c]).combiningClass != 0
          || !gamut_icu_has_boundary_before(Int32(c))
        {
          self[bits: c] &= ~CodePointFacts.boundaryBefore
        }
        if !gamut_icu_is_folded(Int32(c)) { self[bits: c] &= ~CodePointFacts.folded }
      }
    }
  }

  /// What each code point that changes folds to where it stands alone.
  private mutating func addMappings() {
    var scratch = FoldScratch()
    for range in Self.ranges("[:CWKCF:]") {
      for c in range {
        if ICUFolding.fold(UInt32(c), in: &scratch) { self[bits: c] |= CodePointFacts.iotaBelow }
        if scratch.points.isEmpty {
          self[bits: c] |= CodePointFacts.removed
        } else {
          self[bits: c] |= UInt32(mappingEnds.count) << CodePointFacts.mappingShift
          mapped.append(contentsOf: scratch.points)
          mappingEnds.append(UInt32(mapped.count))
        }
      }
    }
    precondition(mappingEnds.count <= 0x8000, "\(mappingEnds.count) mappings in 15 bits")
  }

  /// The ranges of a set, in ICU's notation; surrogates are no part of any text.
  static func ranges(_ pattern: String) -> [ClosedRange<Int>] {
    var bounds = [Int32](repeating: 0, count: 4096)
    // Safe: the capacity given is that of the array, and ICU keeps no pointer.
    let count = unsafe gamut_icu_set_ranges(pattern, &bounds, Int32(bounds.count / 2))
    precondition(count >= 0 && count <= bounds.count / 2, "ICU: \(count) ranges of \(pattern)")
    return (0..<Int(count)).map { Int(bounds[2 * $0])...Int(bounds[2 * $0 + 1]) }
  }
}
