// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// Systems that lack what others have: `/proc`, files without a name, what `sysinfo` tells.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["GAMUT_HEAVY_TESTS"] != nil,
    "asked for by GAMUT_HEAVY_TESTS"))
struct PoorSystemTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
  }

  private static let commands = [
    "dedupe train.jsonl -o a --removed b", "index build train.jsonl -o a --kept b",
    "embed train.jsonl -o a", "report train.jsonl -o a --kept b", "dedupe train.jsonl",
  ]

  /// What each command writes, reports aside, which hold the seconds they took.
  private func outputs(_ prefix: String) throws -> [[UInt8]] {
    try Self.commands.flatMap { command -> [[UInt8]] in
      let outcome = try program.shell("exec \(prefix) \"$GAMUT\" \(command)")
      #expect(outcome.status == 0, "\(command): \(outcome.error)")
      let written = try ["a", "b"].filter { try program.folder.names().contains($0) }
      let bytes = try written.filter { !(command.hasPrefix("report") && $0 == "a") }
        .map { try program.folder.bytes($0) }
      for name in written { try program.folder.remove(name) }
      #expect(try program.folder.names() == ["train.jsonl"])
      return bytes + [outcome.output]
    }
  }

  private static let canUnmount: Bool = {
    do {
      return try Program().shell("unshare -m mount -t tmpfs none /proc").status == 0
    } catch { return false }
  }()

  @Test(.enabled(if: canUnmount, "only root may try what it is without /proc"))
  func `without /proc all commands do the same`() throws {
    let bare = "unshare -m sh -c 'mount -t tmpfs none /proc && exec \"$@\"' sh"
    #expect(try outputs(bare) == outputs(""))
  }

  @Test(arguments: ["sysinfo", "tmpfile"])
  func `refused what a system may lack, all commands do the same`(what: String) throws {
    let tools = try CompiledSource.folder(of: "refuse.c", as: "refuse")
    #expect(try outputs("'\(tools.path("refuse"))' \(what)") == outputs(""))
  }

  @Test(.timeLimit(.minutes(2)), arguments: [SIGINT, SIGTERM, SIGHUP, SIGSEGV])
  func `where files need a name, a signal leaves none`(number: Int32) throws {
    let tools = try CompiledSource.folder(of: "refuse.c", as: "refuse")
    for round in 0..<20 {
      let process = try program.start(
        ["tmpfile", Program.path, "dedupe", "train.jsonl", "-o", "a", "--removed", "b"],
        executable: tools.path("refuse"))
      Thread.sleep(forTimeInterval: Double(round) * 0.01)
      kill(process.processIdentifier, number)
      process.waitUntilExit()
      let names = try program.folder.names()
      #expect(names == ["train.jsonl"] || names == ["a", "b", "train.jsonl"])
      for name in names where name != "train.jsonl" { try program.folder.remove(name) }
    }
  }
}
