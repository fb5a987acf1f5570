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
      case .float32: try NPYReader.readFloat32(file, at: offset, into: &target)
      case .float16: try NPYReader.readFloat16(file, at: offset, into: &target)
      case .float64: try NPYReader.readFloat64(file, at: offset, into: &target)
      }
      return try NPYReader.zeroRows(of: target.span, rows: rows, path: file.path)
    }
    return Vectors(
      matrix: Matrix(rowCount: header.rowCount, columnCount: columnCount, elements: elements),
      zeroRows: Array(zeroRows.joined()))
  }

  /// Reads straight into place; on a big-endian machine the bytes are swapped there.
  private static func readFloat32(
    _ file: InputFile, at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
    try file.read(at: offset, into: &target)
    #if _endian(big)
      for i in target.indices { target[i] = Float(bitPattern: target[i].bitPattern.byteSwapped) }
    #endif
  }

  private static func readFloat16(
    _ file: InputFile, at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
    var source = [UInt16](repeating: 0, count: target.count)
    var sourceSpan = source.mutableSpan
    try file.read(at: offset, into: &sourceSpan)
    let bits = source.span
    for i in 0..<target.count { target[i] = single(fromHalf: UInt16(littleEndian: bits[i])) }
  }

  private static func readFloat64(
    _ file: InputFile, at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
    var source = [UInt64](repeating: 0, count: target.count)
    var sourceSpan = source.mutableSpan
    try file.read(at: offset, into: &sourceSpan)
    let bits = source.span
    for i in 0..<target.count {
      target[i] = Float(Double(bitPattern: UInt64(littleEndian: bits[i])))
    }
  }

  /// The value of a half-precision number, exactly.
  ///
  /// In integer arithmetic and one multiplication, which the compiler vectorises: without the
  /// instructions of F16C, `Float(Float16)` is a call of the run-time library per element. Shifted
  /// into place, exponent and fraction are those of a number too small by 2¹¹² (the difference of
  /// the biases, 127 − 15); multiplying it back is exact, for subnormal numbers too.
  static func single(fromHalf half: UInt16) -> Float {
    let magnitude = Float(bitPattern: UInt32(half & 0x7FFF) &<< 13) * 0x1p112
    // Exponent 31 means infinity or NaN; scaled, it stands at 2¹⁶ and above.
    let bits = magnitude.bitPattern | (magnitude >= 0x1p16 ? 0x7F80_0000 : 0)
    return Float(bitPattern: bits | UInt32(half & 0x8000) &<< 16)
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
