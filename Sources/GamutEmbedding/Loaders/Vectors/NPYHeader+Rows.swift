// SPDX-License-Identifier: Apache-2.0

extension NPYHeader {
  /// The rows behind this header, which with what is before it takes `headerByteCount` of the
  /// `byteCount` bytes that the array has from byte `offset` on.
  ///
  /// - Throws: what is not a matrix of little-endian floating-point numbers in C order, by name, and a
  ///   length that does not fit the shape.
  func rows(
    at offset: Int, headerByteCount: Int, byteCount: Int, path: String
  ) throws(EmbeddingError) -> StoredRows {
    let format = try format(path: path)
    guard !isFortranOrder else {
      throw EmbeddingError(
        code: .fortranOrder, path: path,
        detail: "the array is stored by columns; save numpy.ascontiguousarray of it")
    }
    guard shape.count == 2, shape[1] > 0 else {
      let found =
        shape.isEmpty ? "a single number" : shape.map(String.init).joined(separator: " × ")
      throw EmbeddingError(
        code: .badShape, path: path,
        detail:
          "found \(found)\(shape.count == 1 ? " in one dimension" : ""), expected rows × columns")
    }
    let (count, overflow) = shape[0].multipliedReportingOverflow(by: shape[1])
    let (size, tooLarge) = count.multipliedReportingOverflow(by: format.byteCount)
    guard !overflow, !tooLarge, size <= Int.max - headerByteCount,
      byteCount == headerByteCount + size
    else {
      let needed =
        overflow || tooLarge || size > Int.max - headerByteCount
        ? "more" : "\(headerByteCount + size)"
      throw EmbeddingError(
        code: .wrongLength, path: path,
        detail: "\(byteCount) bytes, but \(shape[0]) × \(shape[1]) \(format) and its header take "
          + needed)
    }
    return StoredRows(
      format: format, rowCount: shape[0], columnCount: shape[1], start: offset + headerByteCount)
  }

  private func format(path: String) throws(EmbeddingError) -> StoredFloat {
    let expected = "expected float32, float16 or float64 (<f4, <f2, <f8)"
    guard let type else {
      throw EmbeddingError(
        code: .unsupportedType, path: path, detail: "a structured type; \(expected)")
    }
    if let format = StoredFloat(npyType: type) { return format }
    let code: EmbeddingError.Code =
      if type.contains("O") { .objectArray } else if type.hasPrefix(">") { .bigEndian } else {
        .unsupportedType
      }
    throw EmbeddingError(code: code, path: path, detail: "found \(type), \(expected)")
  }
}
