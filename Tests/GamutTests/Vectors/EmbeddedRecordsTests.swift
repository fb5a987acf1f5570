// SPDX-License-Identifier: Apache-2.0

import GamutLinear
import Testing

@testable import Gamut

struct EmbeddedRecordsTests {
  @Test func `no rows take the length of others, and rows keep theirs`() {
    let zeros = EmbeddedRecords(Matrix(rowCount: 2, columnCount: 3), of: [4, 7])
    let none = EmbeddedRecords(zeros, columnCount: 5)
    #expect(none.rows == Matrix(rowCount: 0, columnCount: 5))
    #expect(none.records.isEmpty && none.zeroCount == 2)
    let one = EmbeddedRecords(
      EmbeddedRecords(Matrix(rowCount: 1, columnCount: 2, elements: [3, 4]), of: [9]),
      columnCount: 2)
    #expect(one.records == [9] && one.rows.columnCount == 2 && one.rows.rowCount == 1)
  }

  static func address(of matrix: Matrix) -> UInt {
    // Safe: the address is only compared.
    unsafe matrix.elements.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  @Test func `rows get norm 1 and zero rows go, with their records`() {
    let embedded = EmbeddedRecords(
      Matrix(rowCount: 4, columnCount: 2, elements: [0, 0, 3, 4, 0, 0, 0, -2]), of: [2, 5, 6, 9])
    #expect(embedded.records == [5, 9])
    #expect(embedded.rows == Matrix(rowCount: 2, columnCount: 2, elements: [0.6, 0.8, 0, -1]))
    #expect(embedded.zeroCount == 2)
  }

  @Test func `a matrix that is handed over is scaled and compacted where it stands`() {
    var elements = [Float](repeating: 2, count: 3000 * 8)
    for i in 800..<1600 { elements[i] = 0 }
    let matrix = Matrix(rowCount: 3000, columnCount: 8, elements: elements)
    elements = []
    let address = Self.address(of: matrix)
    let embedded = EmbeddedRecords(consume matrix, of: (0..<3000).map { $0 })
    #expect(embedded.rows.rowCount == 2900)
    #expect(Self.address(of: embedded.rows) == address)
  }
}
