// SPDX-License-Identifier: Apache-2.0

/// Numbers of telephones.
enum PhoneNumber {
  /// Whether one begins at `start`: `+` and eight to fifteen digits, or three, three and four digits as
  /// North America writes them; blanks, points, hyphens and brackets may stand between.
  ///
  /// Numbers with the exchange 555 are those of films.
  ///
  /// > Source: ITU-T E.164; the North American Numbering Plan.
  static func begins(in text: Span<UInt8>, at start: Int) -> Bool {
    if text[start] == UInt8(ascii: "+") {
      guard start == 0 || !text[start - 1].isASCIIAlphanumeric, start + 1 < text.count,
        text[start + 1].isASCIIDigit, text[start + 1] != UInt8(ascii: "0"),
        let digits = digits(in: text, from: start + 1, upTo: 16)
      else { return false }
      return (8...15).contains(digits.count) && hasGroups(digits)
        && !(digits[0] == 1 && digits.count == 11 && isOfFilms(digits[4...]))
    }
    guard let digits = nationalDigits(text, at: start) else { return false }
    return digits[0] >= 2 && digits[3] >= 2 && !isOfFilms(digits[3...]) && hasGroups(digits)
  }

  /// `(212) 667-0199`, `212-667-0199`, `212.667.0199`: the digits.
  private static func nationalDigits(_ text: Span<UInt8>, at start: Int) -> [Int]? {
    var i = start
    let isBracketed = text[i] == UInt8(ascii: "(")
    if isBracketed { i += 1 }
    var digits: [Int] = []
    func take(_ count: Int) -> Bool {
      for _ in 0..<count {
        guard i < text.count, text[i].isASCIIDigit else { return false }
        digits.append(Int(text[i] & 0x0F))
        i += 1
      }
      return true
    }
    guard take(3) else { return nil }
    if isBracketed {
      guard i < text.count, text[i] == UInt8(ascii: ")") else { return nil }
      i += 1
      if i < text.count, text[i] == 0x20 { i += 1 }
    } else {
      guard i < text.count, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: ".") else {
        return nil
      }
      i += 1
    }
    guard take(3), i < text.count,
      text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: ".") || text[i] == 0x20
    else { return nil }
    i += 1
    guard take(4) else { return nil }
    if i < text.count {
      let next = text[i]
      if next.isASCIIAlphanumeric || next == UInt8(ascii: "-") { return nil }
      if next == UInt8(ascii: "."), i + 1 < text.count, text[i + 1].isASCIIDigit { return nil }
    }
    return digits
  }

  /// The digits from `start` on, with at most one mark between two of them.
  private static func digits(in text: Span<UInt8>, from start: Int, upTo limit: Int) -> [Int]? {
    var digits: [Int] = []
    var i = start
    var hasMark = false
    while i < text.count, digits.count < limit {
      let byte = text[i]
      if byte.isASCIIDigit {
        digits.append(Int(byte & 0x0F))
        hasMark = false
      } else if byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
      {
        // `) ` is one mark.
        if hasMark, text[i - 1] != UInt8(ascii: ")"), byte != UInt8(ascii: "(") { break }
        hasMark = true
      } else {
        if byte.isASCIIAlphanumeric, !hasMark { return nil }
        break
      }
      i += 1
    }
    return digits
  }

  private static func isOfFilms(_ number: ArraySlice<Int>) -> Bool {
    number.starts(with: [5, 5, 5])
  }

  /// Whether the digits are more than one digit over and over, or a count: `+1234567890`.
  private static func hasGroups(_ digits: [Int]) -> Bool {
    let steps = Set(zip(digits.dropFirst(), digits).map { ($0 - $1 + 10) % 10 })
    return steps.count > 1
  }
}
