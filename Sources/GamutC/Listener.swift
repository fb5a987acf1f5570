// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCLI
import GamutCore
import GamutFiles
import GamutReport

/// Keeps what a command says, for whoever asks when it is over, and how far it is, for whoever asks
/// meanwhile.
final class Listener: Audience {
  private struct State: Sendable {
    var latest: Progress?
    var words: [String] = []
    var answer = ""
  }
  // Not a lock of Swift's: the process may be forked.
  private let state = Guarded(State())

  var progress: ProgressSink? {
    { [state] progress in state.withLock { $0.latest = progress } }
  }

  func endProgress() { state.withLock { $0.latest = nil } }

  func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { CleanText.line(String($0)) }
    state.withLock { $0.words += lines }
  }

  func show(_ place: AnswerPlace, _ render: (TerminalStyle) -> [UInt8]) {
    show(String(decoding: render(.plain), as: UTF8.self))
  }

  /// Adds to the answer.
  func show(_ text: String) { state.withLock { $0.answer += text } }

  /// How far the run is; nil where it has not begun, and where it is over.
  var latest: Progress? { state.withLock { $0.latest } }

  /// What was said, a line each.
  var words: String { state.withLock { $0.words.joined(separator: "\n") } }

  /// What was shown.
  var answer: String { state.withLock { $0.answer } }
}
