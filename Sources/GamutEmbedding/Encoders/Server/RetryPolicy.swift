// SPDX-License-Identifier: Apache-2.0

import GamutCore

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// When a request is sent again, and after how long.
struct RetryPolicy: Sendable {
  /// How often a request is sent at most.
  var attemptCount = 6
  /// The wait before the second attempt; it doubles before each further one: 15 s in all.
  var firstWait = Duration.milliseconds(500)
  /// No wait is longer than this, whatever a server asks for.
  var longestWait = Duration.seconds(120)
  /// Draws the jitter.
  var seed: UInt64 = 0
  /// Waits; tests put down how long instead.
  var pause: @Sendable (Duration) -> Void = RetryPolicy.sleep

  /// Whether the server may answer the same request otherwise later: it was too slow, has too much
  /// to do, or failed.
  static func isPassing(status: Int) -> Bool {
    status == 408 || status == 425 || status == 429 || (500...599).contains(status)
  }

  /// The wait before attempt `attempt` (from 1) of request `request`.
  ///
  /// What the server asks for, or `firstWait` doubled with every attempt; times ½ … 1, so that the
  /// requests that failed together do not come back together. A server's own wait is never cut
  /// short by the jitter, only by `longestWait`.
  func wait(before attempt: Int, of request: Int, asked: Duration?) -> Duration {
    if let asked { return min(asked, longestWait) }
    var random = SeededRandom(
      seed: seed ^ StableHash.mix(UInt64(truncatingIfNeeded: request) &* 64 &+ UInt64(attempt)))
    let share = 0.5 + random.nextUnit() / 2
    return min(firstWait * (1 << (attempt - 1)) * share, longestWait)
  }

  private static func sleep(_ duration: Duration) {
    var wanted = timespec(
      tv_sec: Int(duration.components.seconds),
      tv_nsec: Int(duration.components.attoseconds / 1_000_000_000))
    var rest = timespec()
    // Safe: both are ours; an interrupted sleep goes on with the rest.
    while unsafe nanosleep(&wanted, &rest) != 0, errno == EINTR { wanted = rest }
  }
}
