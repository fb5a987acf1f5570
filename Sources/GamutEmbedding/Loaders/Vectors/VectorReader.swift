// SPDX-License-Identifier: Apache-2.0

/// Reads vectors from a file of any binary format, one row per record.
public struct VectorReader: Sendable {
  /// How many threads read and convert.
  public let workers: Int

  /// Makes a reader that works on `workers` threads.
  public init(workers: Int) {
    precondition(workers > 0, "\(workers) workers")
    self.workers = workers
  }

  /// Reads the file at `path`, which is of `format`.
  ///
  /// Peak memory is the matrix, 4 bytes an element, and a few MiB a worker; of an array that was deflated
  /// to less than a quarter, up to twice the matrix.
  ///
  /// - Parameters:
  ///   - array: the array of a `.npz` file or the tensor of a safetensors file; nil takes the only
  ///     one of two dimensions.
  ///   - expectedRowCount: the number of records; another number of rows is refused before any row
  ///     is read.
  /// - Throws: every fault of the file; an array that is named where the format has one alone; the
  ///   first element in row order that is NaN, infinite or beyond the range of `Float`.
  /// - Precondition: the format is not `.json`, whose rows are records.
  /// - Complexity: O(elements); the same for any number of workers.
  public func read(
    path: String, format: VectorFormat, array: String? = nil, expectedRowCount: Int? = nil
  ) throws(EmbeddingError) -> VectorRows {
    let file = try InputFile(path: path)
    let rows = try rows(of: file, format: format, array: array, expectedRowCount: expectedRowCount)
    try file.requireUnchanged()
    return rows
  }

  private func rows(
    of file: InputFile, format: VectorFormat, array: String?, expectedRowCount: Int?
  ) throws(EmbeddingError) -> VectorRows {
    let path = file.path
    switch format {
    case .npz:
      return try NPZReader(workers: workers).read(
        file, name: array, expectedRowCount: expectedRowCount)
    case .safetensors:
      return try SafetensorsFile(file).rows(
        named: array, expectedRowCount: expectedRowCount, workers: workers)
    case .npy, .fvecs:
      if let array {
        throw EmbeddingError(
          code: .wrongArray, path: path,
          detail: "\"\(array)\" is asked for, but a .\(format) file holds one array, without a name"
        )
      }
      return format == .npy
        ? try NPYReader(workers: workers).read(file, expectedRowCount: expectedRowCount)
        : try FvecsReader(workers: workers).read(file, expectedRowCount: expectedRowCount)
    case .json: preconditionFailure("the vectors of \(path) are records")
    }
  }
}
