// SPDX-License-Identifier: Apache-2.0

private import CGamutThreads

/// A count that threads wait for.
///
/// `@safe`: the C code guards the count by a lock of its own, and both are freed with the last
/// reference.
@safe final class Semaphore: Sendable {
  // Proof for the unchecked sharing: a constant, whose C functions may be called from any thread.
  private nonisolated(unsafe) let semaphore: OpaquePointer

  init(_ count: Int) { unsafe semaphore = gamut_semaphore_make(count) }

  deinit { unsafe gamut_semaphore_free(semaphore) }

  /// Adds to the count.
  func add(_ count: Int = 1) { unsafe gamut_semaphore_add(semaphore, count) }

  /// Waits until the count is above zero, and takes one.
  func take() { unsafe gamut_semaphore_take(semaphore) }
}
