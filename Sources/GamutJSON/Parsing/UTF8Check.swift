// SPDX-License-Identifier: Apache-2.0

/// The form of UTF-8, one character at a time.
package enum UTF8Check {
  /// How many bytes the character at `offset` has.
  ///
  /// Overlong forms, surrogates and numbers beyond U+10FFFF are refused (Unicode 15.0, table 3-7).
  package static func byteCount(in text: Span<UInt8>, at offset: Int) throws(JSONSyntaxError) -> Int
  {
    let first = text[offset]
    let byteCount: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0..<0x80: return 1
    case 0xC2...0xDF: byteCount = 2
    case 0xE0:
      byteCount = 3
      second = 0xA0...0xBF
    case 0xED:
      byteCount = 3
      second = 0x80...0x9F
    case 0xE1...0xEF: byteCount = 3
    case 0xF0:
      byteCount = 4
      second = 0x90...0xBF
    case 0xF1...0xF3: byteCount = 4
    case 0xF4:
      byteCount = 4
      second = 0x80...0x8F
    default: throw fault(first, offset)
    }
    for i in 1..<byteCount {
      let allowed = i == 1 ? second : 0x80...0xBF
      guard offset + i < text.count, allowed.contains(text[offset + i]) else {
        throw fault(first, offset)
      }
    }
    return byteCount
  }

  /// The error of the character at `offset`; nil where it is well-formed.
  package static func fault(in text: Span<UInt8>, at offset: Int) -> JSONSyntaxError? {
    do throws(JSONSyntaxError) {
      _ = try byteCount(in: text, at: offset)
      return nil
    } catch { return error }
  }

  private static func fault(_ byte: UInt8, _ offset: Int) -> JSONSyntaxError {
    JSONSyntaxError(
      kind: .invalidUTF8, offset: offset,
      detail: "byte 0x\(String(byte, radix: 16)) begins no valid character")
  }
}
