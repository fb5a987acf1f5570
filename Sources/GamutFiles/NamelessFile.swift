// SPDX-License-Identifier: Apache-2.0

private import CGamutFiles
private import Glibc

/// A file without a name: gone with its last user, even if the program is killed.
///
/// It lies in a folder for temporary files and not in memory: the system can write its pages out and
/// have them again, those of an anonymous memory file it cannot without swap.
package struct NamelessFile: ~Copyable {
  /// The folder it lies in.
  package let folder: String
  /// How many bytes it has.
  package private(set) var byteCount = 0
  private let descriptor: Descriptor

  /// Makes an empty file in `folder`.
  package init(folder: String) throws(FileError) {
    self.folder = folder
    descriptor = try Self.opened(in: folder)
  }

  /// Takes over an open descriptor that can be written to.
  package init(_ descriptor: consuming Descriptor, folder: String) {
    self.folder = folder
    self.descriptor = descriptor
  }

  private static func opened(in folder: String) throws(FileError) -> Descriptor {
    if gamut_nameless_flag() != 0 {
      do throws(FileError) {
        return try Descriptor(path: folder, .nameless, action: .makeTemporary)
      } catch {
        // A file system that has no such files, or a system that does not know of them.
        guard let number = error.number, [EOPNOTSUPP, EISDIR, EINVAL, ENOENT].contains(number)
        else {
          throw error
        }
      }
    }
    let made = try TemporaryName.makeFile(
      in: folder, shown: folder, canRead: true, action: .makeTemporary)
    made.name.remove()
    return Descriptor(owning: made.number, path: folder)
  }

  /// Adds `bytes`.
  package mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
    try descriptor.write(bytes)
    byteCount += bytes.count
  }

  /// Makes the file longer by a region of zeros, `byteCount` long, a multiple of the page size.
  package mutating func region(byteCount wanted: Int) throws(FileError) -> MemoryRegion {
    let number = descriptor.number
    let start = byteCount
    // Blocks are reserved at once: a full disk is told here, not by a signal at some later store.
    var status: Int32
    repeat { status = posix_fallocate(number, off_t(start), off_t(wanted)) } while status == EINTR
    guard status == 0 else {
      throw FileError(path: folder, action: .makeTemporary, number: status)
    }
    let region = MemoryRegion(byteCount: wanted, descriptor: number, offset: start)
    guard let region else { throw FileError(path: folder, action: .makeTemporary) }
    byteCount += wanted
    return region
  }

  /// Maps all that was written; `path` names it in errors.
  package consuming func mapped(path: String) throws(FileError) -> FileMapping {
    try FileMapping(Descriptor(borrowing: descriptor.number, path: path), byteCount: byteCount)
  }

  /// The folder for temporary files where none is asked for: `TMPDIR`, or `/tmp`.
  package static var defaultFolder: String {
    // Safe: copied at once; nothing in this program changes the environment.
    guard let folder = unsafe getenv("TMPDIR"), unsafe folder.pointee != 0 else { return "/tmp" }
    return unsafe SystemPath.string(folder)
  }
}
