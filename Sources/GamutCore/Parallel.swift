// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Loops over chunks of an index range, on several threads, with results in index order.
///
/// Chunks depend on their size alone, so the parts are the same for any number of workers. There is
/// one level of threads: a loop within another, like BLAS, has the thread it is called on. A process
/// that is forked, even while loops are under way, has loops of its own in the child.
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
    let parts = Guarded<[(chunk: Int, part: Part)]>([])
    WorkerThreads.run(min(workers, chunkCount)) {
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
    func takeAll() throws(Failure) {
      for chunk in 0..<chunkCount { try take(make(range(chunk))) }
    }
    if workers == 1 || chunkCount < 2 { return try takeAll() }
    let queue = PartQueue<Part>(room: workers * 8)
    let result = WorkerThreads.begin(min(workers, chunkCount)) {
      while let chunk = queue.begin(of: chunkCount) { queue.put(make(range(chunk)), chunk) }
    } meanwhile: { threadCount -> Result<Void, Failure> in
      defer { queue.close(workers: workers) }
      do throws(Failure) {
        if threadCount == 0 { return .success(try takeAll()) }
        for chunk in 0..<chunkCount { try take(queue.next(chunk)) }
        return .success(())
      } catch { return .failure(error) }
    }
    try result.get()
  }
}

extension Parallel {
  /// Calls `work` on a thread of its own, and meanwhile `body` on this one, whose loops have their
  /// threads as ever. Both are done when this returns.
  ///
  /// Where the system has no thread to spare, and within a loop, `work` is called after `body`.
  ///
  /// - Parameter work: is given a question that it asks now and then; the answer is no once `body` has
  ///   thrown, and then nobody looks at what it returns.
  public static func beside<Side: Sendable, Result>(
    _ work: @Sendable (_ isWanted: () -> Bool) -> Side, _ body: () throws -> Result
  ) throws -> (side: Side, result: Result) {
    let isWanted = Atomic(true)
    let side = Guarded<Side?>(nil)
    let result = WorkerThreads.begin(1) {
      let made = work { isWanted.load(ordering: .relaxed) }
      side.withLock { $0 = made }
    } meanwhile: { _ in
      Swift.Result {
        do { return try body() } catch {
          isWanted.store(false, ordering: .relaxed)
          throw error
        }
      }
    }
    let value = try result.get()
    return (side.withLock { $0 } ?? work { true }, value)
  }
}

/// Parts that wait for their turn.
private final class PartQueue<Part: Sendable>: Sendable {
  private struct State: Sendable {
    var begun = 0
    var isClosed = false
    var parts: [Int: Part] = [:]
  }

  private let state = Guarded(State())
  /// Counts the parts that may be begun, and those put in.
  private let room: Semaphore
  private let news = Semaphore(0)

  init(room count: Int) { room = Semaphore(count) }

  /// The number of the next chunk to make; nil when there is none.
  func begin(of chunkCount: Int) -> Int? {
    room.take()
    return state.withLock { state in
      guard !state.isClosed, state.begun < chunkCount else { return nil }
      state.begun += 1
      return state.begun - 1
    }
  }

  func put(_ part: Part, _ chunk: Int) {
    state.withLock { $0.parts[chunk] = part }
    news.add()
  }

  /// Waits for the part of `chunk`; called for each chunk in order.
  func next(_ chunk: Int) -> Part {
    while true {
      if let part = state.withLock({ $0.parts.removeValue(forKey: chunk) }) {
        room.add()
        return part
      }
      news.take()
    }
  }

  /// Lets all workers end.
  func close(workers: Int) {
    state.withLock { $0.isClosed = true }
    room.add(workers)
  }
}
