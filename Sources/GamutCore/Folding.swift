// SPDX-License-Identifier: Apache-2.0

/// What of a text makes its words.
public enum Folding: String, Hashable, Codable, Sendable, CaseIterable {
  /// Letters, marks, numbers and symbols, folded: case, accents written two ways, punctuation and
  /// space say nothing. The folder of `GamutUnicode` has the rules.
  case words
  /// Whatever stands between white space or the ends of units, as it is: case and punctuation count.
  case space
  /// Everything, as it is: a run of letters, marks and numbers is a word, of scripts without spaces
  /// each code point; so is every other code point by itself, and every byte that is not UTF-8.
  case none
}
