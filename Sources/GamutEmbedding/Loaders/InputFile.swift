// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// An open file that is read at chosen places, from several threads at once.
final class InputFile: ByteSource, Sendable {
  private let file: PositionedFile

  var path: String { file.path }
  /// The length of the file when it was opened.
  var byteCount: Int { file.byteCount }

  init(path: String) throws(EmbeddingError) {
    do throws(FileError) { file = try PositionedFile(path: path) } catch {
      throw EmbeddingError(reading: error)
    }
  }

  /// Fills `elements` with the bytes from `offset` on, in the order of the file; a file that ends
  /// before is an error.
  func read<Element: BitwiseCopyable>(
    at offset: Int, into elements: inout MutableSpan<Element>
  ) throws(EmbeddingError) {
    do throws(FileError) { try file.read(at: offset, into: &elements) } catch {
      throw EmbeddingError(reading: error)
    }
  }

  /// All bytes, of a file that has `limit` at most.
  func bytes(atMost limit: Int) throws(EmbeddingError) -> [UInt8] {
    guard byteCount <= limit else {
      throw EmbeddingError(
        code: .wrongLength, path: path, detail: "\(byteCount) bytes, expected \(limit) at most")
    }
    return try bytes(at: 0, count: byteCount)
  }

  /// Throws where the file was written to since it was opened.
  func requireUnchanged() throws(EmbeddingError) {
    do throws(FileError) { try file.requireUnchanged() } catch {
      throw EmbeddingError(reading: error)
    }
  }

  /// Whether something is at `path`.
  static func isPresent(_ path: String) -> Bool { FileStatus(path: path) != nil }

  /// Whether a regular file is at `path`.
  static func isRegular(_ path: String) -> Bool { FileStatus(path: path)?.kind == .regular }
}

extension EmbeddingError {
  /// The error of a file that could not be read.
  init(reading error: FileError) {
    let code: Code = if case .ends = error.reason { .wrongLength } else { .unreadable }
    self.init(code: code, path: error.path, detail: error.detail, file: error)
  }

  /// The error of a file that could not be written.
  init(writing error: FileError) {
    self.init(code: .unwritable, path: error.path, detail: error.detail, file: error)
  }
}
