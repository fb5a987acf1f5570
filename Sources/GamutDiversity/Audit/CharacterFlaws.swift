// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Characters and marks in a text that nobody meant to be there.
enum CharacterFlaws {
  /// What `text` holds of control characters, broken ones, marks of chat templates, variables that were
  /// never filled in, and, where `isAnswer`, markup outside code.
  ///
  /// - Complexity: O(`text.count`).
  static func checks(of text: Span<UInt8>, isAnswer: Bool) -> AuditChecks {
    var checks: AuditChecks = []
    forEach(in: text, isAnswer: isAnswer) { check, _ in
      checks.insert(check)
      return true
    }
    return checks
  }

  /// Where `check` first finds something in `text`; nil where it finds nothing, or is none of these.
  static func firstPlace(
    of wanted: AuditCheck, in text: Span<UInt8>, isAnswer: Bool
  ) -> Int? {
    var first: Int?
    forEach(in: text, isAnswer: isAnswer) { check, place in
      if check == wanted { first = place }
      return first == nil
    }
    return first
  }

  /// Calls `body` with each flaw and where it stands, until it returns false.
  private static func forEach(
    in text: Span<UInt8>, isAnswer: Bool, _ body: (AuditCheck, Int) -> Bool
  ) {
    var i = 0
    var isInCode = false
    // Where code within a line ends, as far as some began.
    var codeEnd = 0
    var isProse: Bool { !isInCode && i >= codeEnd }
    while i < text.count {
      let byte = text[i]
      var found: AuditCheck?
      switch byte {
      case 0x00..<0x20:
        if byte != 0x09, byte != 0x0A, byte != 0x0D { found = .controlCharacters }
      case 0x7F: found = .controlCharacters
      case UInt8(ascii: "`"):
        if text.matches("```", at: i) {
          isInCode.toggle()
          i += 2
        } else if !isInCode, i >= codeEnd {
          codeEnd = endOfInlineCode(text, at: i)
        }
      case UInt8(ascii: "<"):
        if isTemplateMark(text, at: i) {
          found = .templateMark
        } else if isAnswer, isProse, isTag(text, at: i) {
          found = .markup
        }
      case UInt8(ascii: "["), UInt8(ascii: "#"):
        if isTemplateMark(text, at: i) { found = .templateMark }
      case UInt8(ascii: "&"):
        if isAnswer, isProse, isReference(text, at: i) { found = .markup }
      case UInt8(ascii: "{"):
        if isProse, isVariable(text, at: i) { found = .unfilledVariable }
      case 0xC2...0xEF: found = longFlaw(text, at: i)
      default: break
      }
      if let found, !body(found, i) { return }
      i += 1
    }
  }

  /// Behind the code that a backtick begins within its line; at the backtick where none follows.
  private static func endOfInlineCode(_ text: Span<UInt8>, at start: Int) -> Int {
    var i = start + 1
    while i < text.count, text[i] != 0x0A {
      if text[i] == UInt8(ascii: "`") { return i + 1 }
      i += 1
    }
    return start
  }

  /// What is wrong with a character of several bytes.
  private static func longFlaw(_ text: Span<UInt8>, at i: Int) -> AuditCheck? {
    func next(_ offset: Int) -> UInt8 { i + offset < text.count ? text[i + offset] : 0 }
    switch text[i] {
    case 0xC2: return (0x80..<0xA0).contains(next(1)) ? .controlCharacters : nil
    case 0xC3:
      // `Ã` or `Â` before a character of the second half of Latin-1, or `â€` before what Windows makes of
      // dashes and quotes: UTF-8 that was read as another encoding.
      let isLead = next(1) == 0x83 || next(1) == 0x82
      let isTwice = isLead && next(2) == 0xC2 && (0xA0...0xBF).contains(next(3))
      return isTwice || text.matches("\u{E2}\u{20AC}", at: i) ? .brokenCharacters : nil
    case 0xE2:
      // Marks that turn the direction, and spaces without width.
      let isHidden =
        next(1) == 0x80 && ((0xAA...0xAE).contains(next(2)) || next(2) == 0x8B)
        || next(1) == 0x81 && ((0xA6...0xA9).contains(next(2)) || next(2) == 0xA0)
      return isHidden ? .controlCharacters : nil
    case 0xEF:
      if next(1) == 0xBF, next(2) == 0xBD { return .brokenCharacters }
      return next(1) == 0xBB && next(2) == 0xBF ? .controlCharacters : nil
    default: return nil
    }
  }

