// SPDX-License-Identifier: Apache-2.0

public import GamutLinear

/// Turns a matrix into the bytes of a `.npy` file: version 1.0, `float32`, little endian, C order.
public enum NPYWriter {
  /// Elements handed over at a time: 1 MiB.
  private static let chunkElementCount = 1 << 18

  /// The header of an array of `rowCount × columnCount`, padded so that the rows start at a multiple
  /// of 64 bytes.
  public static func header(rowCount: Int, columnCount: Int) -> [UInt8] {
    precondition(rowCount >= 0 && columnCount >= 0, "\(rowCount) × \(columnCount)")
    let dictionary =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rowCount), \(columnCount)), }"
    var text = Array(dictionary.utf8)
    let fixedByteCount = NPYHeader.prefixByteCount + 2
    let padding = 64 - (fixedByteCount + text.count + 1) % 64
    text.append(contentsOf: repeatElement(0x20, count: padding % 64))
    text.append(0x0A)
    let length = UInt16(text.count)
    return NPYHeader.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + text
  }

  /// Hands the bytes of the file to `write`, in order: the header, then the rows in pieces of at most
  /// 1 MiB.
  ///
  /// - Throws: what `write` throws, at once.
  public static func write<Failure: Error>(
    _ matrix: Matrix, to write: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    try write(header(rowCount: matrix.rowCount, columnCount: matrix.columnCount).span)
    try writeElements(0..<matrix.elements.count, of: matrix, to: write)
  }

  /// The same of a file of `rowCount` rows: row `i` of `matrix` is its row `places[i]`, and all others
  /// are zeros. Places ascend.
  ///
  /// - Throws: what `write` throws, at once.
  public static func write<Failure: Error>(
    _ matrix: Matrix, places: [Int], rowCount: Int, to write: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(places.count == matrix.rowCount, "\(places.count) places, \(matrix.rowCount) rows")
    try write(header(rowCount: rowCount, columnCount: matrix.columnCount).span)
    let zeros = [UInt8](repeating: 0, count: 4 * matrix.columnCount)
    var (row, next) = (0, 0)
    while row < places.count {
      var end = row + 1
      while end < places.count, places[end] == places[row] + end - row { end += 1 }
      precondition(places[row] >= next, "place \(places[row]), expected \(next) or more")
      for _ in next..<places[row] { try write(zeros.span) }
      try writeElements(matrix.elementRange(ofRows: row..<end), of: matrix, to: write)
      next = places[row] + end - row
      row = end
    }
    precondition(next <= rowCount, "\(next) rows of \(rowCount)")
    for _ in next..<rowCount { try write(zeros.span) }
  }

  private static func writeElements<Failure: Error>(
    _ range: Range<Int>, of matrix: Matrix, to write: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var chunk: [UInt8] = []
    chunk.reserveCapacity(4 * min(range.count, chunkElementCount))
    for start in stride(from: range.lowerBound, to: range.upperBound, by: chunkElementCount) {
      chunk.removeAll(keepingCapacity: true)
      for i in start..<min(range.upperBound, start + chunkElementCount) {
        let bits = matrix.elements[i].bitPattern.littleEndian
        unsafe withUnsafeBytes(of: bits) { unsafe chunk.append(contentsOf: $0) }
      }
      try write(chunk.span)
    }
  }
}
