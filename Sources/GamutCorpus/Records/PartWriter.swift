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
  /// Where each part of the first column came from, where that was asked for.
  private(set) var origins: [Origin?]?
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

  /// The string of a record that a part is, as its place on the record's tape.
  struct Origin: Hashable {
    let tapeIndex: Int
  }

  /// Notes from now on where parts came from.
  mutating func keepOrigins() { origins = [] }

  /// Makes room for `byteCount` more bytes of text in each column.
  mutating func reserve(recordCount: Int, byteCount: Int) {
    for i in columns.indices {
      columns[i].texts.reserveCapacity(textCount: recordCount, byteCount: byteCount)
      columns[i].shapes.reserveCapacity(textCount: recordCount, byteCount: recordCount * 8)
    }
  }

  /// Adds a part to every column of a view that has one of `sides`; an empty part is left out.
  ///
  /// - Parameter origin: nil for a part that is no string of the record itself.
  mutating func append(
    _ part: Span<UInt8>, role: Role, name: [UInt8] = [], sides: Sides, origin: Origin? = nil
  ) {
    guard !part.isEmpty else { return }
    for i in columns.indices where !wanted[i].isDisjoint(with: sides) {
      columns[i].append(part, roleByte: role.byte, name: role == .other ? name : nil)
      if i == 0 { origins?.append(origin) }
    }
  }

  /// Adds a part found by path number `path` of column `column`.
  mutating func append(_ part: Span<UInt8>, column: Int, path: Int, origin: Origin?) {
    guard !part.isEmpty else { return }
    if column == 0 { origins?.append(origin) }
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

extension TextColumn {
  /// Where the parts of text `index` stand in it: the fields or turns that were joined by newlines.
  ///
  /// - Parameter selection: what the column holds.
  public func partRanges(of index: Int, in selection: Selection) -> [Range<Int>] {
    shapes.withText(index) { shape in
      var ranges: [Range<Int>] = []
      var place = 0
      var start = 0
      while place < shape.count {
        let isNamed = selection.needsSchema && shape[place] == Role.other.byte
        place += 1
        if isNamed {
          let byteCount = Self.length(in: shape, at: &place)
          place += byteCount
        }
        let byteCount = Self.length(in: shape, at: &place)
        ranges.append(start..<start + byteCount)
        start += byteCount + 1
      }
      return ranges
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
