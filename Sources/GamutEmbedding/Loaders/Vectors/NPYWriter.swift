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
    let count = matrix.elements.count
    for start in stride(from: 0, to: count, by: chunkElementCount) {
      let end = min(count, start + chunkElementCount)
      try write(bytes(of: matrix.elements.span.extracting(start..<end)).span)
    }
  }

  /// The bytes of `elements`, as they follow the header.
  public static func bytes(of elements: Span<Float>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * elements.count)
    for i in elements.indices {
      let bits = elements[i].bitPattern.littleEndian
      unsafe withUnsafeBytes(of: bits) { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
