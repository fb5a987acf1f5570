// SPDX-License-Identifier: Apache-2.0

/// Whole files that get their names together: all are on the disk, beside their targets, before the
/// first is renamed.
package struct FileCommit: ~Copyable {
  private var files: [PreparedFile] = []

  /// Nothing to commit yet.
  package init() {}

  /// Why not all files have their names.
  package struct Failure: Error {
    /// What went wrong.
    package let error: any Error
    /// The paths of the files that have their names, as the user gave them.
    package let standing: [String]
  }

  /// Adds a file, which is synced and laid beside its target.
  package mutating func add(_ file: consuming WholeFile) throws(FileError) {
    files.append(try file.prepared())
  }

  /// Renames all files, then does `last`; a signal waits meanwhile.
  package consuming func commit(last: () throws -> Void = {}) throws(Failure) {
    Interruption.hold()
    defer { Interruption.release() }
    var standing: [String] = []
    do {
      for file in files {
        try file.publish()
        standing.append(file.path)
      }
      for folder in Set(files.map(\.folder)).sorted() { Folder.sync(folder) }
      try last()
    } catch {
      throw Failure(error: error, standing: standing)
    }
  }
}
