// SPDX-License-Identifier: Apache-2.0

/// Some rows as bytes, whole panels of them: what `ByteRows` is put together from.
struct ByteRowPart: Sendable {
  private(set) var codes: [Int8]
  private(set) var panels: [UInt8]
  private(set) var offsets: [Int32] = []
  private(set) var scales: [Float]
  private(set) var rests: [Float]
  private(set) var errors: [Float] = []
  private(set) var norms: [Float] = []

  /// No rows yet, with room for `rowCount`.
  init(rowCount: Int, width: Int) {
    let filled = rowCount + ByteRows.panelRowCount
    (codes, panels, scales, rests) = ([], [], [], [])
    codes.reserveCapacity(rowCount * width)
    panels.reserveCapacity(filled * width)
    offsets.reserveCapacity(rowCount)
    scales.reserveCapacity(filled)
    rests.reserveCapacity(filled)
    errors.reserveCapacity(rowCount)
    norms.reserveCapacity(rowCount)
  }

  /// Adds the rows of `other` behind these, which fill whole panels.
  mutating func append(_ other: ByteRowPart) {
    codes += other.codes
    panels += other.panels
    offsets += other.offsets
    scales += other.scales
    rests += other.rests
    errors += other.errors
    norms += other.norms
  }

  /// Rounds the rows `rows` of `matrix`.
  init(of matrix: Matrix, rows: Range<Int>, columnCount: Int, width: Int) {
    let panelRows = ByteRows.panelRowCount
    let filled = (rows.count + panelRows - 1) / panelRows * panelRows
    codes = [Int8](repeating: 0, count: rows.count * width)
    // The code 0 of a row that only fills up.
    panels = [UInt8](repeating: 128, count: filled * width)
    scales = [Float](repeating: 0, count: filled)
    rests = [Float](repeating: 0, count: filled)
    for (place, row) in rows.enumerated() {
      let range = matrix.elementRange(ofRows: row..<row + 1)
      let elements = matrix.elements.span.extracting(range)
      round(elements.extracting(first: columnCount), place: place, width: width)
      if columnCount < matrix.columnCount { rests[place] = elements[columnCount] }
    }
  }

  private mutating func round(_ row: Span<Float>, place: Int, width: Int) {
    var largest: Float = 0
    for k in row.indices { largest = max(largest, abs(row[k])) }
    // A row of next to nothing is all error, so that no quotient is infinite.
    let isZero = largest < 1e-20
    let scale = isZero ? 1 : largest / 127
    let inverse = isZero ? 0 : 1 / scale
    let exactScale = Double(scale)
    var sum = 0
    var squares = 0
    var error = 0.0
    let start = place * width
    let panel = place / ByteRows.panelRowCount * ByteRows.panelRowCount * width
    let lane = place % ByteRows.panelRowCount
    for k in row.indices {
      let code = max(-127, min(127, (row[k] * inverse).rounded(.toNearestOrEven)))
      let whole = Int(code)
      codes[start + k] = Int8(truncatingIfNeeded: whole)
      panels[panel + (k / 4 * ByteRows.panelRowCount + lane) * 4 + k % 4] =
        UInt8(truncatingIfNeeded: whole + 128)
      sum += whole
      squares += whole * whole
      let left = Double(row[k]) - exactScale * Double(whole)
      error += left * left
    }
    offsets.append(Int32(truncatingIfNeeded: -128 * sum))
    scales[place] = scale
    // 2⁻³⁰ covers the rounding of the sums.
    errors.append(Float(error.squareRoot() * (1 + 0x1p-30)).nextUp)
    norms.append(Float(exactScale * Double(squares).squareRoot() * (1 + 0x1p-30)).nextUp)
  }
}
