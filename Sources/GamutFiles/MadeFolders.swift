// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Folders that a run made for its outputs: those that are still empty go with the value, unless
/// they are to stay.
package struct MadeFolders: ~Copyable {
  private var paths: [String] = []

  /// None yet.
  package init() {}

  /// Makes the folder `path` and those above it, as far as they are missing.
  package mutating func make(_ path: String) throws(FileError) {
    var missing: [String] = []
    var folder = path
    while FileStatus(path: folder) == nil {
      missing.append(folder)
      folder = SystemPath.folder(of: folder)
    }
    for folder in missing.reversed() {
      try Folder.make(folder)
      paths.append(folder)
    }
  }

  /// Lets all of them stay.
  package mutating func stay() { paths = [] }

  deinit {
    for path in paths.reversed() {
      // Safe: the path is terminated and lives for the call. A folder that is not empty is refused.
      unsafe SystemPath.withBytes(path) { unsafe _ = rmdir($0) }
    }
  }
}
