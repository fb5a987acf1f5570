// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Tricks of form in an answer, which a model learns as it learns everything else.
enum FormFlaws {
  /// What the form of `answer` has of stray space, trailing blanks, mixed Markdown, and whether it ends
  /// within something.
  ///
  /// `cutOff` says here that it ends openly; whether that is a flaw depends on how others end.
  ///
  /// - Complexity: O(`answer.count`).
  static func checks(of answer: Span<UInt8>) -> AuditChecks {
    var checks: AuditChecks = []
    guard !answer.isEmpty else { return checks }
    checks.insert(
      .straySpace, if: answer[0].isASCIISpace || answer[answer.count - 1].isASCIISpace)
    let lines = LineMarks(of: answer)
    checks.insert(.trailingBlanks, if: lines.trailingPlace != nil)
    checks.insert(.mixedMarkdown, if: lines.isMixed)
    let isCutInCode = lines.isInCode && !endsSentence(answer)
    checks.insert(.cutOff, if: isCutInCode || (isLong(answer) && endsOpenly(answer)))
    return checks
  }

  /// Where trailing blanks or mixed Markdown first show in `answer`; nil for any other check.
  static func firstPlace(of check: AuditCheck, in answer: Span<UInt8>) -> Int? {
    let lines = LineMarks(of: answer)
    return switch check {
    case .trailingBlanks: lines.trailingPlace
    case .mixedMarkdown: lines.mixedPlace
    default: nil
    }
  }

  /// What the lines of a text have of Markdown.
  private struct LineMarks {
    private(set) var isInCode = false
    /// The first blank that ends a line.
    private(set) var trailingPlace: Int?
    private var bullets: Set<UInt8> = []
    private var otherBullet: Int?
    private var boldCount = 0
    private var lastBold: Int?
    private var tightHeading: Int?

    /// Two kinds of bullets, `**` that is never closed, or a heading without its space.
    var isMixed: Bool { mixedPlace != nil }

    /// Where that shows: at the second kind, the heading, or the last `**`.
    var mixedPlace: Int? { otherBullet ?? tightHeading ?? (boldCount % 2 == 1 ? lastBold : nil) }

    init(of text: Span<UInt8>) {
      var start = 0
      for i in 0...text.count where i == text.count || text[i] == 0x0A {
        add(text.extracting(start..<i), at: start)
        start = i + 1
      }
    }

    private mutating func add(_ line: Span<UInt8>, at start: Int) {
      var indent = 0
      while indent < line.count, line[indent].isASCIISpace { indent += 1 }
      if line.matches("```", at: indent) {
        isInCode.toggle()
        return
      }
      guard !isInCode else { return }
      var end = line.count
      while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
      // Two blanks are a line break; a line of nothing else is empty to everyone.
      if end < line.count, end > 0, line.count - end != 2 || line[end] == 0x09 {
        trailingPlace = trailingPlace ?? start + end
      }
      guard indent + 1 < end else { return }
      let first = line[indent]
      if first == UInt8(ascii: "-") || first == UInt8(ascii: "*") || first == UInt8(ascii: "+"),
        line[indent + 1] == 0x20
      {
        bullets.insert(first)
      } else if line.matches("\u{2022}", at: indent) {
        bullets.insert(0xE2)
      }
      if bullets.count > 1 { otherBullet = otherBullet ?? start + indent }
      if first == UInt8(ascii: "#") {
        var i = indent
        while i < end, line[i] == UInt8(ascii: "#") { i += 1 }
        // `#include` and `#!` and a tag of one mark may be meant.
        if i - indent > 1, i < end, line[i] != 0x20 {
          tightHeading = tightHeading ?? start + indent
        }
      }
      let marks = Self.emphasis(in: line.extracting(indent..<end))
      boldCount += marks.count
      if marks.count > 0 { lastBold = start + indent + marks.last }
    }

    /// How many marks `**` a line has and where the last stands, without masks and rules (`********`), marks
    /// between blanks, which open and close nothing, and powers: of an odd number one within a word is `x**2`.
    private static func emphasis(in line: Span<UInt8>) -> (count: Int, last: Int) {
      var (count, last) = (0, 0)
      var hasInner = false
      var i = 0
      while i + 1 < line.count {
        guard line[i] == UInt8(ascii: "*"), line[i + 1] == UInt8(ascii: "*") else {
          i += 1
          continue
        }
        var end = i + 2
        while end < line.count, line[end] == UInt8(ascii: "*") { end += 1 }
        let before = i > 0 ? line[i - 1] : 0x20
        let after = end < line.count ? line[end] : 0x20
        if end - i <= 3, !(before.isASCIISpace && after.isASCIISpace) {
          (count, last) = (count + 1, i)
          let isBehind = before.isASCIIAlphanumeric || "_)]".utf8.contains(before)
          if isBehind, after.isASCIIAlphanumeric || after == UInt8(ascii: "(") { hasInner = true }
        }
        i = end
      }
      return (count % 2 == 1 && hasInner ? count - 1 : count, last)
    }
  }