  /// Marks by which chat templates tell turns apart, and those around a text.
  private static let templateMarks: [StaticString] = [
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|start_header_id|>",
    "<|end_header_id|>", "<|begin_of_text|>", "<|end_of_text|>", "<|user|>", "<|assistant|>",
    "<|system|>", "<|end|>", "<start_of_turn>", "<end_of_turn>", "<<SYS>>", "<</SYS>>", "<bos>",
    "<eos>", "</s>", "<pad>", "[INST]", "[/INST]", "[PAD]", "### Instruction:", "### Response:",
    "### Human:", "### Assistant:", "<|eom_id|>", "<|python_tag|>", "<|return|>", "<|message|>",
    "<|channel|>", "<|start|>",
  ]

  private static func isTemplateMark(_ text: Span<UInt8>, at i: Int) -> Bool {
    templateMarks.contains { text.matches($0, at: i) }
  }

  /// Elements of HTML that text taken from pages brings along; others, such as `<T>`, may be meant.
  private static let elements: Set<[UInt8]> = Set(
    [
      "a", "b", "br", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "img", "li", "ol",
      "p",
      "script", "span", "strong", "style", "sub", "sup", "table", "td", "th", "tr", "u", "ul",
    ].map { Array($0.utf8) })

  private static func isTag(_ text: Span<UInt8>, at start: Int) -> Bool {
    var i = start + 1
    if i < text.count, text[i] == UInt8(ascii: "/") { i += 1 }
    var name: [UInt8] = []
    while i < text.count, name.count < 7, text[i].isASCIIAlphanumeric {
      name.append(text[i].isASCIIDigit ? text[i] : text[i] | 0x20)
      i += 1
    }
    guard elements.contains(name), i < text.count else { return false }
    return text[i] == UInt8(ascii: ">") || text[i] == UInt8(ascii: " ")
      || text[i] == UInt8(ascii: "/")
  }

  /// Whether a text is markup as a whole: it begins with a mark and closes one.
  static func isMarkup(_ text: Span<UInt8>) -> Bool {
    guard !text.isEmpty, text[0] == UInt8(ascii: "<") else { return false }
    return text.indices.contains { text.matches("</", at: $0) }
  }

  private static let references: [StaticString] = [
    "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&apos;", "&#39;", "&#x27;", "&hellip;", "&mdash;",
  ]

  private static func isReference(_ text: Span<UInt8>, at i: Int) -> Bool {
    references.contains { text.matches($0, at: i) }
  }

  /// `{{name}}`: two braces, a word of letters, digits, `_`, `.`, `-` and blanks, two braces.
  /// Behind `$` it is an expression of a workflow.
  private static func isVariable(_ text: Span<UInt8>, at start: Int) -> Bool {
    guard text.matches("{{", at: start), start == 0 || text[start - 1] != UInt8(ascii: "$") else {
      return false
    }
    var i = start + 2
    var hasLetter = false
    while i < text.count, i - start < 40 {
      let byte = text[i]
      if byte == UInt8(ascii: "}") { return hasLetter && text.matches("}}", at: i) }
      guard
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ")
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      else { return false }
      hasLetter = hasLetter || byte | 0x20 >= UInt8(ascii: "a")
      i += 1
    }
    return false
  }
}

extension UInt8 {
  /// Whether it is a letter or a digit of ASCII.
  var isASCIIAlphanumeric: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || isASCIIDigit
  }

  /// Whether it is a digit of ASCII.
  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Whether it is white space of ASCII.
  var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Span<UInt8> {
  /// Whether `mark` stands at `index`.
  func matches(_ mark: StaticString, at index: Int) -> Bool {
    let count = mark.utf8CodeUnitCount
    guard index + count <= self.count else { return false }
    // Safe: the constant's bytes live for ever, and each index lies below its count.
    for i in 0..<count {
      let byte = unsafe mark.utf8Start[i]
      if self[index + i] != byte { return false }
    }
    return true
  }
}
