// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// The pairs of a block of rows with a block of other rows whose bounds reach a limit: by products of
/// bytes, whose kernel compares them itself, or of floats, which are scanned.
struct BoundScan {
  private let left: BoundedRows
  private let right: BoundedRows
  private let bytes: (left: ByteRows, right: ByteRows)?
  private let slack: Float
  private var products: [Float] = []
  private var masks: [UInt64] = []
  private var rows = 0..<0
  private var columns = 0..<0
  private var limits: [Float] = []

  /// Rows of the right side to take at once.
  let columnCount: Int

  /// 256 × 2,048 bits are 64 KiB; fewer panels at once spend a tenth of the time on limits.
  private static let byteColumnCount = 2_048

  init(left: BoundedRows, right: BoundedRows) {
    self.left = left
    self.right = right
    slack = Float(roundedUp: left.slack(with: right))
    if let a = left.bytes, let b = right.bytes {
      bytes = (a, b)
      columnCount = BoundScan.byteColumnCount
      let panelCount = columnCount / ByteRows.panelRowCount
      masks = [UInt64](repeating: 0, count: Tile.rowCount * panelCount)
    } else {
      bytes = nil
      columnCount = Tile.columnCount
      products = [Float](repeating: 0, count: Tile.rowCount * columnCount)
    }
  }

  /// Multiplies `rows`, at most `Tile.rowCount`, with `columns`, which begin at a multiple of
  /// `columnCount`; `limits` holds what products of each row must reach.
  mutating func multiply(rows: Range<Int>, columns: Range<Int>, limits: [Float]) {
    self.rows = rows
    self.columns = columns
    self.limits = limits.map { ($0 - slack).nextDown }
    guard let bytes else {
      let (a, b) = (left.rows, right.rows)
      var target = products.mutableSpan
      a.writeRowProducts(of: rows, with: b, rows: columns, into: &target)
      return
    }
    let panels = panels
    let limits = self.limits
    bytes.left.writeCandidates(
      ofRows: rows, limits: limits, with: bytes.right, panels: panels, into: &masks)
  }

  private var panels: Range<Int> {
    let size = ByteRows.panelRowCount
    return columns.lowerBound / size..<(columns.upperBound + size - 1) / size
  }

  /// Appends the columns from `start` on whose bounds with `row` reach its limit, ascending.
  @inline(__always)
  func appendCandidates(of row: Int, from start: Int, to found: inout [UInt32]) {
    let place = row - rows.lowerBound
    guard bytes != nil else {
      let base = place * columns.count
      RowScan.appendIndices(
        of: products.span,
        in: base + start - columns.lowerBound..<base + columns.count,
        atLeast: limits[place], offset: columns.lowerBound - base, to: &found)
      return
    }
    ByteRows.appendMarked(
      in: masks.span, from: place * panels.count, first: columns.lowerBound,
      rows: start..<columns.upperBound, to: &found)
  }
}
