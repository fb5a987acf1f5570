// SPDX-License-Identifier: Apache-2.0

/// Makes texts of records harmless and visible: what would move the cursor, change colours or turn
/// the direction of a line is shown instead of obeyed.
public enum SafeText {
  /// A text for places where line breaks and tabs are welcome.
  static func block(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\r": continue
      default: append(scalar, to: &result)
      }
    }
    return result
  }

  /// A text on one line: runs of white space become one space.
  public static func line(_ text: String) -> String {
    var line = ""
    var hasPendingSpace = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        hasPendingSpace = true
        continue
      }
      if hasPendingSpace && !line.isEmpty { line.unicodeScalars.append(" ") }
      hasPendingSpace = false
      append(scalar, to: &line)
    }
    return line
  }

  /// Appends `scalar`, or what shows it: control pictures for C0 and DEL, U+FFFD for C1, and the
  /// code point of bidirectional embeddings, overrides and isolates, which can make a text read as
  /// another. The marks LRM, RLM and ALM turn nothing around and stay.
  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar.value {
    case 0x00...0x1F:
      if let picture = Unicode.Scalar(0x2400 + scalar.value) { text.unicodeScalars.append(picture) }
    case 0x7F: text.unicodeScalars.append("\u{2421}")
    case 0x80...0x9F: text.unicodeScalars.append("\u{FFFD}")
    case 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029:
      text += "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩"
    default: text.unicodeScalars.append(scalar)
    }
  }
}
