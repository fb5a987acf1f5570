// SPDX-License-Identifier: Apache-2.0

/// Writes and reads the shape of a text: per part a role byte (behind `o`, a role without a byte of
/// its own, its length and name) and the length of the part in bytes, seven bits to a byte, lowest
/// first.
public enum PartShape {
  /// One part of a text.
  public struct Part: Hashable, Sendable {
    /// The byte of its role.
    public let roleByte: UInt8
    /// Where it stands in the text.
    public let range: Range<Int>

    /// Makes a part.
    package init(roleByte: UInt8, range: Range<Int>) {
      self.roleByte = roleByte
      self.range = range
    }

    /// What it is to the model.
    public var role: PartRole { PartRole(shapeByte: roleByte) }
  }

  /// The byte of a role that is known by its name.
  public static let namedRole = UInt8(ascii: "o")

  /// Calls `body` with each part that `shape` tells of, in the order of the text.
  ///
  /// - Parameter hasNames: whether names stand behind `o`, as they do in every view; a column of
  ///   field paths has the number of the path in place of a role.
  public static func forEachPart(
    of shape: Span<UInt8>, hasNames: Bool = true, _ body: (Part) -> Void
  ) {
    var place = 0
    var start = 0
    while place < shape.count {
      let roleByte = shape[place]
      place += 1
      if hasNames, roleByte == namedRole {
        let byteCount = length(in: shape, at: &place)
        place += byteCount
      }
      let byteCount = length(in: shape, at: &place)
      body(Part(roleByte: roleByte, range: start..<start + byteCount))
      start += byteCount + 1
    }
  }

  /// The length that `appendLength` wrote at `place`, which moves behind it.
  private static func length(in shape: Span<UInt8>, at place: inout Int) -> Int {
    var length = 0
    var shift = 0
    while true {
      let byte = shape[place]
      place += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { return length }
    }
  }
}

extension ShapedTexts {
  /// Adds a part, which is not empty, to the record being written.
  ///
  /// - Parameter name: of a role without a byte of its own; its byte is `PartShape.namedRole`.
  public mutating func appendPart(_ part: Span<UInt8>, roleByte: UInt8, name: [UInt8]? = nil) {
    if texts.bytes.count > (texts.ends.last ?? 0) { texts.appendToText(UInt8(ascii: "\n")) }
    texts.appendToText(part)
    shapes.appendToText(roleByte)
    if let name {
      appendLength(name.count)
      shapes.appendToText(name.span)
    }
    appendLength(part.count)
  }

  private mutating func appendLength(_ length: Int) {
    var rest = length
    while rest >= 0x80 {
      shapes.appendToText(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    shapes.appendToText(UInt8(rest))
  }

  /// The parts of record `index`, in order.
  public func parts(of index: Int, hasNames: Bool = true) -> [PartShape.Part] {
    shapes.withText(index) { shape in
      var parts: [PartShape.Part] = []
      PartShape.forEachPart(of: shape, hasNames: hasNames) { parts.append($0) }
      return parts
    }
  }
}
