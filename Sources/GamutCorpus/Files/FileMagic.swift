// SPDX-License-Identifier: Apache-2.0

/// The first bytes of formats that are taken for text by mistake.
///
/// Packings stand here for what a packed file unpacks to: it is unpacked once.
enum FileMagic {
  private static let known: [(bytes: [UInt8], name: String)] = [
    ([0x1F, 0x8B], "gzip-compressed data"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd-compressed data"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz-compressed data"),
    (Array("BZh".utf8), "bzip2-compressed data"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4-compressed data"),
    ([0x02, 0x21, 0x4C, 0x18], "lz4 data of the legacy format (lz4 -dc reads it)"),
    (Array("PK\u{3}\u{4}".utf8), "a zip archive"),
    (Array("FEA1".utf8), "a Feather file of version 1 (pyarrow.feather.read_table reads it)"),
    ([0x93] + Array("NUMPY".utf8), "a NumPy array"),
    ([0xFF, 0xFE], "UTF-16 text"),
    ([0xFE, 0xFF], "UTF-16 text"),
  ]

  /// What a file that begins like `bytes` is; nil for what may be text.
  static func name(of bytes: Span<UInt8>) -> String? {
    for (magic, name) in known where bytes.count >= magic.count {
      var equalCount = 0
      while equalCount < magic.count, bytes[equalCount] == magic[equalCount] { equalCount += 1 }
      if equalCount == magic.count { return name }
    }
    return isTar(bytes) ? "a tar archive" : nil
  }

  /// A tar archive, as compressed files often hold, begins with a name, and names itself later.
  private static func isTar(_ bytes: Span<UInt8>) -> Bool {
    let magic = Array("ustar".utf8)
    guard bytes.count >= 512 else { return false }
    return magic.indices.allSatisfy { bytes[257 + $0] == magic[$0] } && bytes[99] == 0
  }
}
