// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The n-th call of the system fails: all outputs are there, or everything is as it was.
@Suite struct FaultTests {
  private static let isHeavy = ProcessInfo.processInfo.environment["GAMUT_HEAVY_TESTS"] != nil

  /// A few calls of each command, the last among them: names are given at the end.
  @Test(arguments: WritingCommand.all) func `a failing call loses nothing`(
    command: WritingCommand
  ) throws {
    let trial = try FaultTrial(command)
    for part in 1...3 {
      let n = trial.callCount * part / 3
      let fate = try trial.run(failing: n, by: part % 2 == 0 ? ENOSPC : EIO)
      #expect(!fate.isLoss, "\(fate)")
    }
  }

  /// Every call, by three errors each; a row of a table says what became of them.
  @Test(.enabled(if: isHeavy, "asked for by GAMUT_HEAVY_TESTS"), arguments: WritingCommand.all)
  func `no failing call loses anything`(command: WritingCommand) throws {
    let trial = try FaultTrial(command)
    var (tried, done, refused) = (0, 0, 0)
    for number in [EIO, ENOSPC, EINTR] {
      for n in 1...trial.callCount {
        let fate = try trial.run(failing: n, by: number)
        tried += 1
        switch fate {
        case .done: done += 1
        case .refused: refused += 1
        case .lost: Issue.record("\(fate)")
        }
      }
    }
    print("| \(command.name) | \(tried) | \(done) | \(refused) | \(tried - done - refused) |")
  }
}
