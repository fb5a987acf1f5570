// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@Suite struct ListedProductsTests {
  @Test func `two rows by hand`() {
    let left = Matrix(rowCount: 2, columnCount: 3, elements: [1, 2, 3, 0, -1, 4])
    let right = Matrix(rowCount: 2, columnCount: 3, elements: [2, 0, 1, 5, 1, -2])
    var products: [Double] = [7]
    left.writeDoubleProducts(ofRow: 1, with: right, listed: [1, 0, 1], into: &products)
    #expect(products == [-9, 4, -9])
    var listed: [UInt32] = [1, 0, 1]
    left.keepRows(&listed, of: right, whoseProductWithRow: 0, reaches: 5)
    #expect(listed == [0])
  }

  @Test(arguments: [0, 1, 3, 4, 5, 7, 8, 9, 21], [1, 2, 3, 4, 5, 15, 16, 17, 33, 384])
  func `sums in Double are those of one column after the other, to the last bit`(
    count: Int, columns: Int
  ) {
    let left = gaussianMatrix(3, columns, seed: 41)
    let right = gaussianMatrix(30, columns, seed: 42)
    let listed = (0..<count).map { UInt32($0 * 17 % 30) }
    var products: [Double] = []
    left.writeDoubleProducts(ofRow: 2, with: right, listed: listed, into: &products)
    #expect(products.count == count)
    for (place, other) in listed.enumerated() {
      var sum = 0.0
      for k in 0..<columns { sum += Double(left[2, k]) * Double(right[Int(other), k]) }
      #expect(products[place] == sum)
    }
  }

  @Test(arguments: [1, 15, 16, 17, 33, 384])
  func `rows are kept in their order by products that are right but for rounding`(columns: Int) {
    let left = gaussianMatrix(2, columns, seed: 43)
    let right = gaussianMatrix(64, columns, seed: 44)
    let all = (0..<64).map { UInt32(($0 * 23 + 5) % 64) }
    for limit in [-Float.infinity, -3, 0, 0.5, 8, .infinity] as [Float] {
      var kept = all
      left.keepRows(&kept, of: right, whoseProductWithRow: 1, reaches: limit)
      #expect(kept == all.filter { Set(kept).contains($0) })
      for other in all {
        let product = left.exactRowProduct(1, with: right, row: Int(other))
        let bound =
          Double(columns) * 0x1p-23
          * (left.exactRowProduct(1, with: left, row: 1)
          * right.exactRowProduct(Int(other), with: right, row: Int(other))).squareRoot()
        if product >= Double(limit) + bound { #expect(kept.contains(other)) }
        if product < Double(limit) - bound { #expect(!kept.contains(other)) }
      }
    }
  }

  @Test func `rows of no columns, and no number, are left alone or fall`() {
    let empty = Matrix(rowCount: 2, columnCount: 0, elements: [])
    var listed: [UInt32] = [0, 1]
    empty.keepRows(&listed, of: empty, whoseProductWithRow: 0, reaches: 0)
    #expect(listed == [0, 1])
    empty.keepRows(&listed, of: empty, whoseProductWithRow: 0, reaches: 0.1)
    #expect(listed.isEmpty)
    let rows = Matrix(rowCount: 1, columnCount: 1, elements: [1])
    var one: [UInt32] = [0]
    rows.keepRows(&one, of: rows, whoseProductWithRow: 0, reaches: .nan)
    #expect(one.isEmpty)
  }
}
