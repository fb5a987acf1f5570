// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import Gamut

@Suite struct LengthColumnTests {
  private static func column(_ lengths: [Int]) -> LengthColumn {
    var column = LengthColumn()
    for (record, length) in lengths.enumerated() { column.append(length, of: record) }
    return column
  }

  @Test func `percentiles are by nearest rank`() {
    // The example of the definition: ranks 3 and 5 of five.
    let column = Self.column([20, 15, 50, 35, 40])
    #expect(column.percentile(50) == 35 && column.percentile(95) == 50)
    // Of an even count the lower of the two in the middle.
    #expect(Self.column([1, 2, 3, 4]).percentile(50) == 2)
    #expect(Self.column([7]).percentile(1) == 7 && Self.column([7]).percentile(100) == 7)
    #expect(Self.column(Array(1...100)).percentile(95) == 95)
    #expect(Self.column(Array(1...20)).percentile(95) == 19)
  }

  @Test func `a length of 0 is none, and none have no percentile`() {
    #expect(Self.column([]).percentile(50) == nil && Self.column([0, 0]).longest == nil)
    #expect(Self.column([0, 9, 0, 3]).values == [9, 3])
  }

  @Test func `the longest is the first of equals`() {
    let column = Self.column([3, 9, 9, 1])
    #expect(column.longest?.value == 9 && column.longest?.record == 1)
    var joined = Self.column([3, 9])
    joined.append(Self.column([9, 1]), from: 2)
    #expect(joined.longest?.record == 1)
    joined.append(Self.column([1, 0, 10]), from: 4)
    #expect(joined.longest?.record == 6 && joined.values == [3, 9, 9, 1, 1, 10])
  }

  @Test func `what has no room in four bytes is the greatest`() {
    #expect(Self.column([1 << 40]).percentile(50) == Int(UInt32.max))
  }

  @Test(arguments: [1, 10, 1_000, 1 << 17, 1 << 31]) func `random lengths, as sorting has it`(
    bound: Int
  ) {
    var random = SeededRandom(seed: UInt64(bound))
    for count in [1, 2, 3, 19, 20, 21, 500] {
      let lengths = (0..<count).map { _ in 1 + random.next(below: bound) }
      let column = Self.column(lengths)
      let sorted = lengths.sorted()
      for percent in [1, 5, 33, 50, 66, 95, 99, 100] {
        // By the words of the definition: the least that so many do not exceed.
        let naive = sorted.first { value in
          sorted.count { $0 <= value } * 100 >= percent * count
        }
        #expect(column.percentile(percent) == naive, "\(percent) of \(count) below \(bound)")
      }
      #expect(column.longest?.record == lengths.firstIndex(of: sorted[count - 1]))
    }
  }
}
