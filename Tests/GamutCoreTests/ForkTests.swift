// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Glibc
import Testing

/// A forked child may use `Parallel`, whatever its parent did with it.
@Suite struct ForkTests {
  @Test(.timeLimit(.minutes(1))) func `a child of a parent that used threads hung`() async {
    await #expect(processExitsWith: .success) {
      guard isRight() else { exit(1) }
      for _ in 0..<10 where statusOfChild(isRight) != 0 { exit(2) }
      // Its own threads serve the parent as before.
      exit(isRight() ? 0 : 3)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a child of a parent that was busy hung`() async {
    await #expect(processExitsWith: .success) {
      var status: Int32 = 0
      // The threads make parts of the chunks to come while this one forks.
      Parallel.forEachChunk(of: 400, chunkSize: 1, workers: 3) { range in
        (0..<20_000).reduce(range.lowerBound, &+)
      } take: { _ in
        if status == 0 { status = statusOfChild(isRight) }
      }
      exit(status)
    }
  }

  @Test func `a loop within a loop has one thread`() {
    let parts = Parallel.mapChunks(of: 8, chunkSize: 1, workers: 2) { outer -> Bool in
      let own = pthread_self()
      var taken: [Int] = []
      let inner = Parallel.mapChunks(of: 4, chunkSize: 1, workers: 4) { inner in
        (inner.lowerBound, pthread_equal(pthread_self(), own) != 0)
      }
      Parallel.forEachChunk(of: 4, chunkSize: 1, workers: 4) {
        ($0.lowerBound, pthread_equal(pthread_self(), own) != 0)
      } take: { part in
        if part.1 { taken.append(part.0) }
      }
      return taken == [0, 1, 2, 3] && inner.map(\.0) == taken && inner.allSatisfy(\.1)
    }
    #expect(parts == Array(repeating: true, count: 8))
  }
}

/// Whether both loops do what they say.
@Sendable private func isRight() -> Bool {
  let parts = Parallel.mapChunks(of: 1_000, chunkSize: 10, workers: 4) { $0.reduce(0, +) }
  var sum = 0
  Parallel.forEachChunk(of: 1_000, chunkSize: 10, workers: 4) {
    $0.reduce(0, +)
  } take: {
    sum += $0
  }
  return sum == 499_500 && parts.reduce(0, +) == sum
}

/// Forks, and says how a child ended that did `body`; -1 where it had to be killed.
private func statusOfChild(_ body: () -> Bool) -> Int32 {
  // Swift has no `fork`, since little of it may be used after that: which is what is tried here.
  // Safe: the symbol is that of the C library, whose type is this.
  guard let symbol = unsafe dlsym(nil, "fork") else { return -2 }
  let fork = unsafe unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
  let child = fork()
  if child == 0 {
    _exit(body() ? 0 : 1)
  }
  var status: Int32 = 0
  for _ in 0..<10_000 {
    // Safe: the status lives for the call.
    let ended = unsafe waitpid(child, &status, WNOHANG)
    if ended == child { return status & 0x7F == 0 ? status >> 8 : -1 }
    if ended < 0 { return -3 }
    usleep(1_000)
  }
  kill(child, SIGKILL)
  _ = unsafe waitpid(child, &status, 0)
  return -1
}
