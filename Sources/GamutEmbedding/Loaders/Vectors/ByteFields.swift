// SPDX-License-Identifier: Apache-2.0

/// Bytes that are read as little-endian fields; callers check that the fields lie inside.
struct ByteFields {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How many bytes there are.
  var count: Int { bytes.count }

  func uint16(at offset: Int) -> UInt16 { UInt16(number(at: offset, byteCount: 2)) }

  func uint32(at offset: Int) -> UInt32 { UInt32(number(at: offset, byteCount: 4)) }

  func uint64(at offset: Int) -> UInt64 { number(at: offset, byteCount: 8) }

  /// The text of `range`; what is not UTF-8 becomes U+FFFD.
  func text(in range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The content of the extra field `id` of a zip archive among those of `range`; nil without one.
  func extra(_ id: UInt16, in range: Range<Int>) -> Range<Int>? {
    var offset = range.lowerBound
    while range.upperBound - offset >= 4 {
      let end = offset + 4 + Int(uint16(at: offset + 2))
      guard end <= range.upperBound else { return nil }
      if uint16(at: offset) == id { return offset + 4..<end }
      offset = end
    }
    return nil
  }

  private func number(at offset: Int, byteCount: Int) -> UInt64 {
    var value: UInt64 = 0
    for i in (offset..<offset + byteCount).reversed() { value = value << 8 | UInt64(bytes[i]) }
    return value
  }
}
