// SPDX-License-Identifier: Apache-2.0

/// What a file holds, in short: files of one digest are equal byte for byte.
package struct FileDigest: Hashable, Sendable {
  /// How long it is.
  package let byteCount: Int
  /// SHA-256 (FIPS 180-4) of its bytes: 64 hexadecimal digits, small letters.
  package let sha256: String

  /// Makes a digest of its parts.
  package init(byteCount: Int, sha256: String) {
    self.byteCount = byteCount
    self.sha256 = sha256
  }
}

extension FileDigest {
  /// How much is read, or looked at, at a time: it stays in the caches.
  private static let blockByteCount = 1 << 18

  /// Reads the regular file at `path` from its start to its end.
  ///
  /// - Throws: where it cannot be read, is not a regular file or changes meanwhile.
  package init(path: String) throws(FileError) {
    let file = try Descriptor(path: path, .reading(isPatient: false))
    let status = try file.status()
    if status.kind == .folder { throw FileError(path: path, action: .read, reason: .folder) }
    guard status.kind == .regular else {
      throw FileError(path: path, action: .read, reason: .notRegular)
    }
    let hasher = try FileHasher()
    var block = [UInt8](repeating: 0, count: Self.blockByteCount)
    while true {
      let count = try file.read(into: &block, from: 0)
      if count == 0 { break }
      hasher.add(block.span.extracting(0..<count))
    }
    guard try file.status().version == status.version else {
      throw FileError(path: path, action: .read, reason: .changed)
    }
    self = try hasher.finished()
  }

  /// Takes the bytes of `mapping`; nil where `isWanted` says no before its end.
  package init?(
    of mapping: FileMapping, while isWanted: () -> Bool
  ) throws(FileError) {
    let hasher = try FileHasher()
    for start in stride(from: 0, to: mapping.byteCount, by: Self.blockByteCount) {
      guard isWanted() else { return nil }
      let range = start..<min(start + Self.blockByteCount, mapping.byteCount)
      mapping.willRead(range)
      mapping.withBytes(range) { hasher.add($0) }
      mapping.didRead(range)
    }
    self = try hasher.finished()
  }
}

/// Whether a file is hashed while it is read or written.
package enum FileDigesting: Hashable, Sendable {
  /// It costs nothing.
  case none
  /// Its `FileDigest` is made.
  case made
}
