// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@Suite struct ParallelTests {
  @Test(arguments: [0, 1, 9, 10, 11, 1_000], [1, 2, 4])
  func `parts come in index order and cover the range`(count: Int, workers: Int) {
    let parts = Parallel.mapChunks(of: count, chunkSize: 10, workers: workers) { $0 }
    #expect(parts.flatMap { Array($0) } == Array(0..<count))
    #expect(parts.count == (count + 9) / 10)
    #expect(parts.dropLast().allSatisfy { $0.count == 10 })
  }

  struct Bad: Error, Equatable {
    let chunk: Int
  }

  @Test(arguments: [1, 2, 4])
  func `of several failures the lowest is thrown`(workers: Int) {
    #expect(throws: Bad(chunk: 3)) {
      try Parallel.mapChunks(of: 100, chunkSize: 1, workers: workers) { range throws(Bad) -> Int in
        if range.lowerBound % 10 == 3 { throw Bad(chunk: range.lowerBound) }
        return range.lowerBound
      }
    }
  }

  @Test func `no chunk size is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      _ = Parallel.mapChunks(of: 1, chunkSize: 0, workers: 1) { $0 }
    }
  }
}
