// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// Folders of files that are there when they are whole.
enum CacheFolder {
  /// Makes the folder `path`, which may be there already.
  static func make(_ path: String) throws(EmbeddingError) {
    do throws(FileError) { try Folder.make(path) } catch { throw EmbeddingError(writing: error) }
  }

  /// The names in the folder `path`, sorted by their bytes, after unfinished files of killed processes have gone.
  static func names(in path: String) throws(EmbeddingError) -> [String] {
    do throws(FileError) {
      let names = try Folder.names(in: path)
      // Those of earlier versions, and of file systems that have no files without a name.
      Folder.removeOld(
        names.filter { $0.hasSuffix(".tmp") || $0.hasPrefix(WholeFile.temporaryPrefix) }, in: path)
      return names
    } catch { throw EmbeddingError(writing: error) }
  }

  /// Writes the file `name` of `folder`, whole and on the disk before it has its name; one that has it is
  /// replaced.
  ///
  /// - Returns: the path of the file.
  static func save(
    _ bytes: Span<UInt8>, name: String, folder: String
  ) throws(EmbeddingError) -> String {
    let path = "\(folder)/\(name)"
    do throws(FileError) {
      var file = try WholeFile(target: path, path: path)
      try file.write(bytes)
      try file.commit()
    } catch { throw EmbeddingError(writing: error) }
    return path
  }
}
