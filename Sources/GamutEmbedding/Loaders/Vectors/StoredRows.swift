// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// Rows of numbers that stand in a source one after the other, without gaps.
struct StoredRows: Hashable, Sendable {
  /// How the numbers are stored.
  let format: StoredFloat
  let rowCount: Int
  let columnCount: Int
  /// The byte at which the first row begins.
  let start: Int

  /// Elements one task reads at a time: 1 MiB of `Float`, enough to hide the cost of a call.
  static let chunkElementCount = 1 << 18

  /// Rows read at a time; a constant of the shape.
  private var chunkRowCount: Int { max(1, Self.chunkElementCount / columnCount) }

  /// Reads and converts the rows of a file, on `workers` threads; the same for any number of them.
  ///
  /// - Throws: the first element in row order that is NaN, infinite or beyond the range of `Float`.
  func load(from file: InputFile, workers: Int) throws(EmbeddingError) -> VectorRows {
    let (elements, zeroRows) = try FloatColumn.filled(
      rowCount: rowCount, rowLength: columnCount, chunkSize: chunkRowCount, workers: workers
    ) { (rows, target) throws(EmbeddingError) -> [Int] in
      try read(rows, from: file, into: &target)
    }
    return VectorRows(
      matrix: Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements),
      zeroRows: Array(zeroRows.joined()))
  }

  /// The same from a source that can only be read from its beginning to its end.
  ///
  /// Whether there is what a packed source claims shows in its end only. An element is reserved for each
  /// packed byte, which is room for all where packing saves less than three quarters; a matrix that was
  /// packed better grows, and takes up to twice its size for a moment.
  func load(
    inOrderFrom source: some ByteSource, packedByteCount: Int
  ) throws(EmbeddingError) -> VectorRows {
    var elements: [Float] = []
    elements.reserveCapacity(min(rowCount * columnCount, packedByteCount))
    var zeroRows: [Int] = []
    for first in stride(from: 0, to: rowCount, by: chunkRowCount) {
      let rows = first..<min(rowCount, first + chunkRowCount)
      var part = [Float](repeating: 0, count: rows.count * columnCount)
      var target = part.mutableSpan
      zeroRows += try read(rows, from: source, into: &target)
      elements += part
    }
    return VectorRows(
      matrix: Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements),
      zeroRows: zeroRows)
  }

  private func read(
    _ rows: Range<Int>, from source: some ByteSource, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) -> [Int] {
    let offset = start + rows.lowerBound * columnCount * format.byteCount
    try source.readFloats(format, at: offset, into: &target)
    return try Self.zeroRows(of: target.span, rows: rows, path: source.path)
  }

  /// The rows of `elements` that are zero throughout; the first element that is not finite is an
  /// error.
  static func zeroRows(
    of elements: Span<Float>, rows: Range<Int>, path: String
  ) throws(EmbeddingError) -> [Int] {
    let columnCount = rows.isEmpty ? 0 : elements.count / rows.count
    var zero: [Int] = []
    for row in rows {
      let start = (row - rows.lowerBound) * columnCount
      // Bits, not values: all exponent bits set is NaN or infinity, and integers reduce in vectors.
      var largest: UInt32 = 0
      for i in start..<start + columnCount {
        largest = max(largest, elements[i].bitPattern & 0x7FFF_FFFF)
      }
      if largest == 0 { zero.append(row) }
      guard largest >= Float.infinity.bitPattern else { continue }
      for i in start..<start + columnCount where !elements[i].isFinite {
        throw EmbeddingError(
          code: .notFinite, path: path, row: row, column: i - start,
          detail: "found \(elements[i]), expected a finite number within the range of float32")
      }
    }
    return zero
  }
}
