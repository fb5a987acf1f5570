// SPDX-License-Identifier: Apache-2.0

/// How the bytes of a file are packed: frames one after the other, whatever the format calls them.
public enum Packing: Hashable, Sendable, CaseIterable {
  /// As they come.
  case none
  /// Gzip members (RFC 1952); zeros may follow, as tapes leave them. Written without a name or a time,
  /// so that the same bytes give the same file.
  case gzip
  /// Zstandard frames (RFC 8878), skippable frames among them. Written with a checksum.
  case zstd
  /// Streams of the `.xz` format, zeros between them.
  case xz
  /// Streams of bzip2.
  case bzip2
  /// LZ4 frames, skippable frames among them. Written with a checksum.
  case lz4

  /// What the name of a file asks for, by its ending.
  public init(path: String) {
    let ending = path.lowercased().split(separator: ".", omittingEmptySubsequences: false).last
    self = ending.flatMap { Self.endings[String($0)] } ?? .none
  }

  /// The packing of each ending of a name.
  package static let endings: [String: Packing] = [
    "gz": .gzip, "zst": .zstd, "zstd": .zstd, "xz": .xz, "bz2": .bzip2, "lz4": .lz4,
  ]
}

extension Packing {
  /// How many first bytes tell the formats apart.
  package static let magicByteCount = 6

  /// The packing of a file that begins with `bytes`; nil where they are those of something else, or
  /// of a skippable frame, which both zstd and LZ4 have.
  package init?(firstBytes bytes: Span<UInt8>) {
    for packing in Self.allCases where packing != .none {
      if bytes.count >= packing.magic.count, packing.mayBegin(with: bytes) {
        self = packing
        return
      }
    }
    return nil
  }

  /// Whether a frame can begin with `bytes`, of which the last may be missing.
  package func mayBegin(with bytes: Span<UInt8>) -> Bool {
    let magic = magic
    for i in 0..<min(bytes.count, magic.count) where bytes[i] != magic[i] { return false }
    return true
  }

  private var magic: [UInt8] {
    switch self {
    case .none: []
    case .gzip: [0x1F, 0x8B]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .bzip2: [0x42, 0x5A, 0x68]  // BZh
    case .lz4: [0x04, 0x22, 0x4D, 0x18]
    }
  }

  /// The bytes before the content of a skippable frame: a magic number and the length.
  package static let skippableHeadByteCount = 8

  /// How many bytes a skippable frame that begins with `bytes` has, its head among them; nil where
  /// they begin something else.
  package static func skippableByteCount(_ bytes: Span<UInt8>) -> Int? {
    guard bytes.count >= 4, bytes[0] & 0xF0 == 0x50, bytes[1] == 0x2A, bytes[2] == 0x4D,
      bytes[3] == 0x18
    else { return nil }
    guard bytes.count >= skippableHeadByteCount else { return skippableHeadByteCount }
    return (4..<8).reduce(skippableHeadByteCount) { $0 + Int(bytes[$1]) << (8 * ($1 - 4)) }
  }

  /// Whether frames may follow skippable ones, or be followed by them.
  package var hasSkippableFrames: Bool { self == .zstd || self == .lz4 }

  /// Whether zeros may stand between frames or behind the last.
  package var hasPadding: Bool { self == .gzip || self == .xz }

  /// What a file of this packing consists of.
  package var unit: String {
    switch self {
    case .none: "byte"
    case .gzip: "gzip member"
    case .zstd: "zstd frame"
    case .xz: "xz stream"
    case .bzip2: "bzip2 stream"
    case .lz4: "lz4 frame"
    }
  }
}
