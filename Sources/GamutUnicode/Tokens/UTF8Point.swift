// SPDX-License-Identifier: Apache-2.0

/// One code point of bytes that are known to be UTF-8.
public struct UTF8Point: Sendable {
  /// The code point.
  public let value: UInt32
  /// How many bytes it takes.
  public let length: Int

  /// Reads the code point that begins at `index`.
  @inline(__always)
  public init(_ bytes: Span<UInt8>, at index: Int) {
    let first = UInt32(bytes[index])
    if first < 0x80 {
      (value, length) = (first, 1)
    } else if first < 0xE0 {
      (value, length) = ((first & 0x1F) << 6 | UInt32(bytes[index + 1]) & 0x3F, 2)
    } else if first < 0xF0 {
      value =
        (first & 0xF) << 12 | (UInt32(bytes[index + 1]) & 0x3F) << 6
        | UInt32(bytes[index + 2]) & 0x3F
      length = 3
    } else {
      value =
        (first & 0x7) << 18 | (UInt32(bytes[index + 1]) & 0x3F) << 12
        | (UInt32(bytes[index + 2]) & 0x3F) << 6 | UInt32(bytes[index + 3]) & 0x3F
      length = 4
    }
  }
}

extension [UInt8] {
  /// Appends a code point in UTF-8.
  @inline(__always)
  public mutating func append(point: UInt32) {
    switch point {
    case ..<0x80: append(UInt8(point))
    case ..<0x800:
      append(UInt8(0xC0 | point >> 6))
      append(UInt8(0x80 | point & 0x3F))
    case ..<0x1_0000:
      append(UInt8(0xE0 | point >> 12))
      append(UInt8(0x80 | point >> 6 & 0x3F))
      append(UInt8(0x80 | point & 0x3F))
    default:
      append(UInt8(0xF0 | point >> 18))
      append(UInt8(0x80 | point >> 12 & 0x3F))
      append(UInt8(0x80 | point >> 6 & 0x3F))
      append(UInt8(0x80 | point & 0x3F))
    }
  }

  /// Appends `text` as UTF-8; each byte that begins no code point becomes U+FFFD.
  public mutating func append(cleaning text: Span<UInt8>) {
    reserveCapacity(count + text.count)
    // Safe: every access is below the count of the buffer, which does not outlive the call.
    unsafe text.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        let decoded = unsafe DecodedPoint(bytes, at: place)
        if decoded.value == DecodedPoint.invalid {
          append(point: 0xFFFD)
        } else {
          for i in place..<place + decoded.length { unsafe append(bytes[i]) }
        }
        place += decoded.length
      }
    }
  }
}

extension Span<UInt8> {
  /// Whether all bytes are below 128.
  public var isASCII: Bool {
    var all: UInt8 = 0
    for i in indices { all |= self[i] }
    return all < 0x80
  }
}
