// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// What a run may take, and whom it tells how far it is.
///
/// No result depends on it: the same input, options and seed give the same bytes for any number of
/// workers and any amount of memory.
public struct RunContext: Sendable {
  /// How many threads work.
  public var workers: Int
  /// How much memory the stages of a deduplication may take.
  public var memory: MemoryBudget
  /// The key of an embeddings server, sent to the address that a model names and nowhere else; nil
  /// where none is asked for.
  public var serverKey: String?
  /// Told how far the run is, from any thread; nil where nobody reads along.
  public var progress: ProgressSink?
  /// Ends the run early; nil where nobody may ask for that.
  public var stop: StopRequest?

  /// Makes a context: all cores and half of the memory, unless said otherwise, and nobody is told.
  ///
  /// - Precondition: `workers` is positive.
  public init(
    workers: Int = Self.coreCount, memory: MemoryBudget = MemoryBudget(),
    progress: ProgressSink? = nil
  ) {
    precondition(workers > 0, "\(workers) workers")
    self.workers = workers
    self.memory = memory
    self.progress = progress
  }

  /// How many cores this process may use.
  public static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

extension RunContext {
  /// Says that a stage begins, of which nobody knows how long it is.
  func begin(_ stage: String) { _ = ProgressMeter(stage, to: progress) }

  /// Says that a stage of `total` units begins; what is done of it is told to the meter.
  func meter(
    _ stage: String, total: Int, unit: Progress.Unit = .records
  ) -> ProgressMeter {
    ProgressMeter(stage, total: total, unit: unit, to: progress)
  }
}
