// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// A command that writes, run again and again with one failing call of the system.
struct FaultTrial {
  /// What became of a run.
  enum Fate: CustomStringConvertible {
    /// All outputs are there; the call did not matter, or was made again.
    case done
    /// Status 2 and one line; what has its name already is told in it, the rest is as it was.
    case refused
    /// Anything else.
    case lost(String)

    var isLoss: Bool { if case .lost = self { true } else { false } }

    var description: String {
      switch self {
      case .done: "done"
      case .refused: "refused"
      case .lost(let what): what
      }
    }
  }

  let command: WritingCommand
  /// How many calls an undisturbed run makes.
  let callCount: Int
  /// Where it ran undisturbed.
  private let whole: Program
  private let program: Program
  private let names: [String]
  private let index: [UInt8]
  private let tools: ScratchFolder

  init(_ command: WritingCommand) throws {
    self.command = command
    whole = try Self.begin(command)
    program = try Self.begin(command, as: whole)
    names = try program.folder.names()
    index = try program.folder.bytes("seen")
    tools = try Self.compiled()
    let outcome = try Self.run(
      command, in: whole, with: tools, ["GAMUT_FAULT_COUNT": tools.path("count")])
    try #require(outcome?.status == 0, "\(outcome?.error ?? "a crash")")
    callCount = try #require(Int(tools.text("count").dropLast()))
    try #require(callCount > 20)
  }

  /// Runs with the call of number `n`, from 1 on, failing with `number`.
  func run(failing n: Int, by number: Int32) throws -> Fate {
    for name in command.outputs { try program.folder.write("old \(name)", to: name) }
    try program.folder.write(index, to: "seen")
    let outcome = try Self.run(
      command, in: program, with: tools,
      ["GAMUT_FAULT_AT": "\(n)", "GAMUT_FAULT_NUMBER": "\(number)"])
    let place = "\(command.name), call \(n) of \(callCount), error \(number)"
    guard let outcome else { return .lost("\(place): a crash") }
    func lost(_ what: String) -> Fate {
      .lost("\(place): \(what); status \(outcome.status): \(outcome.error)")
    }
    let left = try program.folder.names()
    if left != names {
      for name in left where !names.contains(name) { try program.folder.remove(name) }
      return lost("the files are \(left)")
    }
    if try !program.folder.bytes("seen").starts(with: index) { return lost("another index") }
    switch outcome.status {
    case 0:
      for name in command.outputs where try !isWhole(name) { return lost("\(name) is not whole") }
      return .done
    case 2:
      if outcome.errorLines.filter({ $0.hasPrefix("gamut: ") }).count != 1 {
        return lost("not one line")
      }
      let told = outcome.error.split(separator: "written before it, and whole: ")
      for name in command.outputs {
        if told.count > 1 && told[1].contains(name) {
          if try !isWhole(name) { return lost("\(name) is told, and not whole") }
        } else if try program.folder.text(name) != "old \(name)" {
          return lost("\(name) is not as it was")
        }
      }
      return .refused
    default: return lost("neither done nor refused")
    }
  }

  /// The state before a run: outputs of earlier runs, and what is read.
  private static func begin(
    _ command: WritingCommand, as other: Program? = nil
  ) throws -> Program {
    let program = try Program()
    for name in try other?.folder.names() ?? [] {
      try program.folder.write(try other?.folder.bytes(name) ?? [], to: name)
    }
    guard other == nil else { return program }
    let lines = ShopSet.training.split(separator: "\n").map { $0 + "\n" }
    try program.folder.write(lines.joined(), to: "train.jsonl")
    let answered = ShopSet.traffic.replacing("}\n", with: ", \"completion\": \"It is done.\"}\n")
    try program.folder.write(lines[..<9].joined() + answered, to: "other.jsonl")
    for name in command.outputs { try program.folder.write("old \(name)", to: name) }
    let made = try program.shell(
      """
      gzip -k train.jsonl
      sed 's/^{"prompt": \\(.*\\), "completion": \\(.*\\)}$/\\1,\\2/' train.jsonl | head -n 40 > train.csv
      sed -i '1i prompt,completion' train.csv
      cp '\(Self.tables)/chat.parquet' train.parquet
      \(command.arguments.contains("seen") ? "gamut index build train.jsonl -o" : "touch") seen
      """)
    try #require(made.status == 0)
    return program
  }

  /// Nil where a signal ended it.
  private static func run(
    _ command: WritingCommand, in program: Program, with tools: ScratchFolder,
    _ faults: [String: String]
  ) throws -> Program.Outcome? {
    let process = try program.start(
      command.arguments.split(separator: " ").map(String.init),
      environment: faults.merging(["LD_PRELOAD": tools.path(libraryName)]) { $1 })
    process.waitUntilExit()
    guard process.terminationReason == .exit else { return nil }
    return try program.outcome(of: process)
  }

  private static let tables = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../GamutCorpusTests/Formats/Arrow/Fixtures").standardized.path

  private static let libraryName = "faults.so"
  private static func compiled() throws -> ScratchFolder {
    try CompiledSource.folder(of: "faults.c", as: libraryName, ["-shared", "-fPIC"])
  }

  /// Whether an output is what an undisturbed run writes; reports hold the seconds they took.
  private func isWhole(_ name: String) throws -> Bool {
    let found = try program.folder.bytes(name)
    if ["json", "html", "markdown"].contains(name) {
      return found != Array("old \(name)".utf8) && found.count > 1_000
    }
    return try found == whole.folder.bytes(name)
  }
}
