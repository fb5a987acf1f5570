// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Which sides of an example something belongs to, as a set of bits.
struct Sides: OptionSet {
  let rawValue: UInt8

  static let prompt = Sides(rawValue: 1)
  static let response = Sides(rawValue: 2)
}

/// Writes the parts of records into the columns that want them.
struct PartWriter {
  private(set) var columns: [TextColumn]
  private let wanted: [Sides]  // per column; empty for columns of paths

  init(selections: [Selection]) {
    columns = Array(repeating: TextColumn(), count: selections.count)
    wanted = selections.map { selection in
      switch selection {
      case .view(.prompt): .prompt
      case .view(.response): .response
      case .view(.all): [.prompt, .response]
      case .paths: []
      }
    }
  }

  /// Makes room for `byteCount` more bytes of text in each column.
  mutating func reserve(recordCount: Int, byteCount: Int) {
    for i in columns.indices {
      columns[i].texts.reserveCapacity(textCount: recordCount, byteCount: byteCount)
      columns[i].shapes.reserveCapacity(textCount: recordCount, byteCount: recordCount * 8)
    }
  }

  /// Adds a part to every column of a view that has one of `sides`; an empty part is left out.
  mutating func append(
    _ part: Span<UInt8>, role: Role, name: [UInt8] = [], sides: Sides
  ) {
    guard !part.isEmpty else { return }
    for i in columns.indices where !wanted[i].isDisjoint(with: sides) {
      columns[i].append(part, roleByte: role.byte, name: role == .other ? name : nil)
    }
  }

  /// Adds a part found by path number `path` of column `column`.
  mutating func append(_ part: Span<UInt8>, column: Int, path: Int) {
    guard !part.isEmpty else { return }
    columns[column].append(part, roleByte: UInt8(truncatingIfNeeded: path), name: nil)
  }

  /// Completes the record.
  mutating func endRecord() {
    for i in columns.indices {
      columns[i].texts.endText()
      columns[i].shapes.endText()
    }
  }

  /// Completes the record as one without any text.
  mutating func endRejectedRecord() {
    for i in columns.indices {
      columns[i].texts.discardText()
      columns[i].shapes.discardText()
    }
    endRecord()
  }
}

extension TextColumn {
  fileprivate mutating func append(_ part: Span<UInt8>, roleByte: UInt8, name: [UInt8]?) {
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
}
