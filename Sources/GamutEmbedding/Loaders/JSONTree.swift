// SPDX-License-Identifier: Apache-2.0

/// A JSON document of a model: its configuration, its tokeniser, the header of its weights.
///
/// Strings are bytes, because keys that are canonically equivalent are different tokens of a
/// vocabulary, and equal as Swift strings.
indirect enum JSONTree: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// A number without fraction and exponent, within the range of `Int`.
  case integer(Int)
  case number(Double)
  /// Its bytes, escapes resolved; a lone surrogate is U+FFFD.
  case string([UInt8])
  case array([JSONTree])
  /// In the order of the document; no key stands twice.
  case object([Member])

  /// A key and its value.
  struct Member: Hashable, Sendable {
    let key: [UInt8]
    let value: JSONTree
  }
}

extension JSONTree {
  /// The value of `key` of an object; nil without one, and of anything else.
  subscript(_ key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    let bytes = Array(key.utf8)
    return members.first { $0.key == bytes }?.value
  }

  /// The text of a string; what is not UTF-8 becomes U+FFFD.
  var text: String? {
    guard case .string(let bytes) = self else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A whole number.
  var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// Any number.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A truth value.
  var boolean: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  /// The elements of an array.
  var elements: [JSONTree]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object.
  var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// Whether it is null.
  var isNull: Bool { self == .null }

  /// What it is, for an error.
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "a truth value"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSONTree {
  /// The largest file that is read as one document: tokenisers of 500,000 tokens take 30 MB.
  static let largestByteCount = 100_000_000

  /// Reads the file at `path`.
  static func read(path: String) throws(EmbeddingError) -> JSONTree {
    try JSONTree(parsing: try InputFile(path: path).bytes(atMost: largestByteCount), path: path)
  }

  /// Parses one document; `path` is for the error, which names the byte.
  init(parsing bytes: [UInt8], path: String) throws(EmbeddingError) {
    var parser = JSONTreeParser(bytes)
    guard let tree = parser.document() else {
      throw EmbeddingError(
        code: .badJSON, path: path,
        detail: "byte \(parser.place) of \(bytes.count): \(parser.expectation)")
    }
    self = tree
  }
}
