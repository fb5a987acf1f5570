// SPDX-License-Identifier: Apache-2.0

private import CGamutKernels
internal import GamutCore

/// Rows rounded to bytes, whose products say which pairs of rows can reach a limit: four times as
/// many multiplications an instruction as with `Float`.
///
/// A row x is s·q + a: q whole numbers of −127…127, s the row's largest element over 127, a what
/// rounding left. So xᵀy = s·t·qᵀr + s·qᵀb + aᵀy ≤ s·t·qᵀr + ‖s·q‖·‖b‖ + ‖a‖·‖y‖ (Cauchy and
/// Schwarz). qᵀr is exact; the last two are taken off the limit, with the largest ‖b‖ and ‖y‖. At 384
/// columns they are about .02 for the rows of sentence encoders.
///
/// A last column may stay a `Float`: a norm, whose product is added to that of the bytes.
public struct ByteRows: Sendable {
  /// How many rows there are.
  public let rowCount: Int
  /// How many columns are bytes.
  public let columnCount: Int
  /// An upper bound of ‖a‖ over all rows.
  public let largestError: Double

  /// Columns, filled with zeros to a multiple of four.
  private let width: Int
  private let codes: [Int8]  // rowCount × width
  private let panels: [UInt8]  // panelCount × width × 64, see `gamut_byte_panels`
  private let offsets: [Int32]
  private let scales: [Float]  // panelCount × 64
  private let rests: [Float]  // panelCount × 64
  private let errors: [Float]
  private let norms: [Float]  // ‖s·q‖, rounded up
  private let largestRest: Double
  private let largestNorm: Double

  /// Whether this machine has the instructions; without them nothing here may be called.
  public static var isSupported: Bool { gamut_has_byte_products() }
  /// Rows of a panel: the bits of a mask.
  public static let panelRowCount = 64
  /// A sum of products of bytes stays within 32 bits.
  public static let mostColumns = 32_768

  /// Panels of the rows, the last filled up.
  public var panelCount: Int {
    (rowCount + ByteRows.panelRowCount - 1) / ByteRows.panelRowCount
  }

  /// Rounds the first `columnCount` columns of `matrix`; one column may be left, which then holds
  /// norms of 0 or more.
  ///
  /// - Complexity: O(`rowCount` × `columnCount`); twice as many bytes.
  public init(of matrix: Matrix, columnCount: Int, workers: Int) {
    precondition(
      columnCount > 0 && columnCount <= ByteRows.mostColumns
        && (columnCount == matrix.columnCount || columnCount + 1 == matrix.columnCount),
      "\(columnCount) of \(matrix.columnCount) columns")
    let width = (columnCount + 3) / 4 * 4
    // Taken one after the other: parts that are joined at the end are held twice.
    var all = ByteRowPart(rowCount: matrix.rowCount, width: width)
    Parallel.forEachChunk(
      of: matrix.rowCount, chunkSize: ByteRows.chunkSize, workers: workers
    ) {
      ByteRowPart(of: matrix, rows: $0, columnCount: columnCount, width: width)
    } take: {
      all.append($0)
    }
    rowCount = matrix.rowCount
    self.columnCount = columnCount
    self.width = width
    codes = all.codes
    panels = all.panels
    offsets = all.offsets
    scales = all.scales
    rests = all.rests
    errors = all.errors
    norms = all.norms
    largestError = Double(errors.max() ?? 0)
    largestRest = Double(rests.max() ?? 0)
    largestNorm = Double(norms.max() ?? 0) + largestError
  }

  /// Rows rounded at a time, whole panels.
  private static let chunkSize = 1_024
}

