// SPDX-License-Identifier: Apache-2.0

import GamutTestSupport

/// Makes zip archives for the tests, byte by byte.
struct ZipFile {
  /// A file in the archive, and what may be wrong with it.
  struct Member {
    var name = "vectors.npy"
    var content: [UInt8]
    var isDeflated = false
    /// Whether sizes and place stand in the 64-bit field, as NumPy writes large arrays.
    var isWide = false
    var crc32: UInt32?
    var method: UInt16?
    var flags: UInt16 = 0
    /// The size the directory claims; nil says the truth.
    var byteCount: UInt64?
    var packedByteCount: UInt64?
    var headerStart: UInt64?
  }

  var members: [Member]
  /// Whether the directory is found by its 64-bit record.
  var isWide = false
  var comment: [UInt8] = []

  /// The bytes of the archive.
  var bytes: [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let start = UInt64(file.count)
      let packed = member.isDeflated ? Self.deflated(member.content) : member.content
      let crc = member.crc32 ?? Self.crc32(member.content)
      let method = member.method ?? (member.isDeflated ? 8 : 0)
      let name = Array(member.name.utf8)
      file += Self.fields([0x0403_4B50] as [UInt32])
      file += Self.fields([20, member.flags, method, 0, 0] as [UInt16])
      file += Self.fields([crc, UInt32.max, UInt32.max])
      // An extra field here, as NumPy writes: the directory's may be of another length.
      let extra = Self.fields([1, 16] as [UInt16]) + [UInt8](repeating: 0, count: 16)
      file += Self.fields([UInt16(name.count), UInt16(extra.count)])
      file += name + extra + packed
      let sizes: [UInt64] = [
        member.byteCount ?? UInt64(member.content.count),
        member.packedByteCount ?? UInt64(packed.count), member.headerStart ?? start,
      ]
      let wide =
        member.isWide ? Self.fields([7, 2, 9, 1, 24] as [UInt16]) + Self.fields(sizes) : []
      let narrow = sizes.map { member.isWide ? UInt32.max : UInt32(truncatingIfNeeded: $0) }
      directory += Self.fields([0x0201_4B50] as [UInt32])
      directory += Self.fields([20, 20, member.flags, method, 0, 0] as [UInt16])
      directory += Self.fields([crc, narrow[1], narrow[0]])
      directory += Self.fields([UInt16(name.count), UInt16(wide.count), 0, 0, 0, 0, 0])
      directory += Self.fields([narrow[2]]) + name + wide
    }
    let start = UInt64(file.count)
    file += directory
    if isWide {
      let record = UInt64(file.count)
      file += Self.fields([0x0606_4B50] as [UInt32]) + Self.fields([44] as [UInt64])
      file += Self.fields([45, 45] as [UInt16]) + Self.fields([0, 0] as [UInt32])
      file += Self.fields([UInt64(members.count), UInt64(members.count)])
      file += Self.fields([UInt64(directory.count), start])
      file += Self.fields([0x0706_4B50, 0] as [UInt32]) + Self.fields([record])
      file += Self.fields([1] as [UInt32])
    }
    let count = isWide ? UInt16.max : UInt16(members.count)
    file += Self.fields([0x0605_4B50] as [UInt32]) + Self.fields([0, 0, count, count])
    file += Self.fields(
      isWide ? [UInt32.max, UInt32.max] : [UInt32(directory.count), UInt32(start)])
    return file + Self.fields([UInt16(comment.count)]) + comment
  }

  private static func fields(_ values: [some FixedWidthInteger]) -> [UInt8] {
    TensorFile.bytes(values)
  }

  /// Deflate without compression: blocks of at most 1,000 bytes, the last one marked.
  static func deflated(_ content: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = []
    for start in stride(from: 0, to: max(1, content.count), by: 1000) {
      let block = content[start..<min(content.count, start + 1000)]
      packed.append(start + 1000 >= content.count ? 1 : 0)
      packed += fields([UInt16(block.count), ~UInt16(block.count)]) + block
    }
    return packed
  }

  /// CRC-32 bit by bit, as its polynomial says.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
