// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutLinear

struct KeepRowsTests {
  /// Where the elements stand.
  static func address(of matrix: Matrix) -> UInt {
    // Safe: the address is only compared.
    unsafe matrix.elements.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  static func random(_ rowCount: Int, _ columnCount: Int, _ random: inout SeededRandom) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in Float(random.next() % 1000) })
  }

  @Test func `rows kept in place are those a copy would have`() {
    var random = SeededRandom(seed: 5)
    for rowCount in 0..<12 {
      for columnCount in [0, 1, 3, 8] {
        let matrix = Self.random(rowCount, columnCount, &random)
        let kept = (0..<rowCount).filter { _ in random.next() % 2 == 0 }
        for indices in [kept, [], Array(0..<rowCount)] {
          var compacted = matrix
          compacted.keepRows(indices)
          #expect(compacted == matrix.selectingRows(indices))
        }
      }
    }
  }

  @Test func `the elements stay where they are`() {
    var random = SeededRandom(seed: 6)
    var matrix = Self.random(4000, 16, &random)
    let address = Self.address(of: matrix)
    _ = matrix.normalizeRows()
    matrix.keepRows((0..<4000).filter { $0 % 3 != 0 })
    #expect(Self.address(of: matrix) == address)
    #expect(matrix.rowCount == 2666 && matrix.elements.count == 2666 * 16)
  }

  @Test func `rows that do not ascend are a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      var matrix = Matrix(rowCount: 4, columnCount: 2)
      matrix.keepRows([1, 1])
    }
    await #expect(processExitsWith: .failure) {
      var matrix = Matrix(rowCount: 4, columnCount: 2)
      matrix.keepRows([4])
    }
  }
}
