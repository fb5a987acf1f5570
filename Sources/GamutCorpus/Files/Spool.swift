// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// Makes mapped, plain bytes of whatever an open descriptor leads to.
enum Spool {
  /// What an input holds.
  struct Content {
    let mapping: FileMapping
    /// How the input was packed.
    let packing: Packing
    /// How many bytes the input itself has.
    let packedByteCount: Int
    /// What the file was when it was opened; nil where a copy of it is mapped.
    let status: FileStatus?
    /// The digest of what was copied, packed as it was; nil where none was asked for, or made.
    let digest: FileDigest?
    /// Whether it was a file whose bytes can be had again: no pipe and no device.
    let isRegular: Bool
  }

  /// The bytes of `file`, unpacked if they are packed; a copy lies in `folder`.
  ///
  /// A regular file is mapped as it is, unless it is packed, was read in part already or claims
  /// to be empty (files of `/proc` do, and are not).
  static func content(
    of file: borrowing Descriptor, folder: String, digesting: FileDigesting
  ) throws(CorpusError) -> Content {
    let status: FileStatus
    do throws(FileError) {
      status = try file.status()
      if status.kind == .folder {
        throw FileError(path: file.path, action: .read, reason: .folder)
      }
      if status.kind == .regular, status.byteCount > 0, file.isAtStart, try !isPacked(file) {
        return Content(
          mapping: try FileMapping(file, byteCount: status.byteCount), packing: .none,
          packedByteCount: status.byteCount, status: status, digest: nil, isRegular: true)
      }
    } catch { throw CorpusError(error) }
    let content = try copy(
      of: file, folder: folder, digesting: digesting, isRegular: status.kind == .regular)
    // What was written to while it was copied is of two versions.
    if status.kind == .regular, status.byteCount > 0,
      FileStatus(descriptor: file.number)?.version != status.version
    {
      throw CorpusError(FileError(path: file.path, action: .read, reason: .changed))
    }
    return content
  }

  /// Whether a regular file is, by its first bytes; it stands where it stood.
  private static func isPacked(_ file: borrowing Descriptor) throws(FileError) -> Bool {
    let count = min(Packing.skippableHeadByteCount, try file.status().byteCount)
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    try file.read(at: 0, into: &span)
    return beginsPacked(bytes.span)
  }

  private static func beginsPacked(_ bytes: Span<UInt8>) -> Bool {
    Packing(firstBytes: bytes) != nil || Packing.skippableByteCount(bytes) != nil
  }

  private static func copy(
    of file: borrowing Descriptor, folder: String, digesting: FileDigesting, isRegular: Bool
  ) throws(CorpusError) -> Content {
    let path = file.path
    let hasher = try asInput { () throws(FileError) in
      digesting == .made ? try FileHasher() : nil
    }
    var reader = BlockReader(path: path, hasher: hasher)
    var copy: NamelessFile
    do throws(FileError) { copy = try NamelessFile(folder: folder) } catch {
      throw CorpusError(ofCopyOf: path, error, folder: folder)
    }
    _ = try reader.fill(atLeast: Packing.skippableHeadByteCount, from: file)
    var packing = Packing.none
    if reader.withBytes({ beginsPacked($0) }) {
      packing = try Unpacking.unpack(&reader, of: file, into: &copy)
    } else {
      while try reader.fill(atLeast: 1, from: file) {
        let count = try reader.withBytes { bytes throws(CorpusError) in
          try copy.write(bytes, ofInput: path)
          return bytes.count
        }
        reader.pass(count)
      }
    }
    do throws(FileError) {
      return Content(
        mapping: try copy.mapped(path: path), packing: packing, packedByteCount: reader.offset,
        status: nil, digest: try hasher?.finished(), isRegular: isRegular)
    } catch { throw CorpusError(error) }
  }
}

extension NamelessFile {
  /// Adds `bytes` of the input `path`.
  mutating func write(_ bytes: Span<UInt8>, ofInput path: String) throws(CorpusError) {
    do throws(FileError) { try write(bytes) } catch {
      throw CorpusError(ofCopyOf: path, error, folder: folder)
    }
  }
}
