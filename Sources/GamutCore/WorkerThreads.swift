// SPDX-License-Identifier: Apache-2.0

private import CGamutThreads

/// Threads of the loops of `Parallel`, kept for the next one; see `gamut_threads.h`.
///
/// They belong to one process: a child that is forked, at any moment, makes its own. There is one
/// level of them: within a loop none is had.
enum WorkerThreads {
  /// Calls `work` on this thread and on up to `count - 1` others; returns when all are done.
  ///
  /// - Parameter work: what any number of threads do together, one alone too.
  static func run(_ count: Int, _ work: @Sendable () -> Void) {
    begin(count - 1, work) { _ in
      // Safe: the context lives for the call.
      unsafe withContext(of: work) { unsafe gamut_job_join(call, $0) }
    }
  }

  /// Calls `work` on up to `count` other threads, and meanwhile `body` on this one, which is told how
  /// many there are; returns when all are done.
  static func begin<Result>(
    _ count: Int, _ work: @Sendable () -> Void, meanwhile body: (Int) -> Result
  ) -> Result {
    unsafe withContext(of: work) { context in
      var count = max(0, count)
      // Safe: the context lives until the job is finished, which is before the end of this call.
      let job = unsafe gamut_job_begin(&count, call, context)
      defer { unsafe gamut_job_finish(job) }
      return body(count)
    }
  }

  /// Lends a closure as C carries it.
  private static func withContext<Result>(
    of work: @Sendable () -> Void, _ body: (UnsafeMutableRawPointer) -> Result
  ) -> Result {
    withoutActuallyEscaping(work) { work in
      let box = Work(work)
      return withExtendedLifetime(box) {
        // Safe: the box outlives the call of `body`, which does not keep the pointer.
        unsafe body(Unmanaged.passUnretained(box).toOpaque())
      }
    }
  }

  private static let call: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
    guard let context = unsafe context else { return }
    // Safe: it is the box that `withContext` keeps.
    unsafe Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().body()
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
