// SPDX-License-Identifier: Apache-2.0

private import CGamutThreads

/// State that one thread at a time looks at and changes, in a forked child as anywhere.
///
/// `Mutex` of the standard library keeps the number of each thread, and that of a child's first one is
/// its parent's: the first wait for it ends the child.
///
/// `@safe`: the state is used under the lock alone, which is freed with the last reference.
@safe package final class Guarded<State: Sendable>: Sendable {
  // Proof for the unchecked sharing: `withLock` alone touches the state, while it holds the lock.
  private nonisolated(unsafe) var state: State
  // Proof for the unchecked sharing: a constant, whose C functions may be called from any thread.
  private nonisolated(unsafe) let lock: OpaquePointer

  /// Begins with `state`.
  package init(_ state: State) {
    unsafe self.state = state
    unsafe lock = gamut_lock_make()
  }

  deinit { unsafe gamut_lock_free(lock) }

  /// Lends the state to `body`, which no other thread runs meanwhile.
  package func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe gamut_lock_take(lock)
    defer { unsafe gamut_lock_give(lock) }
    return try unsafe body(&state)
  }
}
