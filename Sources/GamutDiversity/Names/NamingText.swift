// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

/// One text folded to words, with contractions kept whole and the spelling of each word.
///
/// An apostrophe between letters is read as the modifier letter U+02BC, which belongs to the word:
/// "isn't" is then one word, not "isn" and "t".
struct NamingText {
  private(set) var folded = FoldedText()
  private var source: [UInt8] = []

  /// U+02BC in UTF-8.
  private static let joiner: [UInt8] = [0xCA, 0xBC]

  mutating func fold(_ text: Span<UInt8>, with folder: WordFolder) {
    source.removeAll(keepingCapacity: true)
    var i = 0
    while i < text.count {
      let length = NamingText.apostropheLength(text, at: i)
      if length > 0, i > 0, NamingText.isLetter(text[i - 1]), i + length < text.count,
        NamingText.isLetter(text[i + length])
      {
        source += NamingText.joiner
        i += length
      } else {
        source.append(text[i])
        i += 1
      }
    }
    let bytes = source
    folder.fold(bytes.span, into: &folded)
  }

  /// The bytes that can name something in word `index`; empty for what cannot: one ASCII character,
  /// digits, symbols, contractions such as "isn't". Of an elision such as "l'eau", what follows; of a
  /// genitive such as "company's", what precedes.
  func naming(_ index: Int) -> [UInt8] {
    folded.withWord(index) { bytes in
      var word = bytes.indices.map { bytes[$0] }
      if let mark = word.indices.dropLast().first(where: {
        word[$0] == 0xCA && word[$0 + 1] == 0xBC
      }) {
        let head = word[..<mark]
        let tail = word[(mark + 2)...]
        if head.count <= 2, tail.count >= 3 {
          word = Array(tail)
        } else if head.count >= 3, tail.elementsEqual([UInt8(ascii: "s")]) {
          word = Array(head)
        } else {
          return []
        }
      }
      guard word.count > 1 else { return [] }
      let text = String(decoding: word, as: UTF8.self)
      return text.unicodeScalars.contains { $0.properties.isAlphabetic } ? word : []
    }
  }

  /// Calls `body` for the words written in ASCII with their spelling, unless they begin a sentence,
  /// where the capital says nothing.
  func forEachSpelling(limit: Int, _ body: (_ index: Int, _ spelling: ArraySlice<UInt8>) -> Void) {
    var place = 0
    for index in 0..<min(limit, folded.wordCount) {
      let range = folded.withWord(index) { NamingText.find($0, in: source, from: place) }
      guard let range else { continue }
      let isFirst = NamingText.beginsSentence(source, at: range.lowerBound)
      if !isFirst { body(index, source[range]) }
      place = range.upperBound
    }
  }

  /// The next place of a word of ASCII letters and digits, upper or lower case.
  private static func find(
    _ word: Span<UInt8>, in source: [UInt8], from start: Int
  ) -> Range<Int>? {
    for i in word.indices where word[i] >= 0x80 { return nil }
    // Words follow each other closely; what lies farther off is another one.
    let last = min(source.count - word.count, start + 24)
    guard start <= last else { return nil }
    for place in start...last
    where (0..<word.count).allSatisfy({ lowercase(source[place + $0]) == word[$0] }) {
      return place..<place + word.count
    }
    return nil
  }

  private static func beginsSentence(_ source: [UInt8], at place: Int) -> Bool {
    var i = place - 1
    while i >= 0 {
      switch source[i] {
      case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: "'"): i -= 1
      case UInt8(ascii: ","), UInt8(ascii: ";"): return false
      case let byte where isLetter(byte): return false
      case UInt8(ascii: "0")...UInt8(ascii: "9"): return false
      default: return true
      }
    }
    return true
  }

  private static func apostropheLength(_ text: Span<UInt8>, at i: Int) -> Int {
    if text[i] == UInt8(ascii: "'") { return 1 }
    // U+2019, which is also the closing quotation mark.
    return i + 2 < text.count && text[i] == 0xE2 && text[i + 1] == 0x80 && text[i + 2] == 0x99
      ? 3 : 0
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
