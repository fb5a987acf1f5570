// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutReport
import Glibc

/// The person at a terminal, or whatever standard output and standard error are.
struct Terminal: Audience {
  private let line = ProgressLine()

  var progress: ProgressSink? {
    guard StandardError.isTerminal else { return nil }
    return { [line] in line.show($0) }
  }

  func endProgress() { line.clear() }

  func say(_ text: String) { StandardError.say(text) }

  func show(_ place: AnswerPlace, _ render: (TerminalStyle) -> [UInt8]) throws {
    switch place {
    case .aside:
      let style: TerminalStyle = StandardError.wantsColor ? .coloured : .plain
      StandardError.write(String(decoding: render(style), as: UTF8.self))
    case .data:
      let isColoured = isatty(STDOUT_FILENO) == 1 && StandardError.allowsColor
      var file: OutputFile? = try OutputFile(path: "-")
      try file.modify { file throws(OutputError) in
        try file.write(render(isColoured ? .coloured : .plain).span)
        try file.flush()
      }
      try file.take()?.commit()
    }
  }
}
