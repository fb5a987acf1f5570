// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Which sides of an example something belongs to, as a set of bits.
struct Sides: OptionSet {
  let rawValue: UInt8

  static let prompt = Sides(rawValue: 1)
  static let response = Sides(rawValue: 2)
}

/// Writes the parts of records into the columns that want them.
struct PartWriter {
  private(set) var columns: [ShapedTexts]
  /// Where each part of the first column came from, where that was asked for.
  private(set) var origins: [Origin?]?
  private let wanted: [Sides]  // per column; empty for columns of paths

  init(selections: [Selection]) {
    columns = Array(repeating: ShapedTexts(), count: selections.count)
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
      columns[i].reserveCapacity(recordCount, byteCount: byteCount)
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
      columns[i].appendPart(part, roleByte: role.byte, name: role == .other ? name : nil)
      if i == 0 { origins?.append(origin) }
    }
  }

  /// Adds a part found by path number `path` of column `column`.
  mutating func append(_ part: Span<UInt8>, column: Int, path: Int, origin: Origin?) {
    guard !part.isEmpty else { return }
    if column == 0 { origins?.append(origin) }
    columns[column].appendPart(part, roleByte: UInt8(truncatingIfNeeded: path))
  }

  /// Completes the record.
  mutating func endRecord() {
    for i in columns.indices {
      columns[i].endRecord()
    }
  }

  /// Completes the record as one without any text.
  mutating func endRejectedRecord() {
    for i in columns.indices {
      columns[i].discardRecord()
    }
    endRecord()
  }
}

extension ShapedTexts {
  /// Where the parts of record `index` stand in its text: the fields or turns that were joined by
  /// newlines.
  ///
  /// - Parameter selection: what the column holds.
  public func partRanges(of index: Int, in selection: Selection) -> [Range<Int>] {
    parts(of: index, hasNames: selection.needsSchema).map(\.range)
  }
}
