// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// What the system says of a file.
package struct FileStatus: Hashable, Sendable {
  /// What stands behind a path.
  package enum Kind: Sendable {
    case regular, folder, link, other
  }

  /// Which file it is, whatever its names.
  package struct Identity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
  }

  /// Its content as far as the system tells: the size, and when it was written last.
  package struct Version: Hashable, Sendable {
    let byteCount: Int
    let seconds: Int
    let nanoseconds: Int
  }

  /// What it is.
  package let kind: Kind
  /// Which one.
  package let identity: Identity
  /// What its content was.
  package let version: Version
  /// Who may do what with it.
  package let permissions: UInt32

  /// How long it is.
  package var byteCount: Int { version.byteCount }

  /// What `path` leads to, by symbolic links or not; nil where nothing can be found out.
  package init?(path: String, follows: Bool = true) {
    var status = stat()
    // Safe: `status` outlives the call, the path is terminated.
    let result = unsafe SystemPath.withBytes(path) { path in
      unsafe follows ? stat(path, &status) : lstat(path, &status)
    }
    guard result == 0 else { return nil }
    self.init(status)
  }

  /// What `path` leads to; nil where nothing is there.
  ///
  /// - Throws: where the system does not tell; what takes the place of a file must know it.
  package static func found(
    at path: String, follows: Bool = true, shown: String
  ) throws(FileError) -> FileStatus? {
    if let status = FileStatus(path: path, follows: follows) { return status }
    let error = FileError(path: shown, action: .open)
    guard error.isMissing else { throw error }
    return nil
  }

  /// The file behind an open descriptor.
  package init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    identity = Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    version = Version(
      byteCount: Int(status.st_size), seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
    permissions = status.st_mode & 0o7777
  }
}
