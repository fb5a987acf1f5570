// SPDX-License-Identifier: Apache-2.0

import Gamut
import Synchronization

/// A line on the terminal that says what is being done, how fast, and how long it may take still.
///
/// Drawn only where standard error is a terminal, at most ten times a second.
final class ProgressLine: Sendable {
  private struct State {
    var stage = ""
    var began = ContinuousClock.now
    var drawn = ContinuousClock.now
    var isDrawn = false
  }
  private let state = Mutex(State())

  /// Draws how far a run is.
  func show(_ progress: Progress) {
    state.withLock { state in
      let now = ContinuousClock.now
      if progress.stage != state.stage {
        state.stage = progress.stage
        state.began = now
      } else if now - state.drawn < .milliseconds(100) {
        return
      }
      state.drawn = now
      state.isDrawn = true
      StandardError.write("\r\u{1B}[K\(Self.text(progress, since: now - state.began))")
    }
  }

  /// Wipes the line, before anything else is said.
  func clear() {
    state.withLock { state in
      if state.isDrawn { StandardError.write("\r\u{1B}[K") }
      state.isDrawn = false
    }
  }

  /// `reading 41 % · 210 MB/s · 3 s left`.
  private static func text(_ progress: Progress, since elapsed: Duration) -> String {
    guard progress.total > 0 else { return "\(progress.stage) …" }
    let share = Double(progress.completed) / Double(progress.total)
    let seconds = elapsed / .seconds(1)
    var text = "\(progress.stage) \(Int(share * 100)) %"
    if seconds > 0.2, progress.completed > 0 {
      let rate = Double(progress.completed) / seconds
      text += progress.unit == .bytes ? " · \(Int(rate / 1e6)) MB/s" : " · \(Int(rate)) /s"
      text += " · \(Int((seconds / share - seconds).rounded(.up))) s left"
    }
    return text
  }
}
