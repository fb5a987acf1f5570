// SPDX-License-Identifier: Apache-2.0

/// Why a text is not JSON, and where.
package struct JSONSyntaxError: Error, Hashable {
  /// What kind of fault it is, as far as someone decides by it.
  package enum Kind: Hashable {
    /// The text breaks the grammar.
    case malformed
    /// The text ends too early; more of it might have been right.
    case endsEarly
    /// The bytes are not UTF-8.
    case invalidUTF8
    /// Arrays and objects lie within each other beyond `TolerantParser.levelLimit`.
    case tooDeep
  }

  /// The kind.
  package let kind: Kind
  /// The place of the first byte that does not fit, from 0; the length where the text ends early.
  package let offset: Int
  /// What was found and expected.
  package let detail: String
}
