// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Asks a run on another thread to end before it is done.
///
/// It ends with `RunStopped` at the next batch that is read or stage that begins, and no output has
/// its name then; asked after that, nothing happens.
public final class StopRequest: Sendable {
  private let isMade = Atomic(false)

  /// Nobody has asked yet.
  public init() {}

  /// Asks, from any thread.
  public func make() { isMade.store(true, ordering: .relaxed) }

  /// Throws where somebody asked.
  public func check() throws(RunStopped) {
    if isMade.load(ordering: .relaxed) { throw RunStopped() }
  }
}

/// A run that was asked to end before it was done.
public struct RunStopped: Error, CustomStringConvertible {
  /// One line.
  public var description: String { "stopped: the run was asked to end" }
}

extension RunContext {
  /// Throws where the run was asked to end.
  public func requireWanted() throws(RunStopped) {
    try stop?.check()
  }
}
