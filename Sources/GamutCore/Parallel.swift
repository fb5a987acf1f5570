// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Loops over chunks of an index range, on several threads, with results in index order.
///
/// Chunks depend on their size alone, so the parts are the same for any number of workers. Loops
/// never nest: BLAS runs on one thread inside them.
public enum Parallel {
  /// Maps consecutive chunks of `0..<count` and returns the parts in index order.
  ///
  /// - Parameters:
  ///   - count: the length of the index range; 0 gives no parts.
  ///   - chunkSize: how many indices one call of `body` takes; a constant, never `count / cores`.
  ///   - workers: how many threads may work at once.
  public static func mapChunks<Part: Sendable>(
    of count: Int, chunkSize: Int, workers: Int, _ body: @Sendable (Range<Int>) -> Part
  ) -> [Part] {
    precondition(count >= 0 && chunkSize > 0 && workers > 0, "\(count), \(chunkSize), \(workers)")
    let chunkCount = (count + chunkSize - 1) / chunkSize
    let next = Atomic(0)
    let parts = Mutex<[(chunk: Int, part: Part)]>([])
    DispatchQueue.concurrentPerform(iterations: min(workers, chunkCount)) { _ in
      while true {
        let chunk = next.add(1, ordering: .relaxed).oldValue
        guard chunk < chunkCount else { return }
        let part = body(chunk * chunkSize..<min(count, (chunk + 1) * chunkSize))
        parts.withLock { $0.append((chunk, part)) }
      }
    }
    return parts.withLock { $0.sorted { $0.chunk < $1.chunk }.map(\.part) }
  }

  /// Like `mapChunks`, for a body that throws: of several failures, the one of the lowest chunk is
  /// thrown, so that the error too is the same for any number of workers.
  public static func mapChunks<Part: Sendable, Failure: Error>(
    of count: Int, chunkSize: Int, workers: Int,
    throwing body: @Sendable (Range<Int>) throws(Failure) -> Part
  ) throws(Failure) -> [Part] {
    let results = mapChunks(of: count, chunkSize: chunkSize, workers: workers) {
      range -> Result<Part, Failure> in
      do throws(Failure) { return .success(try body(range)) } catch { return .failure(error) }
    }
    var parts: [Part] = []
    parts.reserveCapacity(results.count)
    for result in results { parts.append(try result.get()) }
    return parts
  }

  /// Makes the parts of consecutive chunks of `0..<count` on several threads, and takes each, in
  /// index order, on this one.
  ///
  /// At most eight parts for each worker wait to be taken, so that a slow chunk holds the others up
  /// instead of filling the memory. After a throw of `take` no further chunk is begun.
  ///
  /// - Parameters:
  ///   - count: the length of the index range.
  ///   - chunkSize: how many indices one call of `make` takes; a constant.
  ///   - workers: how many threads may make parts at once.
  ///   - make: called on any thread.
  ///   - take: called on this thread, in index order: the state it changes needs no lock.
  public static func forEachChunk<Part: Sendable, Failure: Error>(
    of count: Int, chunkSize: Int, workers: Int, make: @Sendable (Range<Int>) -> Part,
    take: (Part) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(count >= 0 && chunkSize > 0 && workers > 0, "\(count), \(chunkSize), \(workers)")
    let chunkCount = (count + chunkSize - 1) / chunkSize
    @Sendable func range(_ chunk: Int) -> Range<Int> {
      chunk * chunkSize..<min(count, (chunk + 1) * chunkSize)
    }
    if workers == 1 || chunkCount < 2 {
      for chunk in 0..<chunkCount { try take(make(range(chunk))) }
      return
    }
    let queue = PartQueue<Part>(room: workers * 8)
    let group = DispatchGroup()
    let result = withoutActuallyEscaping(make) { make -> Result<Void, Failure> in
      for _ in 0..<min(workers, chunkCount) {
        DispatchQueue.global(qos: .userInitiated).async(group: group) {
          while let chunk = queue.begin(of: chunkCount) { queue.put(make(range(chunk)), chunk) }
        }
      }
      var result = Result<Void, Failure>.success(())
      do throws(Failure) {
        for chunk in 0..<chunkCount { try take(queue.next(chunk)) }
      } catch { result = .failure(error) }
      queue.close(workers: workers)
      group.wait()
      return result
    }
    try result.get()
  }
}

/// Parts that wait for their turn.
private final class PartQueue<Part: Sendable>: Sendable {
  private struct State: Sendable {
    var begun = 0
    var isClosed = false
    var parts: [Int: Part] = [:]
  }

  private let state = Mutex(State())
  /// Counts the parts that may be begun, and those put in.
  private let room: DispatchSemaphore
  private let news = DispatchSemaphore(value: 0)

  init(room count: Int) {
    // Dispatch traps where a semaphore goes with less than it began with, as after a throw of `take`.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<count { room.signal() }
  }

  /// The number of the next chunk to make; nil when there is none.
  func begin(of chunkCount: Int) -> Int? {
    room.wait()
    return state.withLock { state in
      guard !state.isClosed, state.begun < chunkCount else { return nil }
      state.begun += 1
      return state.begun - 1
    }
  }

  func put(_ part: Part, _ chunk: Int) {
    state.withLock { $0.parts[chunk] = part }
    news.signal()
  }

  /// Waits for the part of `chunk`; called for each chunk in order.
  func next(_ chunk: Int) -> Part {
    while true {
      if let part = state.withLock({ $0.parts.removeValue(forKey: chunk) }) {
        room.signal()
        return part
      }
      news.wait()
    }
  }

  /// Lets all workers end.
  func close(workers: Int) {
    state.withLock { $0.isClosed = true }
    for _ in 0..<workers { room.signal() }
  }
}
