// SPDX-License-Identifier: Apache-2.0

private import CGamutICU

/// The facts of all code points as ICU knows them, not yet packed: 4 MB for a moment.
struct ICUFacts {
  var facts = [CodePointFacts](repeating: CodePointFacts(), count: CodePointTable.limit)
  var mapped: [UInt32] = []
  var mappingEnds: [UInt32] = [0]

  /// The scripts written without spaces between words.
  static let unspaced = ["Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"]

  /// Asks ICU for each set and each mapping.
  init() {
    // Most have a boundary, are folded and separate; the sets below name the others.
    let plain = CodePointFacts.boundaryBefore | CodePointFacts.folded
    for i in facts.indices { facts[i].bits = plain }
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

  private mutating func set(_ wordClass: CodePointFacts.WordClass, _ pattern: String) {
    for range in Self.ranges(pattern) {
      for c in range { facts[c].bits = facts[c].bits & ~3 | wordClass.rawValue }
    }
  }

  private mutating func flag(_ flag: UInt32, _ pattern: String) {
    for range in Self.ranges(pattern) {
      for c in range { facts[c].bits |= flag }
    }
  }

  /// Only marks, what has a combining class, what may combine backwards (among them the conjoining
  /// jamo) and what changes can lack a boundary or not be folded.
  private mutating func addCombining() {
    for range in Self.ranges("[:^ccc=0:]") {
      for c in range {
        facts[c].bits |=
          UInt32(gamut_icu_combining_class(Int32(c))) << CodePointFacts.classShift
      }
    }
    let pattern = "[[:M:][:^ccc=0:][:^NFC_QC=Y:][:^NFKC_QC=Y:][:CWKCF:]]"
    for range in Self.ranges(pattern) {
      for c in range {
        // A mark stands before no boundary, even if it folds to a letter.
        if facts[c].combiningClass != 0 || !gamut_icu_has_boundary_before(Int32(c)) {
          facts[c].bits &= ~CodePointFacts.boundaryBefore
        }
        if !gamut_icu_is_folded(Int32(c)) { facts[c].bits &= ~CodePointFacts.folded }
      }
    }
  }

  /// What each code point that changes folds to where it stands alone.
  private mutating func addMappings() {
    for range in Self.ranges("[:CWKCF:]") {
      for c in range {
        let folded = ICUFolding.fold([UInt32(c)])
        if ICUFolding.decompose([UInt32(c)]).contains(0x345) {
          facts[c].bits |= CodePointFacts.iotaBelow
        }
        if folded.isEmpty {
          facts[c].bits |= CodePointFacts.removed
        } else {
          facts[c].bits |= UInt32(mappingEnds.count) << CodePointFacts.mappingShift
          mapped.append(contentsOf: folded)
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
