// SPDX-License-Identifier: Apache-2.0

import GamutFiles

extension CorpusError {
  /// The error of an input that could not be opened or read.
  init(_ error: FileError) {
    if error.isMissing, error.action == .open {
      self.init(
        .missingFile, path: error.path, detail: "nothing is there; expected a JSONL or JSON file",
        underlying: error)
    } else {
      self.init(
        .unreadableFile, path: error.path,
        detail: error.reason == .folder
          ? "it is a directory; expected a JSONL or JSON file" : error.detail,
        underlying: error)
    }
  }

  /// The error of the temporary copy of the input `path`.
  init(ofCopyOf path: String, _ error: FileError, folder: String) {
    let action =
      error.action == .makeTemporary
      ? "making a temporary copy in \(folder)"
      : "writing a temporary copy in \(folder) (TMPDIR names another folder)"
    self.init(
      .unreadableFile, path: path, detail: "\(action): \(error.detail)", underlying: error)
  }
}

/// What `body` returns; a fault of a file is one of the input that it is.
func asInput<Result: ~Copyable>(
  _ body: () throws(FileError) -> Result
) throws(CorpusError) -> Result {
  do throws(FileError) { return try body() } catch { throw CorpusError(error) }
}
