// SPDX-License-Identifier: Apache-2.0

/// Bytes that are read at chosen places: of a file, or of what a member of an archive unpacks to.
protocol ByteSource {
  /// The file, for errors.
  var path: String { get }

  /// Fills `elements` with the bytes from `offset` on, in the order of the source; a source that ends
  /// before is an error.
  func read<Element: BitwiseCopyable>(
    at offset: Int, into elements: inout MutableSpan<Element>
  ) throws(EmbeddingError)
}

extension ByteSource {
  /// `count` bytes from `offset` on.
  func bytes(at offset: Int, count: Int) throws(EmbeddingError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    try read(at: offset, into: &span)
    return bytes
  }

  /// Fills `target` with numbers stored as `format`.
  func readFloats(
    _ format: StoredFloat, at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
    switch format {
    case .float16: try readFloat16(at: offset, into: &target)
    case .bfloat16: try readBFloat16(at: offset, into: &target)
    case .float32: try readFloat32(at: offset, into: &target)
    case .float64: try readFloat64(at: offset, into: &target)
    }
  }

  /// Single precision is read straight into place; on a big-endian machine the bytes are swapped
  /// there.
  private func readFloat32(
    at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
    try read(at: offset, into: &target)
    #if _endian(big)
      for i in target.indices { target[i] = Float(bitPattern: target[i].bitPattern.byteSwapped) }
    #endif
  }

  private func readFloat16(
    at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
    let source = try bits(UInt16.self, at: offset, count: target.count)
    let bits = source.span
    for i in 0..<target.count {
      target[i] = Float.single(fromHalf: UInt16(littleEndian: bits[i]))
    }
  }

  /// The upper halves of single-precision numbers.
  private func readBFloat16(
    at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
    let source = try bits(UInt16.self, at: offset, count: target.count)
    let bits = source.span
    for i in 0..<target.count {
      target[i] = Float(bitPattern: UInt32(UInt16(littleEndian: bits[i])) &<< 16)
    }
  }

  /// Double precision, rounded.
  private func readFloat64(
    at offset: Int, into target: inout MutableSpan<Float>
  ) throws(EmbeddingError) {
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
