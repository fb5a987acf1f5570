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
    checks.insert(.cutOff, if: lines.isInCode || (isLong(answer) && endsOpenly(answer)))
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
      var i = indent
      while i + 1 < end {
        if line[i] == UInt8(ascii: "*"), line[i + 1] == UInt8(ascii: "*") {
          var run = 2
          while i + run < end, line[i + run] == UInt8(ascii: "*") { run += 1 }
          // Powers, masks and rules are no emphasis: `2**3`, `********`.
          let isPower =
            i > indent && line[i - 1].isASCIIDigit && i + run < end && line[i + run].isASCIIDigit
          if run <= 3, !isPower { (boldCount, lastBold) = (boldCount + 1, start + i) }
          i += run
        } else {
          i += 1
        }
      }
    }
  }

  /// Whether an answer is of so many bytes that it ought to end with a full stop, or something like it.
  static func isLong(_ answer: Span<UInt8>) -> Bool { answer.count >= 200 }

  /// Whether a text ends with a letter, a comma or something else that goes on, in a line that is prose.
  static func endsOpenly(_ answer: Span<UInt8>) -> Bool {
    var end = answer.count
    while end > 0, answer[end - 1].isASCIISpace { end -= 1 }
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
    // Fewer words may be a greeting: `Kind regards, Ana of the shop`.
    return count >= 6 || last == UInt8(ascii: ",") || last == UInt8(ascii: "(")
      || Self.openWords.contains(lastWord)
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
      "a", "an", "and", "are", "as", "at", "because", "by", "for", "from", "if", "in", "is", "into",
      "of", "on", "or", "that", "the", "their", "these", "this", "to", "which", "with", "your",
      "der",
      "die", "das", "und", "oder", "mit", "de", "la", "el", "los", "las", "y", "o", "et", "le",
      "les",
    ].map { Array($0.utf8) })

  private static func firstMark(of line: Span<UInt8>) -> UInt8? {
    for i in line.indices where !line[i].isASCIISpace { return line[i] }
    return nil
  }
}
