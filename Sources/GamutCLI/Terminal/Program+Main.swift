// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutFiles
import Glibc

extension Program {
  /// Runs the command that this process was started with, at its terminal, and ends the process.
  public static func main() -> Never {
    do {
      // Before anything is opened.
      try StandardStreams.reserve()
    } catch { leave(with: error) }
    // 130, as shells report an interrupt; a line of progress is wiped.
    Interruption.arrange(wipesLine: StandardError.isTerminal)
    do {
      try run(Arguments.given, in: Session(audience: Terminal()))
    } catch {
      leave(with: error)
    }
    exit(0)
  }

  /// Ends the process as `error` asks: help on standard output, all else as one line on standard
  /// error with status 2.
  private static func leave(with error: any Error) -> Never {
    switch Ending(of: error) {
    case .gate(let text):
      StandardError.say(text)
      exit(1)
    case .unread: exit(0)
    case .answer(let text):
      do {
        var standardOutput = try OutputFile(path: "-")
        try standardOutput.write(text + "\n")
        try standardOutput.commit()
      } catch {
        leave(with: error)
      }
      exit(0)
    case .stopped: exit(130)
    case .failure(let line):
      // What failed may have drawn its progress.
      if StandardError.isTerminal { StandardError.write("\r\u{1B}[K") }
      StandardError.say("gamut: \(line)")
      exit(2)
    }
  }
}
