// SPDX-License-Identifier: Apache-2.0

@testable import GamutUnicode

/// The words of a text, the plain way: the whole text through ICU at once, then one code point
/// after the other by properties asked of ICU's sets; no fast path, no table, no stretches.
enum NaiveWords {
  static let letters = members("[:L:]")
  static let runs = members("[[:L:][:M:][:N:]]")
  static let symbols = members("[:S:]")
  static let unspaced = members(
    "[[:scx=Han:][:scx=Hiragana:][:scx=Katakana:][:scx=Thai:][:scx=Lao:][:scx=Khmer:]"
      + "[:scx=Myanmar:][:scx=Tibetan:]]")

  static func members(_ pattern: String) -> Set<UInt32> {
    Set(ICUFacts.ranges(pattern).lazy.joined().map(UInt32.init))
  }

  static func words(_ bytes: [UInt8]) -> [Word] {
    pieces(bytes).flatMap { words(folded: ICUFolding.fold($0)) }.map(Word.init)
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

  private static func words(folded points: [UInt32]) -> [String] {
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
      if unspaced.contains(point) || symbols.contains(point)
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
