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
  /// The types of elements that are read.
  enum Element: String, Hashable, Sendable, CaseIterable {
    /// IEEE half precision, little endian.
    case float16 = "<f2"
    /// IEEE single precision, little endian.
    case float32 = "<f4"
    /// IEEE double precision, little endian.
    case float64 = "<f8"

    /// Bytes per element.
    var byteCount: Int {
      switch self {
      case .float16: 2
      case .float32: 4
      case .float64: 8
      }
    }
  }

  /// The type of the elements.
  let element: Element
  /// How many rows follow.
  let rowCount: Int
  /// How many columns each has.
  let columnCount: Int

  /// The bytes of magic and version.
  static let prefixByteCount = 8
  /// The six bytes every file starts with.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// A dictionary of three short keys needs about 100 bytes; more than this is no header of a plain
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
    element = try NPYHeader.element(of: found["descr"], path: path)
    guard case .boolean(let isFortranOrder) = found["fortran_order"] else {
      throw EmbeddingError(
        code: .badHeader, path: path, detail: "\"fortran_order\" is neither True nor False")
    }
    guard !isFortranOrder else {
      throw EmbeddingError(
        code: .fortranOrder, path: path,
        detail: "the array is stored by columns; save numpy.ascontiguousarray of it")
    }
    guard case .tuple(let shape) = found["shape"] else {
      throw EmbeddingError(
        code: .badHeader, path: path, detail: "\"shape\" is no tuple of whole numbers")
    }
    guard shape.count == 2, shape[1] > 0 else {
      let found =
        shape.isEmpty ? "a single number" : shape.map(String.init).joined(separator: " × ")
      throw EmbeddingError(
        code: .badShape, path: path,
        detail:
          "found \(found)\(shape.count == 1 ? " in one dimension" : ""), expected rows × columns")
    }
    rowCount = shape[0]
    columnCount = shape[1]
  }

  private static func element(
    of value: PythonLiteral.Value?, path: String
  ) throws(EmbeddingError) -> Element {
    let expected = "expected float32, float16 or float64 (<f4, <f2, <f8)"
    guard case .string(let type) = value else {
      throw EmbeddingError(
        code: .unsupportedType, path: path, detail: "a structured type; \(expected)")
    }
    if let element = Element(rawValue: type) { return element }
    let code: EmbeddingError.Code =
      if type.contains("O") { .objectArray } else if type.hasPrefix(">") { .bigEndian } else {
        .unsupportedType
      }
    throw EmbeddingError(code: code, path: path, detail: "found \(type), \(expected)")
  }

  /// The start of `text`, printable, for an error.
  private static func excerpt(of text: [UInt8]) -> String {
    "\""
      + text.prefix(60).map { (32..<127).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
      + (text.count > 60 ? "…\"" : "\"")
  }
}
