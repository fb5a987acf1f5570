// SPDX-License-Identifier: Apache-2.0

extension JSONTree {
  /// Deeper nesting is refused: no file of settings has it, and every level takes stack.
  package static let deepest = 64

  /// Parses one document (RFC 8259).
  ///
  /// - Throws: the fault and its byte; that a key stands twice in an object, that more than
  ///   `deepest` values stand within each other, or that a number is beyond the range of `Double`.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    let parser = JSONParser()
    // The tape lives as long as its parser.
    defer { withExtendedLifetime(parser) {} }
    let tape = try parser.parse(bytes.span, padding: 0, mode: .strict)
    do throws(TreeFault) {
      self = try JSONTree(tape, at: JSONTape.rootValue, depth: 0)
    } catch {
      throw JSONSyntaxError(
        kind: .malformed, offset: JSONText.offset(ofWord: error.index, of: tape, in: bytes.span),
        detail: error.detail)
    }
  }

  /// Why a document that is JSON makes no tree.
  private struct TreeFault: Error {
    /// The word of the tape.
    let index: Int
    let detail: String
  }

  private init(_ tape: JSONTape, at index: Int, depth: Int) throws(TreeFault) {
    let tag = tape.tag(at: index)
    switch tag {
    case .object, .array:
      guard depth < Self.deepest else {
        throw TreeFault(index: index, detail: "more than \(Self.deepest) values within each other")
      }
      self =
        try tag == .object
        ? .object(Self.members(tape, of: index, depth: depth))
        : .array(Self.elements(tape, of: index, depth: depth))
    case .string: self = .string(tape.scalarBytes(at: index))
    case .yes: self = .boolean(true)
    case .no: self = .boolean(false)
    case .int, .uint, .double:
      if let value = tape.integer(at: index) {
        self = .integer(value)
      } else if let value = tape.number(at: index), value.isFinite {
        self = .number(value)
      } else {
        throw TreeFault(index: index, detail: "a number out of range")
      }
    default: self = .null
    }
  }

  private static func members(
    _ tape: JSONTape, of object: Int, depth: Int
  ) throws(TreeFault) -> [Member] {
    var members: [Member] = []
    var keys: Set<[UInt8]> = []
    var i = object + 1
    while tape.tag(at: i) == .string {
      let key = tape.scalarBytes(at: i)
      guard keys.insert(key).inserted else {
        throw TreeFault(index: i, detail: "a key stands twice")
      }
      members.append(Member(key: key, value: try JSONTree(tape, at: i + 1, depth: depth + 1)))
      i = tape.index(after: i + 1)
    }
    return members
  }

  private static func elements(
    _ tape: JSONTape, of array: Int, depth: Int
  ) throws(TreeFault) -> [JSONTree] {
    var elements: [JSONTree] = []
    var i = array + 1
    while tape.tag(at: i) != .arrayEnd {
      elements.append(try JSONTree(tape, at: i, depth: depth + 1))
      i = tape.index(after: i)
    }
    return elements
  }
}

extension JSONTape {
  /// The bytes of the string at `index`, with U+FFFD for each lone surrogate.
  fileprivate func scalarBytes(at index: Int) -> [UInt8] {
    var bytes = bytes(at: index)
    // A surrogate is ED A0…BF xx, and U+FFFD has three bytes as well: EF BF BD.
    for i in bytes.indices where bytes[i] == 0xED && bytes[i + 1] >= 0xA0 {
      bytes.replaceSubrange(i..<i + 3, with: [0xEF, 0xBF, 0xBD])
    }
    return bytes
  }
}
