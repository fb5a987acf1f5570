// SPDX-License-Identifier: Apache-2.0

/// What no error may show: the key, the password, and what is made of them in a header.
struct ServerSecrets: Sendable {
  /// The bytes of each, and how each of these may be spelled; the longest first, since one may stand
  /// within another.
  private let secrets: [[(byte: UInt8, spellings: [[UInt8]])]]

  init(key: String?, credentials: ServerAddress.Credentials?) {
    var texts = key.map { [Array($0.utf8)] } ?? []
    if let credentials {
      texts.append(Self.base64(Array("\(credentials.user):\(credentials.password)".utf8)))
      // A user without a password is a token.
      texts.append(
        Array((credentials.password.isEmpty ? credentials.user : credentials.password).utf8))
    }
    secrets = texts.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
      .map { $0.map { ($0, Self.spellings(of: $0)) } }
  }

  /// `text` with … for each of them, as it is or escaped as JSON, addresses and HTML do.
  func removed(from text: String) -> String {
    // By bytes: for a `String`, a secret with an accent behind it ends in another character.
    var bytes = Array(text.utf8)
    for secret in secrets {
      var rest: [UInt8] = []
      rest.reserveCapacity(bytes.count)
      var place = 0
      while place < bytes.count {
        if let end = Self.end(of: secret[...], in: bytes, from: place) {
          rest += "…".utf8
          place = end
        } else {
          rest.append(bytes[place])
          place += 1
        }
      }
      bytes = rest
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ServerSecrets {
  /// The byte itself, and `\/`, `\u002f`, `%2f`, `&#x2f;` and `&#47;`.
  private static func spellings(of byte: UInt8) -> [[UInt8]] {
    let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
    let hex = [digits, digits.uppercased()]
    let escapes =
      hex.map { "\\u00\($0)" } + hex.map { "%\($0)" } + hex.map { "&#x\($0);" } + ["&#\(byte);"]
    return [[byte], [UInt8(ascii: "\\"), byte]] + escapes.map { Array($0.utf8) }
  }

  /// Where `secret` ends that starts at `start` in `bytes`; nil where none does.
  private static func end(
    of secret: ArraySlice<(byte: UInt8, spellings: [[UInt8]])>, in bytes: [UInt8], from start: Int
  ) -> Int? {
    // Two spellings may both fit where the secret has backslashes: all ends are followed.
    var ends = [start]
    for (byte, spellings) in secret {
      var next: [Int] = []
      for end in ends where end < bytes.count && mayStart(byte, with: bytes[end]) {
        for spelling in spellings where bytes[end...].starts(with: spelling) {
          if !next.contains(end + spelling.count) { next.append(end + spelling.count) }
        }
      }
      if next.isEmpty { return nil }
      ends = next
    }
    return ends.max()
  }

  private static func mayStart(_ byte: UInt8, with first: UInt8) -> Bool {
    first == byte || first == UInt8(ascii: "\\") || first == UInt8(ascii: "%")
      || first == UInt8(ascii: "&")
  }

  /// The base64 of `bytes` without padding, which servers may leave out.
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in bytes {
      (bits, count) = (bits << 8 | Int(byte), count + 8)
      while count >= 6 {
        count -= 6
        result.append(digits[bits >> count & 63])
      }
      bits &= 63
    }
    if count > 0 { result.append(digits[bits << (6 - count) & 63]) }
    return result
  }
}