  /// Bytes from which an answer is more than a word, a title or a list of names.
  static let longByteCount = 200

  /// Whether an answer is so long that it ought to end with a full stop, or something like it.
  static func isLong(_ answer: Span<UInt8>) -> Bool { answer.count >= longByteCount }

  /// Bytes of an answer from which the want of a full stop tells: below, more people leave it out than
  /// token limits cut. Of Dolly's answers none of 40 looked at was cut off, of longer ones of models most.
  private static let limitedByteCount = 1_500

  /// Whether a text ends with a letter, a comma or something else that goes on, in a line that is prose.
  static func endsOpenly(_ answer: Span<UInt8>) -> Bool {
    let end = trimmedEnd(of: answer)
    guard end > 0 else { return false }
    let last = answer[end - 1]
    let isOpen =
      last.isASCIIAlphanumeric && !last.isASCIIDigit || last == UInt8(ascii: ",")
      || last == UInt8(ascii: "(") || last == UInt8(ascii: "-") || last == UInt8(ascii: ";")
    guard isOpen else { return false }
    var start = end
    while start > 0, answer[start - 1] != 0x0A { start -= 1 }
    let line = answer.extracting(start..<end)
    // A list, a table, a heading, a signature or code ends as it likes; prose of eight words does not.
    var words = 0
    for i in 1..<max(1, line.count) where line[i].isASCIISpace && !line[i - 1].isASCIISpace {
      words += 1
    }
    guard words >= 7, let first = firstMark(of: line),
      first.isASCIIAlphanumeric && !first.isASCIIDigit || first >= 0x80
    else { return false }
    let (count, lastWord) = lastSentence(of: line)
    if last == UInt8(ascii: ",") || last == UInt8(ascii: "(") || openWords.contains(lastWord) {
      return true
    }
    // Fewer words may be a greeting: `Kind regards, Ana of the shop`. Verse ends all lines with letters, and
    // a tag is no sentence.
    guard count >= 6, answer.count >= limitedByteCount, lastWord.first != UInt8(ascii: "#") else {
      return false
    }
    let before = trimmedEnd(of: answer.extracting(0..<start))
    return before == 0 || !answer[before - 1].isASCIIAlphanumeric
  }

  /// Whether the last mark of a text is that of a sentence.
  private static func endsSentence(_ answer: Span<UInt8>) -> Bool {
    let end = trimmedEnd(of: answer)
    guard end > 0 else { return false }
    if [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(answer[end - 1]) {
      return true
    }
    return end >= 3
      && ["\u{3002}", "\u{FF01}", "\u{FF1F}"].contains { answer.matches($0, at: end - 3) }
  }

  /// Where the text ends without the space behind it.
  private static func trimmedEnd(of text: Span<UInt8>) -> Int {
    var end = text.count
    while end > 0, text[end - 1].isASCIISpace { end -= 1 }
    return end
  }

  /// How many words stand behind the last end of a sentence, and the last of them in small letters.
  private static func lastSentence(of line: Span<UInt8>) -> (count: Int, last: [UInt8]) {
    var count = 0
    var last: [UInt8] = []
    var isBehindWord = false
    var i = line.count - 1
    while i >= 0 {
      let byte = line[i]
      if byte.isASCIISpace {
        isBehindWord = false
      } else {
        let endsSentence =
          byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!")
          || byte == UInt8(ascii: "?")
        if endsSentence, !isBehindWord { break }
        if !isBehindWord { count += 1 }
        isBehindWord = true
        if count == 1 { last.append(byte | 0x20) }
      }
      i -= 1
    }
    return (count, last.reversed())
  }

  /// Words that no sentence ends with.
  private static let openWords: Set<[UInt8]> = Set(
    [
      "a", "an", "and", "are", "as", "at", "be", "because", "between", "but", "by", "can", "for",
      "from",
      "has", "have", "if", "in", "is", "into", "its", "not", "of", "on", "or", "that", "the",
      "their",
      "these", "this", "to", "was", "were", "when", "where", "which", "will", "with", "within",
      "your",
      "der", "die", "das", "und", "oder", "mit", "de", "la", "el", "los", "las", "y", "o", "et",
      "le",
      "les",
    ].map { Array($0.utf8) })

  private static func firstMark(of line: Span<UInt8>) -> UInt8? {
    for i in line.indices where !line[i].isASCIISpace { return line[i] }
    return nil
  }
}
