// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// Tokens that are found in a text as they stand, before it is cut.
struct AddedTokens: Sendable {
  /// One of them.
  struct Token: Hashable, Sendable {
    let content: [UInt8]
    let number: Int32
    /// Whether it is found in what the normaliser makes of a text, not in the text.
    var isNormalized = false
    /// Whether it counts only where no word goes on before or behind it.
    var isSingleWord = false
    /// Whether it takes white space before it, or behind it, with it.
    var stripsLeft = false
    var stripsRight = false
  }

  private let tokens: [Token]
  private var trie = PieceTrie()
  /// Bit 0: white space; bit 1: of words.
  private let classes: CodePointClasses
  /// Whether there are none.
  var isEmpty: Bool { tokens.isEmpty }

  /// The largest number of any; -1 where there are none.
  var largestNumber: Int32 { tokens.map(\.number).max() ?? -1 }

  /// How long those of a number from `first` on are, in code points.
  func pointCounts(from first: Int32) -> [Int] {
    tokens.filter { $0.number >= first }.map { $0.content.count { $0 & 0xC0 != 0x80 } }
  }

  /// The number of the token that is written `content`.
  func number(of content: [UInt8]) -> Int32? { tokens.first { $0.content == content }?.number }

  /// Finds `tokens`; of those that are written alike the first counts.
  init(_ tokens: [Token], classes: CodePointClasses) {
    self.tokens = tokens
    self.classes = classes
    for (i, token) in tokens.enumerated().reversed() {
      trie.insert(token.content, number: Int32(i))
    }
  }

  /// The classes that all of them are told by.
  static func makeClasses() -> CodePointClasses { CodePointClasses([.whiteSpace, .word]) }

  /// Calls `body` with the parts of `text`, UTF-8, in order: tokens by their numbers, and what is
  /// between. The token that begins first counts, of several the longest.
  func forEachPart(of text: Span<UInt8>, _ body: (Int32?, Range<Int>) -> Void) {
    var gap = 0
    var place = 0
    while place < text.count {
      guard trie.hasPiece(beginningWith: text[place]), let (end, index) = longest(in: text, place)
      else {
        place += 1
        continue
      }
      let token = tokens[index]
      var (start, stop) = (place, end)
      place = end
      if token.isSingleWord, hasWord(before: start, in: text) || hasWord(at: stop, in: text) {
        continue
      }
      if token.stripsLeft {
        while start > gap, let length = space(before: start, in: text) { start -= length }
        start = max(start, gap)
      }
      if token.stripsRight {
        while stop < text.count, let length = space(at: stop, in: text) { stop += length }
      }
      if gap < start { body(nil, gap..<start) }
      body(token.number, start..<max(start, stop))
      gap = stop
    }
    if gap < text.count { body(nil, gap..<text.count) }
  }

  private func longest(in text: Span<UInt8>, _ start: Int) -> (end: Int, index: Int)? {
    var found: (end: Int, index: Int)?
    trie.forEachPiece(in: text, from: start) { found = ($0, Int($1)) }
    return found
  }

  private func hasWord(before place: Int, in text: Span<UInt8>) -> Bool {
    guard place > 0 else { return false }
    return classes[UTF8Point(text, at: Self.start(before: place, in: text)).value] & 2 != 0
  }

  private func hasWord(at place: Int, in text: Span<UInt8>) -> Bool {
    place < text.count && classes[UTF8Point(text, at: place).value] & 2 != 0
  }

  private func space(before place: Int, in text: Span<UInt8>) -> Int? {
    let start = Self.start(before: place, in: text)
    return classes[UTF8Point(text, at: start).value] & 1 != 0 ? place - start : nil
  }

  private func space(at place: Int, in text: Span<UInt8>) -> Int? {
    let point = UTF8Point(text, at: place)
    return classes[point.value] & 1 != 0 ? point.length : nil
  }

  /// Where the code point begins that ends at `place`.
  private static func start(before place: Int, in text: Span<UInt8>) -> Int {
    var start = place - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}
