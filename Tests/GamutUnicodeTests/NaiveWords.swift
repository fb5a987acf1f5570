// SPDX-License-Identifier: Apache-2.0

@testable import GamutUnicode

/// The words of a text, the plain way: the whole text through ICU at once, then one code point
/// after the other by its properties; no fast path, no table, no stretches.
struct NaiveWords: Sendable {
  /// General category L.
  let letters: Set<UInt32>
  /// General categories L, M and N.
  let runs: Set<UInt32>
  /// General category S.
  let symbols: Set<UInt32>
  /// Used in a script without spaces between words.
  let unspaced: Set<UInt32>
  /// Folds a whole piece of text.
  let fold: @Sendable ([UInt32]) -> [UInt32]

  /// By the sets and the normaliser of ICU.
  static let icu = NaiveWords(
    letters: members("[:L:]"), runs: members("[[:L:][:M:][:N:]]"), symbols: members("[:S:]"),
    unspaced: members(
      "[[:scx=Han:][:scx=Hiragana:][:scx=Katakana:][:scx=Thai:][:scx=Lao:][:scx=Khmer:]"
        + "[:scx=Myanmar:][:scx=Tibetan:]]"),
    fold: { ICUFolding.fold($0) })

  static func members(_ pattern: String) -> Set<UInt32> {
    Set(ICUFacts.ranges(pattern).lazy.joined().map(UInt32.init))
  }

  static func words(_ bytes: [UInt8]) -> [Word] { icu.words(bytes) }

  func words(_ bytes: [UInt8]) -> [Word] {
    Self.pieces(bytes).flatMap { words(folded: fold($0)) }.map(Word.init)
  }

  /// The stretches of valid UTF-8, by the decoder of the standard library, whose U+FFFD for what is
  /// broken is told from a real one by its bytes.
  static func pieces(_ bytes: [UInt8]) -> [[UInt32]] {
    var pieces: [[UInt32]] = [[]]
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): pieces[pieces.count - 1].append(scalar.value)
      case .emptyInput: return pieces
      case .error: pieces.append([])
      }
    }
  }

  private func words(folded points: [UInt32]) -> [String] {
    var words: [String] = []
    var run = String.UnicodeScalarView()
    func end() {
      if !run.isEmpty { words.append(String(run)) }
      run = .init()
    }
    for (i, point) in points.enumerated() {
      guard let scalar = Unicode.Scalar(point) else { continue }
      let isBetweenLetters =
        i > 0 && i + 1 < points.count && letters.contains(points[i - 1])
        && letters.contains(points[i + 1])
      if (unspaced.contains(point) && runs.contains(point)) || symbols.contains(point)
        || "*%@#\\".unicodeScalars.contains(scalar)
        || ("-/&".unicodeScalars.contains(scalar) && !isBetweenLetters)
      {
        end()
        words.append(String(scalar))
      } else if runs.contains(point) {
        run.append(scalar)
      } else {
        end()
      }
    }
    end()
    return words
  }
}
