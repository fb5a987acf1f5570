// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Makes a regular file of plain bytes of whatever an open descriptor leads to.
enum Spool {
  /// A regular file to map.
  struct Result {
    /// The descriptor given, or one of a copy.
    let descriptor: Int32
    let byteCount: Int
    /// What the input was unpacked from; nil where its bytes are as they were.
    let compression: Compression?
  }

  /// A regular file with the bytes of `descriptor`, unpacked if they are compressed.
  ///
  /// A regular file is returned as it is, unless it is compressed, was read in part already or
  /// claims to be empty (files of `/proc` do, and are not).
  static func regularFile(for descriptor: Int32, path: String) throws(CorpusError) -> Result {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileFault.unreadable(path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      throw CorpusError(
        .unreadableFile, path: path, detail: "it is a directory; expected a JSONL or JSON file")
    case S_IFREG where status.st_size > 0 && lseek(descriptor, 0, SEEK_CUR) == 0:
      if try !isCompressed(descriptor, path: path) {
        return Result(
          descriptor: descriptor, byteCount: Int(status.st_size), compression: nil)
      }
      return try copy(of: descriptor, path: path)
    default:
      return try copy(of: descriptor, path: path)
    }
  }

  /// Whether a regular file is, by its first bytes; it stands where it stood.
  private static func isCompressed(_ descriptor: Int32, path: String) throws(CorpusError) -> Bool {
    var bytes = [UInt8](repeating: 0, count: Compression.magicByteCount)
    // Safe: the count is the array's own.
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count >= 0 else { throw FileFault.unreadable(path) }
    return Compression(firstBytes: bytes.span.extracting(0..<count)) != nil
  }

  private static func copy(of source: Int32, path: String) throws(CorpusError) -> Result {
    var reader = BlockReader(descriptor: source, path: path)
    var copy = try TemporaryCopy(of: path)
    _ = try reader.fill(atLeast: Compression.magicByteCount)
    let compression = reader.withBytes { Compression(firstBytes: $0) }
    if let compression {
      try Unpacking.unpack(&reader, as: compression, path: path, into: &copy)
    } else {
      while try reader.fill(atLeast: 1) {
        let count = try reader.withBytes { bytes throws(CorpusError) in
          try copy.write(bytes)
          return bytes.count
        }
        reader.pass(count)
      }
    }
    let file = try copy.finished()
    return Result(
      descriptor: file.descriptor, byteCount: file.byteCount, compression: compression)
  }
}
