// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// Reads vectors from a `.fvecs` file: per row its length, 32 bits, and as many `float32`, all little
/// endian; all rows of one length.
///
/// > Source: the corpora TEXMEX of Jégou, Douze & Schmid, *Product Quantization for Nearest Neighbor
/// > Search*, 2011, doi:10.1109/TPAMI.2010.57, http://corpus-texmex.irisa.fr.
struct FvecsReader {
  /// How many threads read.
  let workers: Int

  /// A length of more is not a vector, but another kind of file.
  private static let longestRow = 1 << 20

  func read(_ file: InputFile, expectedRowCount: Int?) throws(EmbeddingError) -> VectorRows {
    let path = file.path
    guard file.byteCount >= 4 else {
      throw EmbeddingError(
        code: .badVectors, path: path, detail: "\(file.byteCount) bytes, expected a row at least")
    }
    let length = Int(ByteFields(try file.bytes(at: 0, count: 4)).uint32(at: 0))
    guard (1...Self.longestRow).contains(length) else {
      throw EmbeddingError(
        code: .badVectors, path: path, row: 0,
        detail: "its length is \(length), expected 1 to \(Self.longestRow)")
    }
    let rowByteCount = 4 + 4 * length
    let rowCount = file.byteCount / rowByteCount
    guard file.byteCount % rowByteCount == 0 else {
      throw EmbeddingError(
        code: .wrongLength, path: path,
        detail: "\(file.byteCount) bytes, but rows of \(length) take \(rowByteCount) each")
    }
    if let expectedRowCount, expectedRowCount != rowCount {
      throw .wrongRowCount(path: path, found: rowCount, expected: expectedRowCount)
    }
    let (elements, zeroRows) = try FloatColumn.filled(
      rowCount: rowCount, rowLength: length,
      chunkSize: max(1, StoredRows.chunkElementCount / length), workers: workers
    ) { (rows, target) throws(EmbeddingError) -> [Int] in
      var words = [UInt32](repeating: 0, count: rows.count * (length + 1))
      var span = words.mutableSpan
      try file.read(at: rows.lowerBound * rowByteCount, into: &span)
      for row in 0..<rows.count {
        let start = row * (length + 1)
        let found = UInt32(littleEndian: span[start])
        guard found == UInt32(length) else {
          throw EmbeddingError(
            code: .badVectors, path: path, row: rows.lowerBound + row,
            detail: "its length is \(found), expected \(length) as in row 0")
        }
        for i in 0..<length {
          target[row * length + i] = Float(bitPattern: UInt32(littleEndian: span[start + 1 + i]))
        }
      }
      return try StoredRows.zeroRows(of: target.span, rows: rows, path: path)
    }
    return VectorRows(
      matrix: Matrix(rowCount: rowCount, columnCount: length, elements: elements),
      zeroRows: Array(zeroRows.joined()))
  }
}
