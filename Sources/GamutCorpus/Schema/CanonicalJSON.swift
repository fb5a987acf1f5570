// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// JSON values as bytes that are equal exactly if the values are.
///
/// Members come in ascending order of their names' bytes, the last of equal names, without those that
/// are null; a number that is whole has no fraction (`1.0` is `1`); nothing stands between the words.
enum CanonicalJSON {
  /// Adds the value at `index`.
  ///
  /// - Parameter hints: names of members that say how the value is to be served, not what it is; they
  ///   are left out wherever they stand.
  static func append(
    _ tape: JSONTape, at index: Int, without hints: NameTable?, to bytes: inout [UInt8]
  ) {
    switch tape.tag(at: index) {
    case .object: appendObject(tape, at: index, without: hints, to: &bytes)
    case .array:
      bytes.append(UInt8(ascii: "["))
      var i = index + 1
      while tape.tag(at: i) != .arrayEnd {
        if i > index + 1 { bytes.append(UInt8(ascii: ",")) }
        append(tape, at: i, without: hints, to: &bytes)
        i = tape.index(after: i)
      }
      bytes.append(UInt8(ascii: "]"))
    case .double:
      let number = Double(bitPattern: tape.word(at: index + 1))
      if let whole = Int64(exactly: number) {
        bytes.append(contentsOf: String(whole).utf8)
      } else {
        JSONText.append(tape, at: index, to: &bytes)
      }
    default: JSONText.append(tape, at: index, to: &bytes)
    }
  }

  private static func appendObject(
    _ tape: JSONTape, at index: Int, without hints: NameTable?, to bytes: inout [UInt8]
  ) {
    var members: [(name: [UInt8], key: Int)] = []
    var key = index + 1
    while tape.tag(at: key) == .string {
      if (hints?.number(of: tape, at: key) ?? -1) < 0 {
        members.append((tape.bytes(at: key), key))
      }
      key = tape.index(after: key + 1)
    }
    // By place where names are equal, so that the last one wins.
    members.sort {
      $0.name == $1.name ? $0.key < $1.key : $0.name.lexicographicallyPrecedes($1.name)
    }
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for (i, member) in members.enumerated() {
      if i + 1 < members.count, members[i + 1].name == member.name { continue }
      if tape.tag(at: member.key + 1) == .null { continue }
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      JSONText.append(tape, at: member.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      append(tape, at: member.key + 1, without: hints, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Whether a canonical value says nothing: null, "", [] and {} are absent.
  static func isAbsent(_ value: some RandomAccessCollection<UInt8>) -> Bool {
    if value.count == 2, let first = value.first {
      return first == UInt8(ascii: "\"") || first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    }
    return value.elementsEqual("null".utf8)
  }

  /// Adds `text` as a JSON string.
  static func appendString(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(text, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds `text` as it stands between the quotes of a JSON string.
  static func appendEscaped(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
    let hex = Array("0123456789abcdef".utf8)
    for i in text.indices {
      let byte = text[i]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [0x5C, byte])
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(hex[Int(byte &>> 4)])
        bytes.append(hex[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
  }
}

extension JSONTape {
  /// Whether the value at `index` says nothing: null, "", [] and {} are absent.
  func isAbsent(at index: Int) -> Bool {
    switch tag(at: index) {
    case .null: true
    case .string: stringByteCount(at: index) == 0
    case .object, .array: self.index(after: index) == index + 2
    default: false
    }
  }
}

extension JSONTape.Tag {
  /// Whether it is a number or a boolean, which as an answer is a text.
  var isPlain: Bool {
    self == .int || self == .uint || self == .double || self == .yes || self == .no
  }
}
