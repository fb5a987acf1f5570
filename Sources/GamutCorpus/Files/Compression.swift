// SPDX-License-Identifier: Apache-2.0

/// A format whose files are unpacked while they are read.
enum Compression: String, Sendable {
  /// Zstandard frames one after the other (RFC 8878), skippable frames among them.
  case zstd
  /// Gzip members one after the other (RFC 1952); zeros may follow, as tapes leave them.
  case gzip

  /// How many first bytes tell the formats apart.
  static let magicByteCount = 4

  /// The format of a file that begins with `bytes`; nil for every other.
  init?(firstBytes bytes: Span<UInt8>) {
    if bytes.count >= Self.magicByteCount, Self.zstd.mayBegin(with: bytes) {
      self = .zstd
    } else if bytes.count >= 2, Self.gzip.mayBegin(with: bytes) {
      self = .gzip
    } else {
      return nil
    }
  }

  /// Whether a frame or member can begin with `bytes`, of which the last may be missing.
  func mayBegin(with bytes: Span<UInt8>) -> Bool {
    switch self {
    case .zstd: Self.isPrefix(bytes, of: 0xFD2F_B528) || Self.isSkippable(bytes)
    case .gzip: (bytes.count < 1 || bytes[0] == 0x1F) && (bytes.count < 2 || bytes[1] == 0x8B)
    }
  }

  /// What a file of this format consists of.
  var unit: String {
    switch self {
    case .zstd: "zstd frame"
    case .gzip: "gzip member"
    }
  }

  /// The low four bits of a skippable frame's magic number are free.
  private static func isSkippable(_ bytes: Span<UInt8>) -> Bool {
    bytes.count > 0 && isPrefix(bytes, of: 0x184D_2A50 | UInt32(bytes[0] & 0x0F))
  }

  private static func isPrefix(_ bytes: Span<UInt8>, of magic: UInt32) -> Bool {
    for i in 0..<min(bytes.count, 4) where bytes[i] != UInt8(truncatingIfNeeded: magic >> (8 * i)) {
      return false
    }
    return true
  }
}
