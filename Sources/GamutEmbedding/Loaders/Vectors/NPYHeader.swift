// SPDX-License-Identifier: Apache-2.0

/// What the header of a `.npy` file says of the array behind it.
///
/// The format: the magic `\x93NUMPY`, two version bytes, the length of the header (16 bits in
/// version 1, 32 in versions 2 and 3, little endian), and a Python dictionary literal with the keys
/// `descr`, `fortran_order` and `shape`, padded by spaces and ended by a line feed.
///
/// > Source: NumPy Enhancement Proposal 1, *A Simple File Format for NumPy Arrays*, and the module
/// > `numpy.lib.format`.
struct NPYHeader: Hashable, Sendable {
  /// The type of the elements, as `<f4`; nil for a structured one.
  let type: String?
  /// Whether the elements stand column by column.
  let isFortranOrder: Bool
  /// The length of every dimension.
  let shape: [Int]

  /// The bytes of magic and version.
  static let prefixByteCount = 8
  /// The six bytes every file starts with.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// A dictionary of three short keys needs about 100 bytes; more than this is not a header of a plain
  /// array, and is not worth reading into memory.
  static let longestByteCount = 1 << 16
}

extension NPYHeader {
  /// Reads the dictionary of `text`; `path` is for the errors.
  init(parsing text: [UInt8], path: String) throws(EmbeddingError) {
    var literal = PythonLiteral(text)
    guard let entries = literal.dictionary(), literal.isAtEnd() else {
      throw EmbeddingError(
        code: .badHeader, path: path,
        detail: "expected a dictionary with descr, fortran_order and shape, found "
          + NPYHeader.excerpt(of: text))
    }
    var found: [String: PythonLiteral.Value] = [:]
    for (key, value) in entries {
      guard found.updateValue(value, forKey: key) == nil else {
        throw EmbeddingError(code: .badHeader, path: path, detail: "\"\(key)\" stands there twice")
      }
    }
    for key in ["descr", "fortran_order", "shape"] where found[key] == nil {
      throw EmbeddingError(code: .badHeader, path: path, detail: "no \"\(key)\"")
    }
    type = if case .string(let type) = found["descr"] { type } else { nil }
    guard case .boolean(let isFortranOrder) = found["fortran_order"] else {
      throw EmbeddingError(
        code: .badHeader, path: path, detail: "\"fortran_order\" is neither True nor False")
    }
    self.isFortranOrder = isFortranOrder
    guard case .tuple(let shape) = found["shape"] else {
      throw EmbeddingError(
        code: .badHeader, path: path, detail: "\"shape\" is not a tuple of whole numbers")
    }
    self.shape = shape
  }

  /// The start of `text`, printable, for an error.
  private static func excerpt(of text: [UInt8]) -> String {
    "\""
      + text.prefix(60).map { (32..<127).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
      + (text.count > 60 ? "…\"" : "\"")
  }
}

extension NPYHeader {
  /// Reads the header at the beginning of `source`, which has `byteCount` bytes; `offset` is where
  /// the array begins in it. What is read is read in order.
  ///
  /// - Returns: the header, and how many bytes it and what is before it take.
  static func read(
    from source: some ByteSource, at offset: Int, byteCount: Int
  ) throws(EmbeddingError) -> (header: NPYHeader, byteCount: Int) {
    let path = source.path
    guard byteCount >= prefixByteCount else {
      throw EmbeddingError(
        code: .notNPY, path: path,
        detail: "\(byteCount) bytes, fewer than the magic number and version take")
    }
    let prefix = try source.bytes(at: offset, count: prefixByteCount)
    guard Array(prefix.prefix(6)) == magic else {
      throw EmbeddingError(
        code: .notNPY, path: path, detail: "the magic number \\x93NUMPY is missing")
    }
    let (major, minor) = (prefix[6], prefix[7])
    guard (1...3).contains(major), minor == 0 else {
      throw EmbeddingError(
        code: .unknownVersion, path: path,
        detail: "found \(major).\(minor), expected 1.0, 2.0 or 3.0")
    }
    let lengthByteCount = major == 1 ? 2 : 4
    let textStart = prefixByteCount + lengthByteCount
    guard byteCount >= textStart else {
      throw EmbeddingError(code: .badHeader, path: path, detail: "the file ends in the header")
    }
    let length = try source.bytes(at: offset + prefixByteCount, count: lengthByteCount)
      .reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= longestByteCount, byteCount >= textStart + length else {
      throw EmbeddingError(
        code: .badHeader, path: path,
        detail: "it claims \(length) bytes, the file has \(byteCount)")
    }
    let text = try source.bytes(at: offset + textStart, count: length)
    return (try NPYHeader(parsing: text, path: path), textStart + length)
  }
}
