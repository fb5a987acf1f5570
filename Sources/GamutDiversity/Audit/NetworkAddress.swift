// SPDX-License-Identifier: Apache-2.0

/// Addresses of the internet, version 4.
enum NetworkAddress {
  /// Whether one begins at `start` that may be somebody's: four numbers below 256 with points between, of
  /// no range that is private or reserved.
  ///
  /// > Source: RFC 6890, *Special-Purpose IP Address Registries*.
  static func begins(in text: Span<UInt8>, at start: Int) -> Bool {
    var octets: [Int] = []
    var i = start
    while octets.count < 4 {
      var value = 0
      var length = 0
      while i < text.count, text[i].isASCIIDigit, length < 4 {
        value = value * 10 + Int(text[i] & 0x0F)
        length += 1
        i += 1
      }
      guard (1...3).contains(length), value < 256, length == 1 || value >= 10 else { return false }
      octets.append(value)
      if octets.count < 4 {
        guard i < text.count, text[i] == UInt8(ascii: ".") else { return false }
        i += 1
      }
    }
    if i < text.count {
      if text[i].isASCIIAlphanumeric || text[i] == UInt8(ascii: "-") { return false }
      if text[i] == UInt8(ascii: "."), i + 1 < text.count, text[i + 1].isASCIIDigit { return false }
    }
    // Four numbers of one digit are a version, or a resolver that everyone knows.
    return !isReserved(octets) && octets.contains { $0 > 9 }
  }

  private static func isReserved(_ octets: [Int]) -> Bool {
    switch (octets[0], octets[1], octets[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (192, 0, 0), (192, 0, 2),
      (198, 51, 100), (203, 0, 113):
      true
    case (100, 64...127, _), (172, 16...31, _), (198, 18...19, _), (224..., _, _): true
    default: false
    }
  }
}
