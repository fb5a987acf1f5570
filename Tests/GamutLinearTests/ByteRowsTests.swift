// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@Suite(.enabled(if: ByteRows.isSupported, "this machine has no byte products"))
struct ByteRowsTests {
  /// Every pair that is marked, by row and column.
  private func marked(
    _ left: ByteRows, _ right: ByteRows, limits: [Float], workers: Int = 1
  ) -> Set<[Int]> {
    var masks = [UInt64](repeating: 0, count: left.rowCount * right.panelCount)
    right.writeCandidates(
      of: left.block(ofRows: Array(0..<left.rowCount), limits: limits, with: right),
      places: (0..<left.rowCount).map { UInt32($0) }, panels: 0..<right.panelCount, into: &masks)
    var result: Set<[Int]> = []
    for row in 0..<left.rowCount {
      var found: [UInt32] = []
      ByteRows.appendMarked(
        in: masks.span, from: row * right.panelCount, first: 0, rows: 0..<right.rowCount,
        to: &found)
      #expect(found == found.sorted())
      for column in found { result.insert([row, Int(column)]) }
    }
    return result
  }

  @Test func `two columns by hand`() {
    // Both rows are whole numbers of their steps, so nothing is lost but the slack.
    let left = Matrix(rowCount: 1, columnCount: 2, elements: [1, 0])
    let right = Matrix(rowCount: 3, columnCount: 2, elements: [1, 0, 0, 1, -1, 0])
    let a = ByteRows(of: left, columnCount: 2, workers: 1)
    let b = ByteRows(of: right, columnCount: 2, workers: 1)
    #expect(marked(a, b, limits: [0.99]) == [[0, 0]])
    #expect(marked(a, b, limits: [-0.01]) == [[0, 0], [0, 1]])
    #expect(marked(a, b, limits: [-1]) == [[0, 0], [0, 1], [0, 2]])
    #expect(marked(a, b, limits: [1.01]) == [])
  }

