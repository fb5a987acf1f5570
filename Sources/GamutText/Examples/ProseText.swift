// SPDX-License-Identifier: Apache-2.0

/// The text of a JSON value that holds prose.
enum ProseText {
  /// `json` with its escapes resolved, those of control characters as spaces; what is between the
  /// strings stays, since it is punctuation and keys.
  static func decoded(_ json: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(json.count)
    var units: [UInt16] = []
    func flush() {
      if units.isEmpty { return }
      text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
      units.removeAll(keepingCapacity: true)
    }
    var i = 0
    while i < json.count {
      guard json[i] == UInt8(ascii: "\\"), i + 1 < json.count else {
        flush()
        text.append(json[i])
        i += 1
        continue
      }
      let escape = json[i + 1]
      if escape == UInt8(ascii: "u"), i + 5 < json.count {
        var unit: UInt16 = 0
        for j in i + 2..<i + 6 { unit = unit << 4 | UInt16(digit(json[j])) }
        units.append(unit)
        i += 6
        continue
      }
      flush()
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      default: text.append(UInt8(ascii: " "))
      }
      i += 2
    }
    flush()
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    byte <= UInt8(ascii: "9") ? byte & 0xF : (byte & 0xF) &+ 9
  }
}
