// SPDX-License-Identifier: Apache-2.0

extension InputFile {
  /// `count` bytes from `offset` on.
  func bytes(at offset: Int, count: Int) throws(EmbeddingError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    try read(at: offset, into: &span)
    return bytes
  }

  /// All bytes, of a file that has `limit` at most.
  func bytes(atMost limit: Int) throws(EmbeddingError) -> [UInt8] {
    guard byteCount <= limit else {
      throw EmbeddingError(
        code: .wrongLength, path: path, detail: "\(byteCount) bytes, expected \(limit) at most")
    }
    return try bytes(at: 0, count: byteCount)
  }

  /// Fills `target` with little-endian single-precision numbers, read straight into place; on a
  /// big-endian machine the bytes are swapped there.
  func readFloat32(at offset: Int, into target: inout MutableSpan<Float>) throws(EmbeddingError) {
    try read(at: offset, into: &target)
    #if _endian(big)
      for i in target.indices { target[i] = Float(bitPattern: target[i].bitPattern.byteSwapped) }
    #endif
  }

  /// Fills `target` with half-precision numbers.
  func readFloat16(at offset: Int, into target: inout MutableSpan<Float>) throws(EmbeddingError) {
    let source = try bits(UInt16.self, at: offset, count: target.count)
    let bits = source.span
    for i in 0..<target.count {
      target[i] = Float.single(fromHalf: UInt16(littleEndian: bits[i]))
    }
  }

  /// Fills `target` with the upper halves of single-precision numbers.
  func readBFloat16(at offset: Int, into target: inout MutableSpan<Float>) throws(EmbeddingError) {
    let source = try bits(UInt16.self, at: offset, count: target.count)
    let bits = source.span
    for i in 0..<target.count {
      target[i] = Float(bitPattern: UInt32(UInt16(littleEndian: bits[i])) &<< 16)
    }
  }

  /// Fills `target` with double-precision numbers, rounded.
  func readFloat64(at offset: Int, into target: inout MutableSpan<Float>) throws(EmbeddingError) {
    let source = try bits(UInt64.self, at: offset, count: target.count)
    let bits = source.span
    for i in 0..<target.count {
      target[i] = Float(Double(bitPattern: UInt64(littleEndian: bits[i])))
    }
  }

  private func bits<Bits: FixedWidthInteger & BitwiseCopyable>(
    _: Bits.Type, at offset: Int, count: Int
  ) throws(EmbeddingError) -> [Bits] {
    var source = [Bits](repeating: 0, count: count)
    var span = source.mutableSpan
    try read(at: offset, into: &span)
    return source
  }
}

extension Float {
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
}
