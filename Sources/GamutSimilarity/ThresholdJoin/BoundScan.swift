// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// The pairs of a block of rows with a block of other rows whose bounds reach a limit: by products of
/// bytes, whose kernel compares them itself, or of floats, which are scanned.
struct BoundScan {
  private let left: BoundedRows
  private var right: BoundedRows
  private var products: [Float] = []
  private var masks: [UInt64] = []
  private var rows = 0..<0
  private var limits: [Float] = []
  private var block: ByteBlock?
  /// The rows multiplied last, counted from the first of `rows`.
  private var places: [UInt32] = []
  private var columns = 0..<0

  /// Rows of the right side to take at once, at most.
  let columnCount: Int

  /// 256 × 2,048 bits are 64 KiB; fewer panels at once spend a tenth of the time on limits.
  private static let byteColumnCount = 2_048

  /// How many rows of the right side are taken at once where they are as `rows` are.
  static func columnCount(of rows: BoundedRows) -> Int {
    rows.bytes == nil ? Tile.columnCount : byteColumnCount
  }

  init(left: BoundedRows, right: BoundedRows) {
    self.left = left
    self.right = right
    columnCount = BoundScan.columnCount(of: right)
    if right.bytes != nil {
      // One more, for columns that do not begin with a panel.
      let panelCount = columnCount / ByteRows.panelRowCount + 1
      masks = [UInt64](repeating: 0, count: Tile.rowCount * panelCount)
    } else {
      products = [Float](repeating: 0, count: Tile.rowCount * columnCount)
    }
  }

  /// Goes on with another right side, of the same columns and kind; rows must be taken anew.
  mutating func turn(to other: BoundedRows) { right = other }

  /// Takes `rows`, at most `Tile.rowCount`; `limits` holds what products of each must reach.
  mutating func take(rows: Range<Int>, limits: [Float]) {
    let slack = Float(roundedUp: left.slack(with: right))
    self.rows = rows
    self.limits = limits.map { ($0 - slack).nextDown }
    if let a = left.bytes, let b = right.bytes {
      block = a.block(ofRows: Array(rows), limits: self.limits, with: b)
    }
  }

  /// Multiplies the rows taken with `columns`, at most `columnCount`.
  mutating func multiply(columns: Range<Int>) {
    if places.count != rows.count || places.last.map({ Int($0) + 1 != rows.count }) ?? false {
      places = (0..<rows.count).map { UInt32(truncatingIfNeeded: $0) }
    }
    multiply(columns, isWhole: true)
  }

  /// The same, of the rows at `places`, ascending and counted from the first taken.
  mutating func multiply(places: [UInt32], columns: Range<Int>) {
    self.places = places
    multiply(columns, isWhole: false)
  }

  private mutating func multiply(_ columns: Range<Int>, isWhole: Bool) {
    self.columns = columns
    let (panels, places, rows) = (panels, places, rows)
    switch (left.elements, right.elements) {
    case (.floats(let a), .floats(let b)):
      let taken = isWhole ? a : a.selectingRows(places.map { rows.lowerBound + Int($0) })
      var target = products.mutableSpan
      taken.writeRowProducts(
        of: isWhole ? rows : 0..<places.count, with: b, rows: columns, into: &target)
    case (.bytes, .bytes(let b)):
      guard let block else { preconditionFailure("no rows taken") }
      b.writeCandidates(of: block, places: places, panels: panels, into: &masks)
    default: preconditionFailure("one side is bytes, the other floats")
    }
  }

  private var panels: Range<Int> {
    let size = ByteRows.panelRowCount
    return columns.lowerBound / size..<(columns.upperBound + size - 1) / size
  }

  /// Appends the columns from `start` on whose bounds with the `place`-th row multiplied last reach
  /// its limit, ascending.
  @inline(__always)
  func appendCandidates(at place: Int, from start: Int, to found: inout [UInt32]) {
    guard masks.isEmpty else {
      ByteRows.appendMarked(
        in: masks.span, from: place * panels.count,
        first: panels.lowerBound * ByteRows.panelRowCount, rows: start..<columns.upperBound,
        to: &found)
      return
    }
    let base = place * columns.count
    RowScan.appendIndices(
      of: products.span,
      in: base + start - columns.lowerBound..<base + columns.count,
      atLeast: limits[Int(places[place])], offset: columns.lowerBound - base, to: &found)
  }
}
