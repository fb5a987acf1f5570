// SPDX-License-Identifier: Apache-2.0

/// A piece of HTML that can only be made of literals in this source and of escaped text.
///
/// A value interpolated into the literal is escaped by bytes, for element content and for quoted
/// attributes alike, so forgetting to escape is not possible: a `String` cannot become markup.
///
/// ```swift
/// let cell: HTML = "<td title=\"\(name)\">\(text)</td>"
/// ```
///
/// Bytes, not characters: a quote followed by a combining mark is one `Character` that equals no
/// quote, but the browser sees the quote.
struct HTML: Equatable, Sendable, ExpressibleByStringInterpolation {
  private(set) var bytes: [UInt8] = []

  /// Takes a literal as it is; only the compiler makes a `StaticString`.
  init(stringLiteral literal: StaticString) { append(literal) }

  init(stringInterpolation: Interpolation) { bytes = stringInterpolation.html.bytes }

  /// Makes an empty piece.
  init() {}

  /// Escapes a text: control and bidirectional characters become visible, then the five
  /// characters of HTML and the grave accent become references.
  init(text: String) { append(text: SafeText.block(text)) }

  /// Makes JSON the content of a data block: what could end the block, or begin another, is written as
  /// JSON writes any character, `\u003C`. Such characters occur within strings alone.
  init(json: some Sequence<UInt8>) {
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): bytes.append(contentsOf: "\\u003C".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "\\u003E".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "\\u0026".utf8)
      default: bytes.append(byte)
      }
    }
  }

  /// Joins pieces.
  init(_ pieces: some Sequence<HTML>) { for piece in pieces { append(piece) } }

  /// The anchors in it, in order. No text can be one: its quotes are escaped.
  var anchors: [String] {
    let opening = Array(" id=\"".utf8)
    var found: [String] = []
    for quote in bytes.indices where bytes[quote] == UInt8(ascii: "\"") {
      guard bytes[...quote].suffix(opening.count).elementsEqual(opening) else { continue }
      found.append(
        String(
          decoding: bytes[(quote + 1)...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self))
    }
    return found
  }

  static func + (left: HTML, right: HTML) -> HTML { HTML([left, right]) }

  static func += (left: inout HTML, right: HTML) { left.append(right) }

  private mutating func append(_ literal: StaticString) {
    // Safe: a literal of more than one code point is a pointer to bytes that live for ever.
    if literal.hasPointerRepresentation {
      unsafe bytes.append(
        contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    } else {
      bytes.append(contentsOf: String(literal.unicodeScalar).utf8)
    }
  }

  private mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

  private mutating func append(text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      case UInt8(ascii: "`"): bytes.append(contentsOf: "&#96;".utf8)
      default: bytes.append(byte)
      }
    }
  }

  /// Collects the parts of a literal.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var html = HTML()

    init(literalCapacity: Int, interpolationCount: Int) {
      html.bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: StaticString) { html.append(literal) }

    /// A text, escaped.
    mutating func appendInterpolation(_ text: String) { html += HTML(text: text) }

    /// A piece that is escaped already.
    mutating func appendInterpolation(_ piece: HTML) { html += piece }

    /// Pieces one after the other.
    mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { html += piece } }

    /// A whole number, without separators.
    mutating func appendInterpolation(_ number: Int) { html.append(text: String(number)) }

    /// A length or a place of a drawing, rounded to hundredths, so that no last bit shows.
    mutating func appendInterpolation(at position: Double) {
      let hundredths = (position.isFinite ? position * 100 : 0).rounded()
      let number = max(-1e9, min(1e9, hundredths)) / 100
      html.append(text: number == number.rounded() ? String(Int(number)) : number.description)
    }
  }
}
