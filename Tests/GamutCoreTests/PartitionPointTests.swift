// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@Test func `the partition point is that of a scan, for all small ranges and borders`() {
  for lower in -3...3 {
    for upper in lower...lower + 9 {
      for border in lower - 1...upper + 1 {
        let expected = (lower..<upper).first { $0 >= border } ?? upper
        #expect((lower..<upper).partitionPoint { $0 >= border } == expected)
      }
    }
  }
}

@Test func `ranges at the end of the integers do not overflow`() {
  let range = Int.max - 10..<Int.max
  #expect(range.partitionPoint { $0 >= Int.max - 3 } == Int.max - 3)
}
