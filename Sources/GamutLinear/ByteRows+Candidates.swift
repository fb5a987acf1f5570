// SPDX-License-Identifier: Apache-2.0

private import CGamutKernels

/// Rows made ready to be multiplied with those of another matrix of bytes, and to be compared.
public struct ByteBlock: Sendable {
  /// How many rows there are.
  public let rowCount: Int
  fileprivate var codes: [Int8] = []
  fileprivate var offsets: [Int32] = []
  fileprivate var rests: [Float] = []
  fileprivate var limits: [Float] = []

  fileprivate init(rowCount: Int, width: Int) {
    self.rowCount = rowCount
    codes.reserveCapacity(width * rowCount)
    offsets.reserveCapacity(rowCount)
    rests.reserveCapacity(rowCount)
    limits.reserveCapacity(rowCount)
  }
}

extension ByteRows {
  /// `rows` of this matrix, whose products with rows of `right` must reach `limits`, one for each.
  public func block(ofRows rows: [Int], limits: [Float], with right: ByteRows) -> ByteBlock {
    precondition(limits.count == rows.count, "\(limits.count) limits for \(rows.count) rows")
    var block = ByteBlock(rowCount: rows.count, width: width)
    for place in rows.indices {
      let row = rows[place]
      append(row, to: &block)
      block.rests.append(rests[row] / scales[row])
      block.limits.append(loweredLimit(limits[place], row: row, with: right, largestLimit: 0))
    }
    return block
  }

  /// Marks the rows of `panels` whose products with those of `block` at `places` may reach their
  /// limits: bit j of `masks[i × panels.count + p]` is row j of panel p with the row at `places[i]`.
  ///
  /// No pair that reaches its limit is left out; bits beyond the last row of this matrix mean nothing.
  ///
  /// - Parameter block: made for this matrix.
  /// - Complexity: O(`places.count` × `panels.count` × `columnCount`).
  public func writeCandidates(
    of block: ByteBlock, places: [UInt32], panels: Range<Int>, into masks: inout [UInt64]
  ) {
    multiply(
      block, places, rests: rests, from: panels.lowerBound * ByteRows.panelRowCount,
      panels: panels, into: &masks)
  }

  /// Marks the rows of `panels` whose products with `rows` of `left` may reach their own limits:
  /// `limits` begins with that of the first row of `panels` and ends with that of their last. Rows
  /// must have no rests.
  ///
  /// The kernel compares s·t·qᵀr + rest·rest; here the limit of a row takes the place of its rest,
  /// against a rest of −1 on the other side.
  public func writeCandidates(
    ofRows rows: [Int], of left: ByteRows, limitsByRow limits: [Float], panels: Range<Int>,
    into masks: inout [UInt64]
  ) {
    precondition(largestRest == 0 && left.largestRest == 0, "rows with a rest")
    let size = ByteRows.panelRowCount
    let count = min(rowCount, panels.upperBound * size) - panels.lowerBound * size
    precondition(limits.count == count, "\(limits.count) limits for \(count) rows")
    let largest = limits.reduce(0.0) { max($0, Double(abs($1))) }
    var block = ByteBlock(rowCount: rows.count, width: width)
    for row in rows {
      left.append(row, to: &block)
      block.rests.append(-1 / left.scales[row])
      block.limits.append(left.loweredLimit(0, row: row, with: self, largestLimit: largest))
    }
    // Beyond the last row bits mean nothing.
    let filled = limits + repeatElement(0, count: panels.count * size - count)
    let places = (0..<rows.count).map { UInt32(truncatingIfNeeded: $0) }
    multiply(block, places, rests: filled, from: 0, panels: panels, into: &masks)
  }

  private func append(_ row: Int, to block: inout ByteBlock) {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    block.codes.append(contentsOf: codes[row * width..<(row + 1) * width])
    block.offsets.append(offsets[row])
  }

  /// - Parameters:
  ///   - rests: of this side, those of the first panel from `firstRest` on.
  private func multiply(
    _ block: ByteBlock, _ places: [UInt32], rests: [Float], from firstRest: Int,
    panels: Range<Int>, into masks: inout [UInt64]
  ) {
    precondition(ByteRows.isSupported, "this machine has no byte products")
    precondition(block.codes.count == block.rowCount * width, "\(width) columns")
    precondition(
      panels.lowerBound >= 0 && panels.upperBound <= panelCount,
      "panels \(panels) of \(panelCount)")
    precondition(masks.count >= places.count * panels.count, "\(masks.count) masks")
    for place in places { precondition(place < block.rowCount, "\(place) of \(block.rowCount)") }
    guard !places.isEmpty, !panels.isEmpty else { return }
    let skipped = panels.lowerBound * ByteRows.panelRowCount
    // Safe: the places lie within the block, the panels within this side, as checked, and so do as
    // many rests; the arrays outlive the call, and none is empty, so each has an address.
    unsafe block.codes.withUnsafeBufferPointer { codes in
      unsafe block.offsets.withUnsafeBufferPointer { offsets in
        unsafe block.rests.withUnsafeBufferPointer { leftRests in
          unsafe block.limits.withUnsafeBufferPointer { limits in
            unsafe rests.withUnsafeBufferPointer { rests in
              unsafe withPanels { bytes, scales in
                guard let codes = codes.baseAddress, let offsets = offsets.baseAddress,
                  let leftRests = leftRests.baseAddress, let limits = limits.baseAddress,
                  let rests = rests.baseAddress
                else { return }
                unsafe gamut_byte_products(
                  gamut_byte_rows(
                    codes: codes, offsets: offsets, rests: leftRests, limits: limits),
                  places, places.count,
                  gamut_byte_panels(
                    codes: bytes + skipped * width, scales: scales + skipped,
                    rests: rests + firstRest),
                  panels.count, width, &masks)
              }
            }
          }
        }
      }
    }
  }

  private func withPanels(_ body: (UnsafePointer<UInt8>, UnsafePointer<Float>) -> Void) {
    // Safe: the pointers are lent for the call only.
    unsafe panels.withUnsafeBufferPointer { panels in
      unsafe scales.withUnsafeBufferPointer { scales in
        guard let panels = panels.baseAddress, let scales = scales.baseAddress else { return }
        unsafe body(panels, scales)
      }
    }
  }

  /// What the products of the bytes of `row` must reach, in units of its scale, so that no product
  /// that reaches `limit` is missed. The kernel rounds three times, each by 2⁻²⁴ of its terms: no
  /// more than 2⁻²⁰ of both norms, since ‖s·q‖ is at most twice ‖x‖ up to 32,768 columns. Limits in
  /// the place of rests, and 1/s, are rounded as often: 2⁻²⁰ of the largest.
  private func loweredLimit(
    _ limit: Float, row: Int, with right: ByteRows, largestLimit: Double
  ) -> Float {
    let norm = Double(norms[row])
    let error = Double(errors[row])
    let slack = norm * right.largestError + error * right.largestNorm
    let rounding =
      0x1p-20
      * ((norm + error) * right.largestNorm + Double(rests[row]) * right.largestRest + largestLimit)
    let value = (Double(limit) - slack - rounding) / Double(scales[row])
    let nearest = Float(value)
    return Double(nearest) > value ? nearest.nextDown : nearest
  }
}
