// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Adds up what threads have done of a stage and tells whoever waits.
final class ProgressMeter: Sendable {
  private let stage: String
  private let total: Int
  private let unit: Progress.Unit
  private let sink: ProgressSink?
  private let completed = Atomic(0)

  init(_ stage: String, total: Int = 0, unit: Progress.Unit = .records, to sink: ProgressSink?) {
    self.stage = stage
    self.total = total
    self.unit = unit
    self.sink = sink
    advance(by: 0)
  }

  /// Counts `amount` more, of a whole batch.
  func advance(by amount: Int) {
    guard let sink else { return }
    let (_, done) = completed.add(amount, ordering: .relaxed)
    sink(Progress(stage: stage, completed: done, total: total, unit: unit))
  }
}
