// SPDX-License-Identifier: Apache-2.0

public import GamutLinear

/// Reads vectors from a `.npy` file, one row per record.
///
/// Versions 1 to 3, `float32`, `float16` and `float64`, little endian, C order, two dimensions. What
/// is anything else is refused by name; nothing is unpickled.
public struct NPYReader: Sendable {
  /// What a file holds.
  public struct Vectors: Equatable, Sendable {
    /// The rows as they are stored, not normalised; every element is finite.
    public let matrix: Matrix
    /// The rows that are zero throughout, in ascending order: their cosine with any row is 0.
    public let zeroRows: [Int]
  }

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
  public func read(path: String, expectedRowCount: Int? = nil) throws(EmbeddingError) -> Vectors {
    let file = try InputFile(path: path)
    let (header, start) = try NPYReader.header(of: file)
    let (count, overflow) = header.rowCount.multipliedReportingOverflow(by: header.columnCount)
    let (size, tooLarge) = count.multipliedReportingOverflow(by: header.element.byteCount)
    let shape = "\(header.rowCount) × \(header.columnCount) \(header.element)"
    guard !overflow, !tooLarge, size <= Int.max - start, file.byteCount == start + size else {
      let needed = overflow || tooLarge || size > Int.max - start ? "more" : "\(start + size)"
      throw EmbeddingError(
        code: .wrongLength, path: path,
        detail: "\(file.byteCount) bytes, but \(shape) and its header take \(needed)")
    }
    if let expectedRowCount, expectedRowCount != header.rowCount {
      throw .wrongRowCount(path: path, found: header.rowCount, expected: expectedRowCount)
    }
    return try load(file, header: header, start: start)
  }

  private static func header(of file: InputFile) throws(EmbeddingError) -> (NPYHeader, Int) {
    let path = file.path
    guard file.byteCount >= NPYHeader.prefixByteCount else {
      throw EmbeddingError(
        code: .notNPY, path: path,
        detail: "\(file.byteCount) bytes, fewer than the magic number and version take")
    }
    let prefix = try file.bytes(at: 0, count: NPYHeader.prefixByteCount)
    guard Array(prefix.prefix(6)) == NPYHeader.magic else {
      throw EmbeddingError(
        code: .notNPY, path: path, detail: "the magic number \\x93NUMPY is missing")
    }
    let (major, minor) = (prefix[6], prefix[7])
    guard (1...3).contains(major), minor == 0 else {
      throw EmbeddingError(
        code: .unknownVersion, path: path,
        detail: "found \(major).\(minor), expected 1.0, 2.0 or 3.0")
    }
    let lengthByteCount = major == 1 ? 2 : 4
    let textStart = NPYHeader.prefixByteCount + lengthByteCount
    guard file.byteCount >= textStart else {
      throw EmbeddingError(code: .badHeader, path: path, detail: "the file ends in the header")
    }
    let length = try file.bytes(at: NPYHeader.prefixByteCount, count: lengthByteCount)
      .reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= NPYHeader.longestByteCount, file.byteCount >= textStart + length else {
      throw EmbeddingError(
        code: .badHeader, path: path,
        detail: "it claims \(length) bytes, the file has \(file.byteCount)")
    }
    let text = try file.bytes(at: textStart, count: length)
    return (try NPYHeader(parsing: text, path: path), textStart + length)
  }
}
