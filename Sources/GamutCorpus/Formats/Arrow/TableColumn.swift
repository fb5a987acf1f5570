// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// Rows of a column of a table that is made anew.
package struct TableColumn: Sendable {
  /// What its cells are.
  package enum Kind: Sendable {
    case text, integer, number, truth
  }

  /// The name in the file.
  package let name: String
  /// What its cells are.
  package let kind: Kind
  /// Whether a row may have none.
  package let isNullable: Bool
  /// How many rows were added.
  var count: Int { isPresent.count }

  private var isPresent: [UInt8] = []
  /// One of these has what the rows hold; of texts the bytes, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int64] = []
  private var integers: [Int64] = []
  private var numbers: [Double] = []

  /// A column without rows.
  package init(_ name: String, _ kind: Kind, isNullable: Bool = false) {
    (self.name, self.kind, self.isNullable) = (name, kind, isNullable)
  }

  /// Adds a row.
  package mutating func append(_ text: String?) {
    precondition(kind == .text, "\(name) is \(kind)")
    append(isPresent: text != nil)
    if let text { bytes += text.utf8 }
    ends.append(Int64(bytes.count))
  }

  /// Adds a row.
  package mutating func append(_ integer: Int?) {
    precondition(kind == .integer, "\(name) is \(kind)")
    append(isPresent: integer != nil)
    integers.append(Int64(integer ?? 0))
  }

  /// Adds a row.
  package mutating func append(_ number: Double?) {
    precondition(kind == .number, "\(name) is \(kind)")
    append(isPresent: number != nil)
    numbers.append(number ?? 0)
  }

  /// Adds a row.
  package mutating func append(_ truth: Bool?) {
    precondition(kind == .truth, "\(name) is \(kind)")
    append(isPresent: truth != nil)
    bytes.append(truth == true ? 1 : 0)
  }

  private mutating func append(isPresent: Bool) {
    precondition(isPresent || isNullable, "\(name) has no value in row \(count)")
    self.isPresent.append(isPresent ? 1 : 0)
  }
}

extension TableColumn {
  /// Lends the columns to the library, for the time of `body`.
  static func withLent(
    _ columns: [TableColumn],
    _ body: (_ columns: UnsafePointer<gamut_arrow_column>?, _ count: Int) -> Void
  ) {
    unsafe withLent(columns[...], behind: [], body)
  }

  /// Pointers of arrays live in nested closures, one for each column.
  private static func withLent(
    _ columns: ArraySlice<TableColumn>, behind lent: [gamut_arrow_column],
    _ body: (UnsafePointer<gamut_arrow_column>?, Int) -> Void
  ) {
    guard let column = columns.first else {
      unsafe lent.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
      return
    }
    unsafe column.withLent { one in
      unsafe withLent(columns.dropFirst(), behind: lent + [one], body)
    }
  }

  private func withLent(_ body: (gamut_arrow_column) -> Void) {
    unsafe name.withCString { name in
      unsafe isPresent.withUnsafeBufferPointer { isPresent in
        unsafe ends.withUnsafeBufferPointer { ends in
          func lend(_ values: UnsafeRawPointer?, _ type: gamut_arrow_type) {
            unsafe body(
              gamut_arrow_column(
                name: name, type: type, is_nullable: isNullable ? 1 : 0, values: values,
                ends: ends.baseAddress, present: isPresent.baseAddress))
          }
          switch kind {
          case .text: unsafe bytes.withUnsafeBytes { unsafe lend($0.baseAddress, GAMUT_ARROW_TEXT) }
          case .integer:
            unsafe integers.withUnsafeBytes { unsafe lend($0.baseAddress, GAMUT_ARROW_INTEGER) }
          case .number:
            unsafe numbers.withUnsafeBytes { unsafe lend($0.baseAddress, GAMUT_ARROW_NUMBER) }
          case .truth:
            unsafe bytes.withUnsafeBytes { unsafe lend($0.baseAddress, GAMUT_ARROW_TRUTH) }
          }
        }
      }
    }
  }
}