  @Test(arguments: [(1, 1), (5, 3), (7, 64), (13, 65), (70, 130)], [1, 3, 4, 33, 384, 1_100])
  func `what reaches a limit is marked, and little that lies far below`(
    counts: (Int, Int), columns: Int
  ) {
    var left = gaussianMatrix(counts.0, columns, seed: 31)
    var right = gaussianMatrix(counts.1, columns, seed: 32)
    _ = left.normalizeRows()
    _ = right.normalizeRows()
    let a = ByteRows(of: left, columnCount: columns, workers: 1)
    let b = ByteRows(of: right, columnCount: columns, workers: 2)
    for limit in [-1, -0.1, 0, 0.05, 0.5, 1] as [Float] {
      let found = marked(a, b, limits: Array(repeating: limit, count: counts.0))
      for i in 0..<counts.0 {
        for j in 0..<counts.1 {
          let product = left.exactRowProduct(i, with: right, row: j)
          if product >= Double(limit) { #expect(found.contains([i, j]), "\(i), \(j): \(product)") }
          // Unit rows: the slack is at most both errors, and their product, and rounding.
          let slack = 2 * (a.largestError + b.largestError) + 1e-4
          if product < Double(limit) - 2 * slack { #expect(!found.contains([i, j])) }
        }
      }
    }
  }

  @Test func `a last column of norms is added as it is`() {
    let left = Matrix(rowCount: 1, columnCount: 2, elements: [0.5, 0.8])
    let right = Matrix(rowCount: 2, columnCount: 2, elements: [0.5, 0.8, 0.5, 0.1])
    let a = ByteRows(of: left, columnCount: 1, workers: 1)
    let b = ByteRows(of: right, columnCount: 1, workers: 1)
    // .25 + .64 and .25 + .08.
    #expect(marked(a, b, limits: [0.88]) == [[0, 0]])
    #expect(marked(a, b, limits: [0.32]) == [[0, 0], [0, 1]])
  }

  @Test func `zero rows, tiny ones and large ones miss nothing`() {
    let sizes: [Float] = [0, .leastNonzeroMagnitude, 1e-20, 1, 1e6, 1e15]
    let elements = sizes.flatMap { [$0, -$0 / 3, $0 / 7] }
    let rows = Matrix(rowCount: sizes.count, columnCount: 3, elements: elements)
    let bytes = ByteRows(of: rows, columnCount: 3, workers: 1)
    for limit in [-1, 0, 1e-30, 1, 1e10] as [Float] {
      let found = marked(bytes, bytes, limits: Array(repeating: limit, count: sizes.count))
      for i in sizes.indices {
        for j in sizes.indices
        where rows.exactRowProduct(i, with: rows, row: j) >= Double(limit) {
          #expect(found.contains([i, j]), "\(sizes[i]) · \(sizes[j]) ≥ \(limit)")
        }
      }
    }
  }

  @Test func `a part of the rows and panels gives the same marks`() {
    let rows = gaussianMatrix(200, 20, seed: 33)
    let bytes = ByteRows(of: rows, columnCount: 20, workers: 1)
    let limits = (0..<200).map { Float($0 % 9) - 4 }
    let all = marked(bytes, bytes, limits: limits)
    let taken = [3, 77, 150, 4, 0, 199, 8, 9, 77]
    let block = bytes.block(ofRows: taken, limits: taken.map { limits[$0] }, with: bytes)
    // Eight of them, so that the kernel takes six together and two alone.
    let places: [UInt32] = [8, 0, 2, 3, 4, 5, 7, 1]
    var masks = [UInt64](repeating: 0, count: places.count * 2)
    bytes.writeCandidates(of: block, places: places, panels: 1..<3, into: &masks)
    for (place, row) in places.map({ taken[Int($0)] }).enumerated() {
      var found: [UInt32] = []
      ByteRows.appendMarked(
        in: masks.span, from: place * 2, first: 64, rows: 64..<192, to: &found)
      let expected = (64..<192).filter { all.contains([row, $0]) }
      #expect(found.map(Int.init) == expected)
    }
  }

  @Test(arguments: [0, 1, 64, 131], [1, 5, 384])
  func `limits by row of the other side miss nothing, and mark little that lies far below`(
    count: Int, columns: Int
  ) {
    var left = gaussianMatrix(6, columns, seed: 34)
    var right = gaussianMatrix(count, columns, seed: 35)
    _ = left.normalizeRows()
    _ = right.normalizeRows()
    let a = ByteRows(of: left, columnCount: columns, workers: 1)
    let b = ByteRows(of: right, columnCount: columns, workers: 1)
    let kinds: [Float] = [-2, -0.1, 0, 0.05, 0.5, 4]
    let limits = (0..<count).map { kinds[$0 % 6] }
    var masks = [UInt64](repeating: 0, count: 6 * b.panelCount)
    b.writeCandidates(
      ofRows: Array(0..<6), of: a, limitsByRow: limits, panels: 0..<b.panelCount, into: &masks)
    for i in 0..<6 {
      var found: [UInt32] = []
      ByteRows.appendMarked(
        in: masks.span, from: i * b.panelCount, first: 0, rows: 0..<count, to: &found)
      for j in 0..<count {
        let product = left.exactRowProduct(i, with: right, row: j)
        let isMarked = found.contains(UInt32(j))
        if product >= Double(limits[j]) { #expect(isMarked, "\(i), \(j): \(product)") }
        let slack = 2 * (a.largestError + b.largestError) + 1e-4
        if product < Double(limits[j]) - 2 * slack { #expect(!isMarked) }
      }
    }
  }

  @Test func `selected rows are marked as before, a last column of norms with them`() {
    var rows = gaussianMatrix(150, 21, seed: 36)
    for row in 0..<150 { rows[row, 20] = abs(rows[row, 20]) }
    let bytes = ByteRows(of: rows, columnCount: 20, workers: 1)
    let limits = (0..<150).map { Float($0 % 9) - 4 }
    let taken = (0..<150).filter { $0 % 3 != 1 }.reversed() + [7, 7]
    let selected = bytes.selecting(taken)
    #expect(selected.rowCount == taken.count && bytes.selecting([]).panelCount == 0)
    #expect(selected.selecting(Array(0..<taken.count)).largestError == selected.largestError)
    let found = marked(selected, selected, limits: taken.map { limits[$0] })
    let all = marked(bytes, bytes, limits: limits)
    for (i, row) in taken.enumerated() {
      for (j, column) in taken.enumerated() {
        let product = rows.exactRowProduct(row, with: rows, row: column)
        if product >= Double(limits[row]) { #expect(found.contains([i, j])) }
        // A part has no larger errors than the whole, so its bounds are no wider.
        if found.contains([i, j]) { #expect(all.contains([row, column])) }
      }
    }
  }
}
