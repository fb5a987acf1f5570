// SPDX-License-Identifier: Apache-2.0

import GamutLinear

extension NPYReader {
  /// Elements one task reads at a time: 1 MiB of `Float`, enough to hide the cost of a call.
  private static let chunkElementCount = 1 << 18

  /// Reads and converts the rows behind the header, which ends at byte `start`.
  func load(
    _ file: InputFile, header: NPYHeader, start: Int
  ) throws(EmbeddingError) -> Vectors {
    let columnCount = header.columnCount
    let element = header.element
    let (elements, zeroRows) = try FloatColumn.filled(
      rowCount: header.rowCount, rowLength: columnCount,
      chunkSize: max(1, NPYReader.chunkElementCount / columnCount), workers: workers
    ) { (rows, target) throws(EmbeddingError) -> [Int] in
      let offset = start + rows.lowerBound * columnCount * element.byteCount
      switch element {
      case .float32: try file.readFloat32(at: offset, into: &target)
      case .float16: try file.readFloat16(at: offset, into: &target)
      case .float64: try file.readFloat64(at: offset, into: &target)
      }
      return try NPYReader.zeroRows(of: target.span, rows: rows, path: file.path)
    }
    return Vectors(
      matrix: Matrix(rowCount: header.rowCount, columnCount: columnCount, elements: elements),
      zeroRows: Array(zeroRows.joined()))
  }

  /// The rows of `elements` that are zero throughout; the first element that is not finite is an
  /// error.
  private static func zeroRows(
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