extension ByteRows {
  /// Marks the rows of `panels` of `right` whose products with rows of this matrix may reach their
  /// limits: bit j of `masks[i × panels.count + p]` is row j of panel p with the i-th of `rows`.
  ///
  /// No pair that reaches its limit is left out; bits beyond the last row of `right` mean nothing.
  ///
  /// - Parameter limits: one for each of `rows`.
  /// - Complexity: O(`rows.count` × `panels.count` × `columnCount`).
  public func writeCandidates(
    ofRows rows: some Collection<Int>, limits: [Float], with right: ByteRows, panels: Range<Int>,
    into masks: inout [UInt64]
  ) {
    precondition(ByteRows.isSupported && columnCount == right.columnCount, "\(right.columnCount)")
    precondition(
      panels.lowerBound >= 0 && panels.upperBound <= right.panelCount,
      "panels \(panels) of \(right.panelCount)")
    precondition(
      limits.count == rows.count && masks.count >= rows.count * panels.count,
      "\(limits.count) limits, \(masks.count) masks")
    guard !rows.isEmpty, !panels.isEmpty else { return }
    var scaledLimits: [Float] = []
    var scaledRests: [Float] = []
    var taken: [Int8] = []
    var takenOffsets: [Int32] = []
    taken.reserveCapacity(rows.count * width)
    for (row, limit) in zip(rows, limits) {
      precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
      taken.append(contentsOf: codes[row * width..<(row + 1) * width])
      takenOffsets.append(offsets[row])
      scaledLimits.append(loweredLimit(limit, row: row, with: right))
      scaledRests.append(rests[row] / scales[row])
    }
    // Safe: the panels lie within the other side, as checked; the arrays outlive the call, and none is
    // empty, so each has an address.
    unsafe taken.withUnsafeBufferPointer { codes in
      unsafe takenOffsets.withUnsafeBufferPointer { offsets in
        unsafe right.withPanels { bytes, scales, rests in
          guard let codes = codes.baseAddress, let offsets = offsets.baseAddress else { return }
          let skipped = panels.lowerBound * ByteRows.panelRowCount
          unsafe gamut_byte_products(
            gamut_byte_rows(codes: codes, offsets: offsets), scaledRests, scaledLimits, rows.count,
            gamut_byte_panels(
              codes: bytes + skipped * width, scales: scales + skipped, rests: rests + skipped),
            panels.count, width, &masks)
        }
      }
    }
  }

  /// Appends, ascending, the rows of `rows` that are marked in the masks of one row: those from
  /// `start` on, which begin at the panel of row `first`.
  @inline(__always)
  public static func appendMarked(
    in masks: Span<UInt64>, from start: Int, first: Int, rows: Range<Int>,
    to found: inout [UInt32]
  ) {
    let panelCount = (rows.upperBound - first + panelRowCount - 1) / panelRowCount
    for panel in 0..<panelCount {
      var mask = masks[start + panel]
      while mask != 0 {
        let row = first + panel * panelRowCount + mask.trailingZeroBitCount
        if row >= rows.lowerBound, row < rows.upperBound {
          found.append(UInt32(truncatingIfNeeded: row))
        }
        mask &= mask &- 1
      }
    }
  }

  private func withPanels(
    _ body: (UnsafePointer<UInt8>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    // Safe: the pointers are lent for the call only.
    unsafe panels.withUnsafeBufferPointer { panels in
      unsafe scales.withUnsafeBufferPointer { scales in
        unsafe rests.withUnsafeBufferPointer { rests in
          guard let panels = panels.baseAddress, let scales = scales.baseAddress,
            let rests = rests.baseAddress
          else { return }
          unsafe body(panels, scales, rests)
        }
      }
    }
  }

  /// What the products of the bytes of `row` must reach, in units of its scale, so that no product
  /// that reaches `limit` is missed. The kernel rounds three times, each by 2⁻²⁴ of its terms: no
  /// more than 2⁻²⁰ of both norms, since ‖s·q‖ is at most twice ‖x‖ up to 32,768 columns.
  private func loweredLimit(_ limit: Float, row: Int, with right: ByteRows) -> Float {
    let norm = Double(norms[row])
    let error = Double(errors[row])
    let slack = norm * right.largestError + error * right.largestNorm
    let rounding =
      0x1p-20 * ((norm + error) * right.largestNorm + Double(rests[row]) * right.largestRest)
    let value = (Double(limit) - slack - rounding) / Double(scales[row])
    let nearest = Float(value)
    return Double(nearest) > value ? nearest.nextDown : nearest
  }
}
