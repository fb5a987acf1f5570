// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The way to a text inside a record: `a.b`, `messages[-1].content`,
/// `messages[role=assistant].content`, `conversations[*].value`.
public struct FieldPath: Hashable, Sendable {
  /// The path as written.
  public let text: String
  let steps: [Step]

  /// One step on the way.
  enum Step: Hashable {
    /// A member of an object.
    case member(FieldName)
    /// An element of a list; negative counts from the end.
    case element(Int)
    /// Every element of a list.
    case every
    /// The elements of a list that are objects whose member is this string.
    case matching(FieldName, value: [UInt8])
  }

  /// Reads one path.
  ///
  /// - Throws: `invalidPath`, with the place in the path.
  public init(_ text: String) throws(CorpusError) {
    self.text = text
    var parser = PathParser(text: text)
    steps = try parser.steps()
  }

  /// The path to the member called `member`, whatever characters its name has.
  init(member: String) {
    text = member
    steps = [.member(FieldName(member))]
  }

  /// Reads paths with commas between them; a comma inside of brackets belongs to the path.
  public static func list(_ text: String) throws(CorpusError) -> [FieldPath] {
    var parts: [[UInt8]] = [[]]
    var isInBrackets = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "[") { isInBrackets = true }
      if byte == UInt8(ascii: "]") { isInBrackets = false }
      if byte == UInt8(ascii: ","), !isInBrackets {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    var paths: [FieldPath] = []
    for part in parts {
      let path = String(decoding: part, as: UTF8.self)
      guard !part.isEmpty else {
        throw CorpusError(
          .invalidPath, field: path,
          detail: "\(OneLine.quoted(text)) has an empty path, expected a field name between commas")
      }
      paths.append(try FieldPath(path))
    }
    return paths
  }
}

extension FieldPath: CustomStringConvertible {
  /// The path as written.
  public var description: String { text }
}

/// Reads the steps of a path from its bytes.
private struct PathParser {
  let text: String
  let bytes: [UInt8]
  var position = 0

  init(text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func steps() throws(CorpusError) -> [FieldPath.Step] {
    var steps = [FieldPath.Step.member(FieldName(try name("a field name")))]
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "."):
        position += 1
        steps.append(.member(FieldName(try name("a field name after '.'"))))
      case UInt8(ascii: "["):
        position += 1
        steps.append(try bracket())
      default: throw fault("'.' or '['")
      }
    }
    return steps
  }

  /// The bytes up to the next one that has a meaning in paths.
  private mutating func name(_ expected: String) throws(CorpusError) -> String {
    let start = position
    while position < bytes.count, !isSpecial(bytes[position]) { position += 1 }
    guard position > start else { throw fault(expected) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }

  private mutating func bracket() throws(CorpusError) -> FieldPath.Step {
    let start = position
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "]")) else {
      position = bytes.count
      throw fault("']'")
    }
    let inner = bytes[start..<end]
    if inner.elementsEqual([UInt8(ascii: "*")]) {
      position = end + 1
      return .every
    }
    if let equals = inner.firstIndex(of: UInt8(ascii: "=")), equals > start {
      position = end + 1
      return .matching(
        FieldName(String(decoding: inner[..<equals], as: UTF8.self)),
        value: Array(inner[(equals + 1)...]))
    }
    guard let index = Int(String(decoding: inner, as: UTF8.self)) else {
      throw fault("a number, '*' or name=value in brackets")
    }
    position = end + 1
    return .element(index)
  }

  private func fault(_ expected: String) -> CorpusError {
    let found =
      position < bytes.count
      ? OneLine.quoted(String(decoding: bytes[position...], as: UTF8.self)) : "the end"
    return CorpusError(
      .invalidPath, field: text,
      detail: "\(OneLine.quoted(text)) at character \(position + 1): found \(found), "
        + "expected \(expected)")
  }
}
