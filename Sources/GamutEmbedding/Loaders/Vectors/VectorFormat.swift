// SPDX-License-Identifier: Apache-2.0

/// The formats of files of vectors.
public enum VectorFormat: String, Hashable, Sendable {
  /// One array of NumPy.
  case npy
  /// A zip archive of such arrays.
  case npz
  /// Named tensors.
  case safetensors
  /// Rows behind their lengths.
  case fvecs
  /// JSON Lines or a JSON array, packed by gzip or zstd perhaps: each record is a list of numbers, or
  /// an object with one.
  case json
}

extension VectorFormat {
  /// Bytes that tell the formats apart, white space before JSON included.
  private static let examinedByteCount = 4096

  /// The format of the file at `path`, by its first bytes; `.fvecs`, which has no mark of its own, by
  /// its name.
  ///
  /// - Throws: `unreadable`; `unknownFormat`, which says what is read.
  public static func recognised(path: String) throws(EmbeddingError) -> VectorFormat {
    let file = try InputFile(path: path)
    let start = try file.bytes(at: 0, count: min(file.byteCount, examinedByteCount))
    let isNamedFvecs = path.lowercased().hasSuffix(".fvecs")
    // The length of the first row is below 2²⁴, so its last byte is 0, which no text has. The others
    // may be anything: a bracket, or the first bytes of what gzip packs.
    if isNamedFvecs, start.count >= 4, start[3] == 0 { return .fvecs }
    if let format = format(of: start) { return format }
    if isNamedFvecs { return .fvecs }
    let found = start.prefix(8).map { byte in
      (32..<127).contains(byte) ? String(UnicodeScalar(byte)) : "."
    }
    throw EmbeddingError(
      code: .unknownFormat, path: path,
      detail: file.byteCount == 0
        ? "it is empty"
        : "it begins with \"\(found.joined())\"; expected .npy, .npz, safetensors, .fvecs (by its "
          + "name) or JSON lines")
  }

  private static func format(of start: [UInt8]) -> VectorFormat? {
    if start.starts(with: NPYHeader.magic) { return .npy }
    if ZipArchive.magics.contains(where: { start.starts(with: $0) }) { return .npz }
    // The length of a header, which 100 MB bound to four bytes, and the brace it begins with.
    if start.count > 8, start[4..<8].allSatisfy({ $0 == 0 }), start[8] == UInt8(ascii: "{") {
      return .safetensors
    }
    let packed: [[UInt8]] = [[0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD]]
    if packed.contains(where: { start.starts(with: $0) }) { return .json }
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    let first = text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{") ? .json : nil
  }
}
