// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Reads the steps of a field path from its bytes.
struct PathParser {
  let text: String
  let bytes: [UInt8]
  var position = 0
  var optionalCount = 0

  init(text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func steps() throws(CorpusError) -> ([FieldPath.Step], optionalCount: Int) {
    var steps: [FieldPath.Step] = []
    if isQuoted {
      position += 1
      steps.append(try quotedName())
    } else {
      steps.append(.member(FieldName(try name("a field name"))))
    }
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "."):
        position += 1
        steps.append(.member(FieldName(try name("a field name after '.'"))))
      case UInt8(ascii: "["):
        let isName = isQuoted
        position += 1
        steps.append(isName ? try quotedName() : try bracket())
      case UInt8(ascii: "?"):
        position += 1
        optionalCount = steps.count
      default: throw fault("'.', '[' or '?'")
      }
    }
    return (steps, optionalCount)
  }

  /// Whether a name in brackets and quotes is next.
  private var isQuoted: Bool {
    bytes[position...].starts(with: [UInt8(ascii: "["), UInt8(ascii: "\"")])
  }

  /// The bytes up to the next one that has a meaning in paths. A `?` has one at the end of a name
  /// alone.
  private mutating func name(_ expected: String) throws(CorpusError) -> String {
    let start = position
    while position < bytes.count, !isSpecial(at: position) { position += 1 }
    guard position > start else { throw fault(expected) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func isSpecial(at place: Int) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"): true
    case UInt8(ascii: "?"):
      place + 1 == bytes.count || bytes[place + 1] == UInt8(ascii: ".")
        || bytes[place + 1] == UInt8(ascii: "[")
    default: false
    }
  }

  /// A name in quotes, behind the bracket; `\"` and `\\` stand for a quote and a backslash.
  private mutating func quotedName() throws(CorpusError) -> FieldPath.Step {
    position += 1
    var name: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "\"") || bytes[position + 1] == UInt8(ascii: "\\")
      {
        position += 1
      }
      name.append(bytes[position])
      position += 1
    }
    guard position < bytes.count else { throw fault("'\"'") }
    position += 1
    guard position < bytes.count, bytes[position] == UInt8(ascii: "]") else { throw fault("']'") }
    position += 1
    return .member(FieldName(String(decoding: name, as: UTF8.self)))
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
      throw fault("a number, '*', name=value or \"name\" in brackets")
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
