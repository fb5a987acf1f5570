// SPDX-License-Identifier: Apache-2.0

/// What the folder must know of one code point, in 32 bits.
struct CodePointFacts: Hashable, Sendable {
  /// Bits 0–1 the word class, 2–8 the flags below, 9–16 the combining class, 17–31 the number of the
  /// mapping, 0 for none.
  var bits: UInt32 = 0

  /// What part a folded code point takes in words.
  enum WordClass: UInt32 {
    /// Ends a word and is in none.
    case separator = 0
    /// Goes on with a word or begins one.
    case run = 1
    /// Is a word by itself.
    case single = 2
    /// Is a word by itself unless it stands directly between two letters.
    case joiner = 3
  }

  static let letter: UInt32 = 1 << 2
  static let boundaryBefore: UInt32 = 1 << 3
  static let folded: UInt32 = 1 << 4
  static let removed: UInt32 = 1 << 5
  static let number: UInt32 = 1 << 6
  static let `operator`: UInt32 = 1 << 7
  static let iotaBelow: UInt32 = 1 << 8
  static let classShift: UInt32 = 9
  static let mappingShift: UInt32 = 17

  var wordClass: UInt32 { bits & 3 }
  /// General category L.
  var isLetter: Bool { bits & Self.letter != 0 }
  /// What stands before has no part in how this code point and those behind it are folded.
  var hasBoundaryBefore: Bool { bits & Self.boundaryBefore != 0 }
  /// Folds to itself and never combines with what stands before.
  var isFolded: Bool { bits & Self.folded != 0 }
  /// Folds to nothing.
  var isRemoved: Bool { bits & Self.removed != 0 }
  /// General category N.
  var isNumber: Bool { bits & Self.number != 0 }
  /// General category Sm or one of `^ - * / %`; always a word by itself where it is in one.
  var isOperator: Bool { bits & Self.operator != 0 }
  /// Its NFD contains U+0345, the one mark that folds to a letter.
  var hasIotaBelow: Bool { bits & Self.iotaBelow != 0 }
  /// The canonical combining class.
  var combiningClass: UInt32 { bits >> Self.classShift & 0xFF }
  /// Which mapping holds what a code point that stands alone folds to; 0: none does.
  var mapping: Int { Int(bits >> Self.mappingShift) }
}
