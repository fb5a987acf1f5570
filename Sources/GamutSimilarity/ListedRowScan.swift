// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// The pairs of listed rows of a matrix with a range of rows of the same or another one whose bounds
/// reach a limit: by products of bytes where there are bytes, else of floats.
struct ListedRowScan {
  private let left: Matrix
  private let right: Matrix
  private var bytes: (left: ByteRows, right: ByteRows)?
  private var products: [Float] = []
  private var masks: [UInt64] = []
  private var limits: [Float] = []
  private var columns = 0..<0
  private var panels = 0..<0

  init(_ left: Matrix, _ leftBytes: ByteRows?, with right: Matrix, _ rightBytes: ByteRows?) {
    self.left = left
    self.right = right
    if let leftBytes, let rightBytes { bytes = (leftBytes, rightBytes) }
  }

  /// Multiplies the rows of `listed` with those of `columns` of the right side.
  ///
  /// - Parameter limits: for each listed row what a product must reach, less the error of a `Float`
  ///   product.
  mutating func multiply(_ listed: [Int], columns: Range<Int>, limits: [Float]) {
    self.columns = columns
    self.limits = limits
    guard let bytes else {
      let size = listed.count * columns.count
      if products.count < size { products = [Float](repeating: 0, count: size) }
      let (taken, right) = (left.selectingRows(listed), right)
      var target = products.mutableSpan
      taken.writeRowProducts(
        of: 0..<listed.count, with: right, rows: columns, into: &target)
      return
    }
    let size = ByteRows.panelRowCount
    let panels = columns.lowerBound / size..<(columns.upperBound + size - 1) / size
    self.panels = panels
    if masks.count < listed.count * panels.count {
      masks = [UInt64](repeating: 0, count: listed.count * panels.count)
    }
    let block = bytes.left.block(ofRows: listed, limits: limits, with: bytes.right)
    bytes.right.writeCandidates(
      of: block, places: listed.indices.map { UInt32(truncatingIfNeeded: $0) }, panels: panels,
      into: &masks)
  }

  /// Appends the rows of the range whose bound with the `i`-th listed row reaches its limit,
  /// ascending.
  @inline(__always)
  func appendCandidates(of i: Int, to found: inout [UInt32]) {
    guard bytes != nil else {
      let base = i * columns.count
      RowScan.appendIndices(
        of: products.span, in: base..<base + columns.count, atLeast: limits[i],
        offset: columns.lowerBound - base, to: &found)
      return
    }
    ByteRows.appendMarked(
      in: masks.span, from: i * panels.count, first: panels.lowerBound * ByteRows.panelRowCount,
      rows: columns, to: &found)
  }
}
