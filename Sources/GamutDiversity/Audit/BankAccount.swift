// SPDX-License-Identifier: Apache-2.0

/// International bank account numbers.
enum BankAccount {
  /// Whether one begins at `start`: two capital letters of a country, check digits that are right, and as
  /// many characters as the country has; a blank may stand behind each four.
  ///
  /// > Source: ISO 13616-1, the registry of IBAN formats; the check: ISO/IEC 7064, MOD 97-10.
  static func begins(in text: Span<UInt8>, at start: Int) -> Bool {
    guard start + 15 <= text.count, isCapital(text[start]), isCapital(text[start + 1]),
      text[start + 2].isASCIIDigit, text[start + 3].isASCIIDigit,
      let length = lengths[UInt16(text[start]) << 8 | UInt16(text[start + 1])]
    else { return false }
    var characters: [UInt8] = []
    var i = start
    while i < text.count, characters.count < length {
      let byte = text[i]
      if byte.isASCIIDigit || isCapital(byte) {
        characters.append(byte)
      } else if byte != 0x20 || characters.count % 4 != 0 {
        return false
      }
      i += 1
    }
    guard characters.count == length, i == text.count || !text[i].isASCIIAlphanumeric else {
      return false
    }
    return remainder(characters) == 1 && !examples.contains(characters)
  }

  /// The remainder by 97 of the number that the characters mean, the first four of them last.
  static func remainder(_ characters: [UInt8]) -> Int {
    (characters[4...] + characters[..<4]).reduce(0) { rest, byte in
      byte.isASCIIDigit
        ? (rest * 10 + Int(byte & 0x0F)) % 97
        : (rest * 100 + Int(byte) - 55) % 97
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// Those that banks and encyclopedias print.
  private static let examples: Set<[UInt8]> = Set(
    ["GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606"]
      .map { Array($0.utf8) })

  /// How long the numbers of a country are.
  private static let lengths: [UInt16: Int] = Dictionary(
    uniqueKeysWithValues: [
      ("AD", 24), ("AE", 23), ("AT", 20), ("BE", 16), ("BG", 22), ("BR", 29), ("CH", 21),
      ("CY", 28),
      ("CZ", 24), ("DE", 22), ("DK", 18), ("EE", 20), ("ES", 24), ("FI", 18), ("FR", 27),
      ("GB", 22),
      ("GE", 22), ("GI", 23), ("GR", 27), ("HR", 21), ("HU", 28), ("IE", 22), ("IL", 23),
      ("IS", 26),
      ("IT", 27), ("KW", 30), ("KZ", 20), ("LB", 28), ("LI", 21), ("LT", 20), ("LU", 20),
      ("LV", 21),
      ("MC", 27), ("MT", 31), ("NL", 18), ("NO", 15), ("PK", 24), ("PL", 28), ("PT", 25),
      ("QA", 29),
      ("RO", 24), ("RS", 22), ("SA", 24), ("SE", 24), ("SI", 19), ("SK", 24), ("TN", 24),
      ("TR", 26),
      ("UA", 29),
    ].map { name, length in
      let bytes = Array(name.utf8)
      return (UInt16(bytes[0]) << 8 | UInt16(bytes[1]), length)
    })
}
