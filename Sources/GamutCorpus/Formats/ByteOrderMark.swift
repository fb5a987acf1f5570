// SPDX-License-Identifier: Apache-2.0

/// The mark that some programs put before UTF-8; it belongs to the file and to no record.
enum ByteOrderMark {
  /// Where the text of `bytes` begins.
  static func end(in bytes: Span<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }
}
