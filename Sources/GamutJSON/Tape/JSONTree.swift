// SPDX-License-Identifier: Apache-2.0

/// A whole JSON document as a tree: small files of settings, never a record.
///
/// Strings are bytes, because keys that are canonically equivalent are different tokens of a
/// vocabulary, and equal as Swift strings.
package indirect enum JSONTree: Hashable, Sendable {
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
  package struct Member: Hashable, Sendable {
    /// The key, escapes resolved.
    package let key: [UInt8]
    /// What stands under it.
    package let value: JSONTree
  }
}

extension JSONTree {
  /// The value of `key` of an object; nil without one, and of anything else.
  package subscript(_ key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    let bytes = Array(key.utf8)
    return members.first { $0.key == bytes }?.value
  }

  /// The text of a string; what is not UTF-8 becomes U+FFFD.
  package var text: String? {
    guard case .string(let bytes) = self else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A whole number.
  package var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// Any number.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A truth value.
  package var boolean: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  /// The elements of an array.
  package var elements: [JSONTree]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object.
  package var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// Whether it is null.
  package var isNull: Bool { self == .null }

  /// What it is, for an error.
  package var kind: String {
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
