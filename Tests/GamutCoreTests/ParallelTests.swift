// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Glibc
import Synchronization
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

struct ForEachChunkTests {
  struct Stop: Error, Equatable { let chunk: Int }

  @Test(arguments: [0, 1, 2, 7, 8, 400], [1, 2, 3, 8])
  func `parts are taken in index order and cover the range`(count: Int, workers: Int) {
    var taken: [Range<Int>] = []
    Parallel.forEachChunk(of: count, chunkSize: 3, workers: workers) {
      $0
    } take: {
      taken.append($0)
    }
    #expect(taken.flatMap { $0 } == Array(0..<count))
    #expect(taken.allSatisfy { $0.lowerBound % 3 == 0 })
  }

  @Test(arguments: [1, 2, 3, 8], [0, 1, 5, 100, 399])
  func `a throw ends the loop, and no part comes after it`(workers: Int, last: Int) {
    for _ in 0..<20 {
      var count = 0
      #expect(throws: Stop(chunk: last)) {
        try Parallel.forEachChunk(of: 400, chunkSize: 1, workers: workers) {
          $0.lowerBound
        } take: { chunk throws(Stop) in
          if chunk == last { throw Stop(chunk: chunk) }
          count += 1
        }
      }
      #expect(count == last)
    }
  }

  @Test func `work beside a body runs while the body has loops of its own`() throws {
    let done = try Parallel.beside { isWanted -> Int in
      var count = 0
      while count < 1_000, isWanted() {
        count += 1
        usleep(100)
      }
      return count
    } _: {
      Parallel.mapChunks(of: 1_000, chunkSize: 10, workers: 4) { $0.lowerBound }
    }
    #expect(done.side == 1_000)
    #expect(done.result == Array(stride(from: 0, to: 1_000, by: 10)))
  }

  @Test func `work beside a body that throws is told that nobody wants it`() {
    let wasWanted = Mutex(true)
    #expect(throws: Stop(chunk: 7)) {
      try Parallel.beside { isWanted in
        while isWanted() { usleep(100) }
        wasWanted.withLock { $0 = false }
      } _: {
        throw Stop(chunk: 7)
      }
    }
    // Within a loop there is no further thread: the work comes after the body.
    let sums = Parallel.mapChunks(of: 4, chunkSize: 1, workers: 2) { range -> Int in
      do {
        let done = try Parallel.beside { _ in
          range.lowerBound
        } _: {
          10
        }
        return done.side + done.result
      } catch { return -1 }
    }
    #expect(sums == [10, 11, 12, 13])
  }

  @Test func `a slow chunk holds the others up`() {
    // Of a thousand chunks at most the room is made while the first is not taken.
    let begun = Mutex(0)
    var most = 0
    Parallel.forEachChunk(of: 1000, chunkSize: 1, workers: 2) { range in
      begun.withLock { $0 += 1 }
      return range.lowerBound
    } take: { chunk in
      if chunk == 0 { usleep(20_000) }
      most = max(most, begun.withLock { $0 } - chunk)
    }
    #expect(most <= 2 * 8 + 2)
  }
}
