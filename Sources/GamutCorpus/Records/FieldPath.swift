// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The way to a text inside a record: `a.b`, `messages[-1].content`,
/// `messages[role=assistant].content`, `conversations[*].value`, `["key.with.dot"]`.
///
/// A `?` behind a step means: where it is. What is missing up to there is an empty text and no error.
public struct FieldPath: Hashable, Sendable {
  /// The path as written.
  public let text: String
  let steps: [Step]
  /// How many steps from the first on may lead nowhere.
  let optionalCount: Int

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
    (steps, optionalCount) = try parser.steps()
  }

  /// The path to the member called `member`, whatever characters its name has.
  init(member: String) {
    text = member
    steps = [.member(FieldName(member))]
    optionalCount = 0
  }

  /// Reads paths with commas between them; a comma inside of brackets belongs to the path.
  public static func list(_ text: String) throws(CorpusError) -> [FieldPath] {
    var paths: [FieldPath] = []
    for part in split(text) {
      guard !part.isEmpty else {
        throw CorpusError(
          .invalidPath, field: part,
          detail: "\(OneLine.quoted(text)) has an empty path, expected a field name between commas")
      }
      paths.append(try FieldPath(part))
    }
    return paths
  }

  /// What stands between the commas of `text` that are outside of brackets and quotes.
  static func split(_ text: String) -> [String] {
    var parts: [[UInt8]] = [[]]
    var isInBrackets = false
    var isInQuotes = false
    var isEscaped = false
    for byte in text.utf8 {
      if isInQuotes {
        if byte == UInt8(ascii: "\""), !isEscaped { isInQuotes = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      } else if byte == UInt8(ascii: "\""), isInBrackets, parts[parts.count - 1].last == 0x5B {
        isInQuotes = true
      } else if byte == UInt8(ascii: "[") {
        isInBrackets = true
      } else if byte == UInt8(ascii: "]") {
        isInBrackets = false
      } else if byte == UInt8(ascii: ","), !isInBrackets {
        parts.append([])
        continue
      }
      parts[parts.count - 1].append(byte)
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names of the members on the way; nil where an element of a list is on it.
  var memberNames: [String]? {
    var names: [String] = []
    for step in steps {
      guard case .member(let name) = step else { return nil }
      names.append(name.text)
    }
    return names
  }

  /// The member of the record that the path begins with.
  var firstName: String {
    guard case .member(let name) = steps[0] else { preconditionFailure("\(text) begins in a list") }
    return name.text
  }
}

extension FieldPath: CustomStringConvertible {
  /// The path as written.
  public var description: String { text }
}

extension FieldPath: Codable {
  /// Reads a path from a string.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the path as it was written.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
