// SPDX-License-Identifier: Apache-2.0

/// Numbers of payment cards.
enum PaymentCard {
  /// Where the card number that begins at `start` ends; nil where none does.
  ///
  /// The issuers' first digits and lengths must fit, blanks or hyphens must stand between groups of three
  /// digits or more, and the last digit must be right.
  ///
  /// > Source: ISO/IEC 7812-1; the check digit: H. Luhn, US patent 2,950,048, 1960.
  static func end(in text: Span<UInt8>, at start: Int) -> Int? {
    var digits: [Int] = []
    var groupLength = 0
    var separator: UInt8?
    var end = start
    var i = start
    while i < text.count, digits.count <= 19 {
      let byte = text[i]
      if byte.isASCIIDigit {
        digits.append(Int(byte & 0x0F))
        groupLength += 1
        end = i + 1
      } else if byte == 0x20 || byte == UInt8(ascii: "-"), groupLength >= 3,
        separator ?? byte == byte, i + 1 < text.count, text[i + 1].isASCIIDigit
      {
        separator = byte
        groupLength = 0
      } else {
        break
      }
      i += 1
    }
    if end < text.count, text[end].isASCIIAlphanumeric { return nil }
    guard fits(digits), isRight(digits), !examples.contains(digits) else { return nil }
    return end
  }

  /// Whether an issuer gives out numbers of this beginning and length.
  private static func fits(_ digits: [Int]) -> Bool {
    guard (13...19).contains(digits.count) else { return false }
    let two = digits[0] * 10 + digits[1]
    let four = two * 100 + digits[2] * 10 + digits[3]
    return switch digits.count {
    case 13, 19: digits[0] == 4
    case 14: two == 36 || two == 38
    case 15: two == 34 || two == 37
    case 16:
      digits[0] == 4 || (51...55).contains(two) || (2_221...2_720).contains(four) || four == 6_011
        || two == 65 || (3_528...3_589).contains(four) || two == 62
    default: false
    }
  }

  /// Luhn's check.
  static func isRight(_ digits: [Int]) -> Bool {
    var sum = 0
    for (i, digit) in digits.reversed().enumerated() {
      let value = i % 2 == 1 ? 2 * digit : digit
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  /// Numbers that payment services publish for tests.
  private static let examples: Set<[Int]> = Set(
    [
      "4111111111111111", "4242424242424242", "4012888888881881", "5555555555554444",
      "5105105105105100", "378282246310005", "371449635398431", "6011111111111117",
      "4000056655665556",
    ].map { $0.utf8.map { Int($0 & 0x0F) } })
}
