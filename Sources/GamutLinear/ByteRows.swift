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
  let width: Int
  let codes: [Int8]  // rowCount × width
  let panels: [UInt8]  // panelCount × width × 64, see `gamut_byte_panels`
  let offsets: [Int32]
  let scales: [Float]  // panelCount × 64
  let rests: [Float]  // panelCount × 64
  let errors: [Float]
  let norms: [Float]  // ‖s·q‖, rounded up
  let largestRest: Double
  let largestNorm: Double

  /// Whether this machine has the instructions; without them nothing here may be called.
  public static var isSupported: Bool { productRate > 0 }
  /// How many products of bytes one core adds in a nanosecond, about, to weigh them against other work;
  /// 0 without the instructions.
  public static var productRate: Double { gamut_byte_product_rate() }
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
    let width = ByteRows.width(columnCount)
    // Taken one after the other: parts that are joined at the end are held twice.
    var all = ByteRowPart(rowCount: matrix.rowCount, width: width)
    Parallel.forEachChunk(
      of: matrix.rowCount, chunkSize: ByteRows.chunkSize, workers: workers
    ) {
      ByteRowPart(of: matrix, rows: $0, columnCount: columnCount, width: width)
    } take: {
      all.append($0)
    }
    self.init(
      rowCount: matrix.rowCount, columnCount: columnCount, codes: all.codes, panels: all.panels,
      offsets: all.offsets, scales: all.scales, rests: all.rests, errors: all.errors,
      norms: all.norms)
  }

  /// Rows rounded at a time, whole panels.
  private static let chunkSize = 1_024

  /// The rows of `indices`, in their order, as they were rounded.
  ///
  /// - Complexity: O(`indices.count` × `columnCount`).
  public func selecting(_ indices: [Int]) -> ByteRows {
    ByteRows(indices, of: self)
  }

  private init(_ indices: [Int], of source: ByteRows) {
    let size = ByteRows.panelRowCount
    let filled = (indices.count + size - 1) / size * size
    var codes: [Int8] = []
    var panels = [UInt8](repeating: 128, count: filled * source.width)
    var scales = [Float](repeating: 0, count: filled)
    var rests = scales
    codes.reserveCapacity(indices.count * source.width)
    for (place, index) in indices.enumerated() {
      precondition(index >= 0 && index < source.rowCount, "row \(index) of \(source.rowCount)")
      codes.append(contentsOf: source.codes[index * source.width..<(index + 1) * source.width])
      // Of every four columns those of each row of the panel lie side by side.
      let from = (index / size * source.width * size) + index % size * 4
      let to = (place / size * source.width * size) + place % size * 4
      for k in stride(from: 0, to: source.width * size, by: 4 * size) {
        for byte in 0..<4 { panels[to + k + byte] = source.panels[from + k + byte] }
      }
      scales[place] = source.scales[index]
      rests[place] = source.rests[index]
    }
    let errors = indices.map { source.errors[$0] }
    let norms = indices.map { source.norms[$0] }
    self.init(
      rowCount: indices.count, columnCount: source.columnCount, codes: codes, panels: panels,
      offsets: indices.map { source.offsets[$0] }, scales: scales, rests: rests, errors: errors,
      norms: norms)
  }

  private init(
    rowCount: Int, columnCount: Int, codes: [Int8], panels: [UInt8], offsets: [Int32],
    scales: [Float], rests: [Float], errors: [Float], norms: [Float]
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    width = ByteRows.width(columnCount)
    self.codes = codes
    self.panels = panels
    self.offsets = offsets
    self.scales = scales
    self.rests = rests
    self.errors = errors
    self.norms = norms
    largestError = Double(errors.max() ?? 0)
    largestRest = Double(rests.max() ?? 0)
    largestNorm = Double(norms.max() ?? 0) + largestError
  }

  /// Filled up to whole groups of four columns.
  private static func width(_ columnCount: Int) -> Int { (columnCount + 3) / 4 * 4 }
}

extension ByteRows {
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
}
