// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutJSON

/// Writes the parts of records into the columns that want them, and the fields that count.
struct PartWriter {
  private(set) var columns: [ShapedTexts]
  /// Where each part of the first column came from, where that was asked for.
  private(set) var origins: [Origin?]?
  /// How many parts the record has by now that are not the operator's, whoever wants them.
  private(set) var partCount = 0
  /// The fields of the record that count.
  var fields = PendingFields()
  private let wanted: [Wanted]

  /// What a column takes of a record.
  private struct Wanted {
    /// A bit for each role.
    var roles: UInt8 = 0
    /// A bit for each group of fields.
    var groups: UInt8

    init(_ selection: Selection) {
      groups = Self.bit(KnownField.Group.compared)
      switch selection {
      case .view(.prompt):
        roles = Self.bit(.given) | Self.bit(.asked)
        groups |= Self.bit(.media) | Self.bit(.tools)
      case .view(.response):
        roles = Self.bit(.said)
        groups |= Self.bit(.calls)
      case .view(.all):
        roles = .max
        groups = .max
      case .paths: roles = 0
      }
    }

    static func bit(_ role: PartRole) -> UInt8 { 1 &<< role.rawValue }
    static func bit(_ group: KnownField.Group) -> UInt8 { 1 &<< group.rawValue }
  }

  init(selections: [Selection]) {
    columns = Array(repeating: ShapedTexts(), count: selections.count)
    wanted = selections.map(Wanted.init)
  }

  /// The string of a record that a part is, or stands in.
  struct Origin: Hashable {
    /// The string's place on the record's tape.
    let tapeIndex: Int
    /// Where the part begins in what the string means.
    var offset = 0
  }

  /// Notes from now on where parts came from.
  mutating func keepOrigins() { origins = [] }

  /// Makes room for `byteCount` more bytes of text in each column.
  mutating func reserve(recordCount: Int, byteCount: Int) {
    for i in columns.indices {
      columns[i].reserveCapacity(recordCount, byteCount: byteCount)
    }
  }

  /// Adds a part to every column of a view that has its role; an empty part is left out.
  ///
  /// - Parameter origin: nil for a part that is not a string of the record itself.
  mutating func append(
    _ part: Span<UInt8>, role: Role, name: [UInt8] = [], origin: Origin? = nil
  ) {
    guard !part.isEmpty else { return }
    let kind = role.part
    if kind != .system { partCount += 1 }
    let bit = Wanted.bit(kind)
    for i in columns.indices where wanted[i].roles & bit != 0 {
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
    if !fields.isEmpty {
      for i in columns.indices {
        let groups = wanted[i].groups
        fields.write(to: &columns[i]) { groups & Wanted.bit($0) != 0 }
      }
      fields.removeAll()
    }
    partCount = 0
    for i in columns.indices {
      columns[i].endRecord()
    }
  }

  /// Completes the record as one without any text.
  mutating func endRejectedRecord() {
    for i in columns.indices {
      columns[i].discardRecord()
    }
    fields.removeAll()
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
