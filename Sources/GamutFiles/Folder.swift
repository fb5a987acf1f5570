// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Folders of files.
package enum Folder {
  /// Makes the folder `path`, which may be there already.
  package static func make(_ path: String) throws(FileError) {
    // Safe: the path is terminated and lives for the call.
    guard unsafe SystemPath.withBytes(path, { unsafe mkdir($0, 0o777) }) != 0 else { return }
    let number = errno
    guard FileStatus(path: path)?.kind == .folder else {
      throw FileError(path: path, action: .write, number: number == EEXIST ? ENOTDIR : number)
    }
  }

  /// The names in the folder `path`, sorted by their bytes.
  package static func names(in path: String) throws(FileError) -> [String] {
    // Safe: the path lives for the call; entries are copied before the next is asked for.
    guard let folder = unsafe SystemPath.withBytes(path, { unsafe opendir($0) }) else {
      throw FileError(path: path, action: .read)
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      // Safe: the name is terminated within the entry.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe SystemPath.string($0) }
      }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The paths that match `pattern`, as a shell would have it (`*`, `?`, `[…]`, `{a,b}`), sorted by
  /// their bytes; none where none can be found out.
  package static func paths(matching pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    // Safe: the pattern is terminated and lives for the call; what is found lives until `globfree`.
    let status = unsafe SystemPath.withBytes(pattern) {
      unsafe glob($0, GLOB_NOSORT | GLOB_BRACE, nil, &found)
    }
    guard status == 0 else { return [] }
    let paths = unsafe (0..<Int(found.gl_pathc)).compactMap { i in
      unsafe found.gl_pathv[i].map { unsafe SystemPath.string($0) }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes the files of `names` in `folder` that nobody has touched for an hour. A failure costs
  /// room on the disk only.
  package static func removeOld(_ names: [String], in folder: String) {
    for name in names {
      let path = "\(folder)/\(name)"
      guard let status = FileStatus(path: path), time(nil) - status.version.seconds > 3600 else {
        continue
      }
      // Safe: the path is terminated and lives for the call.
      unsafe SystemPath.withBytes(path) { unsafe _ = unlink($0) }
    }
  }

  /// Names reach the disk with their folder. One that cannot be synced has them later.
  static func sync(_ path: String) {
    // Safe: the path is terminated and lives for the call.
    let opened = unsafe SystemPath.withBytes(path) { unsafe open($0, O_RDONLY | O_CLOEXEC) }
    guard opened >= 0 else { return }
    _ = fsync(opened)
    _ = close(opened)
  }
}
