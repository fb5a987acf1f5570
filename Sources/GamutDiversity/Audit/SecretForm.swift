// SPDX-License-Identifier: Apache-2.0

/// Keys and tokens that services give out in a form of their own.
enum SecretForm {
  /// A beginning, and how many letters, digits, `-` and `_` must follow.
  private struct Form {
    let prefix: StaticString
    let count: Int
  }

  /// > Source: the services' own descriptions of their tokens' forms.
  private static let forms = [
    Form(prefix: "AKIA", count: 16), Form(prefix: "ASIA", count: 16),
    Form(prefix: "ghp_", count: 36),
    Form(prefix: "gho_", count: 36), Form(prefix: "ghs_", count: 36),
    Form(prefix: "github_pat_", count: 60), Form(prefix: "glpat-", count: 20),
    Form(prefix: "sk-", count: 40), Form(prefix: "sk_live_", count: 24),
    Form(prefix: "rk_live_", count: 24), Form(prefix: "xoxb-", count: 30),
    Form(prefix: "xoxp-", count: 30), Form(prefix: "AIza", count: 35),
    Form(prefix: "hf_", count: 34),
    Form(prefix: "npm_", count: 36), Form(prefix: "pypi-", count: 60),
    Form(prefix: "SG.", count: 60),
  ]

  /// Whether one begins at `start`, or the first line of a private key does.
  ///
  /// What repeats a few characters, as `sk-xxxxxxxx` does, or ends with `EXAMPLE`, is none.
  static func begins(in text: Span<UInt8>, at start: Int) -> Bool {
    if text[start] == UInt8(ascii: "-") { return isPrivateKey(text, at: start) }
    guard start + 1 < text.count, mayBegin(text[start], text[start + 1]),
      let form = forms.first(where: { text.matches($0.prefix, at: start) })
    else {
      return false
    }
    let first = start + form.prefix.utf8CodeUnitCount
    var end = first
    var different = Set<UInt8>()
    var hasDigit = false
    while end < text.count,
      text[end].isASCIIAlphanumeric || text[end] == UInt8(ascii: "_")
        || text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: ".")
    {
      different.insert(text[end])
      hasDigit = hasDigit || text[end].isASCIIDigit
      end += 1
    }
    guard end - first >= form.count, different.count >= 10, hasDigit else { return false }
    return !text.matches("EXAMPLE", at: end - 7)
  }

  /// Whether a form begins with these bytes: nearly no word does, and every word is asked.
  private static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "A"): "KSI".utf8.contains(second)
    case UInt8(ascii: "g"): "hil".utf8.contains(second)
    case UInt8(ascii: "s"), UInt8(ascii: "r"): second == UInt8(ascii: "k")
    case UInt8(ascii: "x"): second == UInt8(ascii: "o")
    case UInt8(ascii: "h"): second == UInt8(ascii: "f")
    case UInt8(ascii: "n"): second == UInt8(ascii: "p")
    case UInt8(ascii: "p"): second == UInt8(ascii: "y")
    case UInt8(ascii: "S"): second == UInt8(ascii: "G")
    default: false
    }
  }

  private static func isPrivateKey(_ text: Span<UInt8>, at start: Int) -> Bool {
    // The last of its five hyphens.
    guard start >= 4, text[start - 1] == UInt8(ascii: "-"), text.matches("-BEGIN ", at: start)
    else {
      return false
    }
    var i = start + 7
    while i < text.count, i - start < 40, text[i] != 0x0A {
      if text.matches("PRIVATE KEY-----", at: i) {
        // Its text follows: a mere mention has none.
        return i + 16 + 64 < text.count
      }
      i += 1
    }
    return false
  }
}
