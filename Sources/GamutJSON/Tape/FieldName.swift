// SPDX-License-Identifier: Apache-2.0

/// The name of a field, ready to be compared with the keys of a tape by number.
package struct FieldName: Hashable, Sendable {
  /// The name.
  package let text: String
  private let bytes: [UInt8]
  /// The first 8 bytes, little-endian.
  package let prefix: UInt64

  /// Its length in bytes.
  package var byteCount: Int { bytes.count }

  /// Prepares `text`.
  package init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    prefix = bytes.prefix(8).reversed().reduce(0) { $0 &<< 8 | UInt64($1) }
  }

  /// Whether the key at `key` of `tape` is this name, byte by byte.
  package func matches(_ tape: JSONTape, key: Int) -> Bool {
    let byteCount = tape.stringByteCount(at: key)
    guard byteCount == bytes.count else { return false }
    guard tape.stringPrefix(at: key, byteCount: byteCount) == prefix else { return false }
    guard byteCount > 8 else { return true }
    return tape.withString(at: key) { key in
      for i in 8..<byteCount where key[i] != bytes[i] { return false }
      return true
    }
  }
}

extension FieldName: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}
