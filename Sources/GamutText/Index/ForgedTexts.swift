// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// What a forged index may hold in place of shapes and fields, whose readers take what was written.
enum ForgedTexts {
  /// Whether `bytes` are fields as `CountedFields` writes them.
  static func areFields(_ bytes: Span<UInt8>) -> Bool {
    var place = 0
    while place < bytes.count {
      guard CountedFields.Kind(rawValue: bytes[place]) != nil else { return false }
      place += 1
      for _ in 0..<2 {
        guard let length = length(in: bytes, at: &place), length <= bytes.count - place else {
          return false
        }
        place += length
      }
    }
    return true
  }

  /// Whether `shape` is one that `PartShape` writes for a text of `byteCount` bytes.
  static func isShape(_ shape: Span<UInt8>, ofText byteCount: Int) -> Bool {
    var (place, start) = (0, 0)
    while place < shape.count {
      let roleByte = shape[place]
      place += 1
      if roleByte == PartShape.namedRole {
        guard let length = length(in: shape, at: &place), length <= shape.count - place else {
          return false
        }
        place += length
      }
      guard let length = length(in: shape, at: &place), start <= byteCount,
        length <= byteCount - start
      else { return false }
      start += length + 1
    }
    return true
  }

  /// A length of seven bits to a byte; nil where the bytes end within it, or it is no length of ours.
  private static func length(in bytes: Span<UInt8>, at place: inout Int) -> Int? {
    var length = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard place < bytes.count else { return nil }
      let byte = bytes[place]
      place += 1
      length |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return length }
    }
    return nil
  }
}
