// SPDX-License-Identifier: Apache-2.0

/// Words of strangers, made fit for a terminal: the names of files, what files say, what was typed.
package enum CleanText {
  /// `text` with control characters, line separators and direction marks written as `\u{…}`, and
  /// bytes of a path that are not UTF-8 as `\x…`.
  ///
  /// A file name may hold a newline or an escape sequence of the terminal; neither may break the
  /// line or repaint the screen.
  package static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isHarmful($0) }) else { return text }
    var result = ""
    result.unicodeScalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let byte = SystemPath.byte(of: scalar) {
        result += "\\x\(String(byte, radix: 16))"
      } else if isHarmful(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: SystemPath.byte(of: scalar) != nil
    }
  }
}
