// SPDX-License-Identifier: Apache-2.0

/// Reads vectors from a `.npy` file, one row per record.
///
/// Versions 1 to 3, `float32`, `float16` and `float64`, little endian, C order, two dimensions. What
/// is anything else is refused by name; nothing is unpickled.
public struct NPYReader: Sendable {
  /// How many threads convert.
  public let workers: Int

  /// Makes a reader that works on `workers` threads.
  public init(workers: Int) {
    precondition(workers > 0, "\(workers) workers")
    self.workers = workers
  }

  /// Reads the file at `path`.
  ///
  /// `expectedRowCount`, where it is given, is the number of records; another number of rows is
  /// refused before anything is read. Peak memory is the matrix and a few MiB.
  ///
  /// - Throws: every fault of the file, and the first element in row order that is NaN, infinite or
  ///   beyond the range of `Float`.
  /// - Complexity: O(elements); the same for any number of workers.
  public func read(
    path: String, expectedRowCount: Int? = nil
  ) throws(EmbeddingError) -> VectorRows {
    try read(try InputFile(path: path), expectedRowCount: expectedRowCount)
  }

  func read(_ file: InputFile, expectedRowCount: Int?) throws(EmbeddingError) -> VectorRows {
    let (header, headerByteCount) = try NPYHeader.read(
      from: file, at: 0, byteCount: file.byteCount)
    let rows = try header.rows(
      at: 0, headerByteCount: headerByteCount, byteCount: file.byteCount, path: file.path)
    try rows.require(expectedRowCount, path: file.path)
    return try rows.load(from: file, workers: workers)
  }
}

extension StoredRows {
  /// Refuses another number of rows than `expected`, where it is given.
  func require(_ expected: Int?, path: String) throws(EmbeddingError) {
    guard let expected, expected != rowCount else { return }
    throw .wrongRowCount(path: path, found: rowCount, expected: expected)
  }
}
