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
}
