// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// A file of named tensors, its header checked when it is opened; tensors are read on request.
///
/// The format: the length of the header (64 bits, little endian), a JSON object of names to type,
/// shape and byte range, and the bytes of the tensors. They must follow each other without a hole
/// or an overlap, in any order, to the end of the file.
///
/// > Source: *Safetensors*, Hugging Face, https://github.com/huggingface/safetensors, section
/// > "Format".
struct SafetensorsFile: Sendable {
  /// What the header says of a tensor.
  struct Tensor: Hashable, Sendable {
    /// What the header calls the type of its elements.
    let type: String
    let shape: [Int]
    /// Its bytes in the file.
    let range: Range<Int>

    /// The type of its elements; nil for one of which nothing is known.
    var element: SafetensorsElement? { SafetensorsElement(rawValue: type) }
  }

  /// Where it is.
  var path: String { file.path }
  /// The tensors by their names.
  let tensors: [String: Tensor]
  let file: InputFile

  /// A longer header is refused, as by the format's own library.
  private static let longestHeader = 100_000_000

  /// Opens the file at `path` and checks its header.
  init(path: String) throws(EmbeddingError) { try self.init(try InputFile(path: path)) }

  /// Checks the header of `file`.
  init(_ file: InputFile) throws(EmbeddingError) {
    self.file = file
    let path = file.path
    guard file.byteCount >= 8 else {
      throw EmbeddingError(
        code: .notSafetensors, path: path,
        detail: "\(file.byteCount) bytes, fewer than the length of the header takes")
    }
    let length = try file.bytes(at: 0, count: 8).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    guard length <= UInt64(Self.longestHeader), Int(length) <= file.byteCount - 8 else {
      throw EmbeddingError(
        code: .notSafetensors, path: path,
        detail: "the header claims \(length) bytes; the file has \(file.byteCount), and "
          + "\(Self.longestHeader) is the most")
    }
    let text = try file.bytes(at: 8, count: Int(length))
    guard text.first == UInt8(ascii: "{") else {
      throw EmbeddingError(
        code: .notSafetensors, path: path, detail: "the header does not start with {")
    }
    tensors = try SafetensorsHeader(
      path: path, start: 8 + Int(length), end: file.byteCount
    ).tensors(of: try JSONTree(parsing: text, path: path))
  }

  /// The numbers of `tensor`, which is one of this file and of a floating-point type; an element
  /// that is not finite, or beyond the range of `Float`, is an error.
  func floats(of name: String, _ tensor: Tensor) throws(EmbeddingError) -> [Float] {
    guard let format = StoredFloat(tensor) else {
      throw EmbeddingError(
        code: .unsupportedType, path: path,
        detail: "tensor \"\(name)\" is of \(tensor.type), expected F32, F16, BF16 or F64")
    }
    var elements = [Float](repeating: 0, count: tensor.range.count / format.byteCount)
    var target = elements.mutableSpan
    try file.readFloats(format, at: tensor.range.lowerBound, into: &target)
    var largest: UInt32 = 0
    for i in target.indices { largest = max(largest, target[i].bitPattern & 0x7FFF_FFFF) }
    if largest >= Float.infinity.bitPattern,
      let place = elements.firstIndex(where: { !$0.isFinite })
    {
      throw EmbeddingError(
        code: .notFinite, path: path,
        detail: "tensor \"\(name)\", element \(place): found \(elements[place]), expected a finite "
          + "number within the range of float32")
    }
    return elements
  }

  /// The numbers of the tensor `name`, which must be there, of `shape` and a floating-point type.
  func floats(named name: String, shape: [Int]) throws(EmbeddingError) -> [Float] {
    guard let tensor = tensors[name] else {
      throw EmbeddingError(
        code: .wrongTensor, path: path, detail: "no \"\(name)\", expected one of \(shape)")
    }
    guard tensor.shape == shape else {
      throw EmbeddingError(
        code: .wrongTensor, path: path,
        detail: "\"\(name)\" is \(tensor.shape), expected \(shape)")
    }
    return try floats(of: name, tensor)
  }

  /// The numbers of `tensor`, which is one of this file and of I8.
  func bytes(of tensor: Tensor) throws(EmbeddingError) -> [Float] {
    precondition(tensor.element == .int8, tensor.type)
    return try file.bytes(at: tensor.range.lowerBound, count: tensor.range.count)
      .map { Float(Int8(bitPattern: $0)) }
  }

  /// The numbers of `tensor`, which is one of this file and of I32 or I64.
  func integers(of name: String, _ tensor: Tensor) throws(EmbeddingError) -> [Int] {
    guard let element = tensor.element, element == .int32 || element == .int64 else {
      throw EmbeddingError(
        code: .unsupportedType, path: path,
        detail: "tensor \"\(name)\" is of \(tensor.type), expected I64 or I32")
    }
    let bytes = try file.bytes(at: tensor.range.lowerBound, count: tensor.range.count)
    let width = element.byteCount
    return stride(from: 0, to: bytes.count, by: width).map { start in
      let bits = (0..<width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[start + $1]) }
      return width == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(truncatingIfNeeded: bits)
    }
  }
}
