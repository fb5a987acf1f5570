// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A file being written that is visible under its name only when it is whole.
///
/// It is written without a name in its folder, under a temporary one where the file system has no such
/// files, and replaces what is at its path by a rename. A value dropped before leaves nothing behind.
package struct WholeFile: ~Copyable {
  /// The path as the user gave it.
  package let path: String
  private let target: String
  private let descriptor: Descriptor
  /// The name it has until it is whole, where it needs one.
  private var name: TemporaryName?
  private var byteCount = 0
  private var startedByteCount = 0

  /// How temporary names begin.
  package static var temporaryPrefix: String { TemporaryName.prefix }

  /// How much is written before the disk is told to begin.
  private static let stretchByteCount = 8 << 20

  /// Begins the file at `target`, a path without symbolic links at its end; `path` is its name in
  /// errors.
  package init(target: String, path: String) throws(FileError) {
    self.path = path
    self.target = target
    let folder = SystemPath.folder(of: target)
    let before = try FileStatus.found(at: target, shown: path)
    if let nameless = try Self.nameless(in: folder, path: path) {
      descriptor = nameless
    } else {
      let made = try TemporaryName.makeFile(in: folder, shown: path)
      name = made.name
      descriptor = Descriptor(owning: made.number, path: path)
    }
    // What takes a file's place is as private as that was; where the system refuses, it stays as made.
    if let before { fchmod(descriptor.number, before.permissions) }
  }

  private static func nameless(in folder: String, path: String) throws(FileError) -> Descriptor? {
    guard TemporaryName.canLink else { return nil }
    do throws(FileError) {
      return try Descriptor(path: folder, .nameless, shown: path, action: .write)
    } catch {
      // With a name the reason is told again, if it is another than no such files.
      return nil
    }
  }

  /// Adds `bytes`.
  package mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
    try descriptor.write(bytes)
    byteCount += bytes.count
    guard byteCount - startedByteCount >= Self.stretchByteCount else { return }
    descriptor.beginWriting(startedByteCount..<byteCount)
    startedByteCount = byteCount
  }

  /// Everything but the rename: the file is on the disk, and beside its target.
  package consuming func prepared() throws(FileError) -> PreparedFile {
    try descriptor.sync()
    let (path, target) = (path, target)
    let name: TemporaryName
    if let given = self.name {
      name = given
    } else {
      name = try TemporaryName.link(
        descriptor.number, in: SystemPath.folder(of: target), shown: path)
    }
    try descriptor.close()
    return PreparedFile(path: path, target: target, name: name)
  }

  /// Gives the file its name.
  package consuming func commit() throws(FileError) {
    let prepared = try prepared()
    try prepared.publish()
    Folder.sync(prepared.folder)
  }
}

/// A whole file that lies beside its target; gone when it is dropped unpublished.
package struct PreparedFile: Sendable {
  /// The path as the user gave it.
  package let path: String
  let target: String
  let name: TemporaryName

  /// The folder it lies in.
  var folder: String { SystemPath.folder(of: target) }

  /// Renames it to its target.
  func publish() throws(FileError) {
    let result = unsafe SystemPath.withBytes(name.path) { from in
      // Safe: both paths are terminated and live for the call.
      unsafe SystemPath.withBytes(target) { to in unsafe rename(from, to) }
    }
    guard result == 0 else { throw FileError(path: path, action: .rename) }
    name.letGo()
  }
}
