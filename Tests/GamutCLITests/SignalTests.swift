// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Glibc
import Testing

/// What signals leave: their status, and nothing else.
@Suite struct SignalTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
  }

  @Test(.timeLimit(.minutes(1)), arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)])
  func `a signal is its status and leaves nothing`(number: Int32, status: Int) throws {
    let path = program.folder.path("fifo")
    // Safe, here and below: the bridge terminates the path and keeps it for the call.
    try #require(unsafe mkfifo(path, 0o600) == 0)
    let process = try program.start(["dedupe", "train.jsonl", "fifo", "-o", "kept.jsonl"])
    let writer = unsafe open(path, O_WRONLY | O_CLOEXEC)
    try #require(writer >= 0)
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    close(writer)
    #expect(process.terminationReason == .exit && process.terminationStatus == status)
    #expect(try program.outcome(of: process).error.isEmpty)
    #expect(try program.folder.names() == ["fifo", "train.jsonl"])
  }

  @Test(.timeLimit(.minutes(1))) func `an ignored interrupt stays ignored`() throws {
    let outcome = try program.shell(
      """
      mkfifo fifo; (trap '' INT HUP; exec "$GAMUT" dedupe fifo -o kept.jsonl) & work=$!
      exec 3> fifo; kill -INT $work; kill -HUP $work; cat train.jsonl >&3; exec 3>&-; wait $work
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(try program.folder.names() == ["fifo", "kept.jsonl", "train.jsonl"])
  }

  @Test(.timeLimit(.minutes(2))) func `no interrupt at a random moment is a crash`() throws {
    for round in 0..<24 {
      let process = try program.start([
        "dedupe", "train.jsonl", "-o", "kept.jsonl", "--removed", "removed.jsonl",
      ])
      Thread.sleep(forTimeInterval: Double(round) * 0.01)
      process.interrupt()
      process.waitUntilExit()
      // SIGINT: the system ended it before the program had said what it does with signals.
      #expect([0, 130, SIGINT].contains(process.terminationStatus))
      let names = try program.folder.names()
      #expect(names == ["train.jsonl"] || names == ["kept.jsonl", "removed.jsonl", "train.jsonl"])
      for name in names where name != "train.jsonl" { try program.folder.remove(name) }
    }
  }
}
