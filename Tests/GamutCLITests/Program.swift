// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport

/// The built program, run in a folder of its own.
struct Program {
  /// What a run left.
  struct Outcome {
    let status: Int32
    let output: [UInt8]
    let error: String

    var outputText: String { String(decoding: output, as: UTF8.self) }
    /// The lines said to a person.
    var errorLines: [Substring] { error.split(separator: "\n", omittingEmptySubsequences: false) }
    /// Whether it ended as errors do: status 2, nothing as data, one line that names the program.
    var isOneLineError: Bool {
      status == 2 && output.isEmpty && error.hasPrefix("gamut: ") && error.hasSuffix("\n")
        && errorLines.count == 2
    }
  }

  /// What `GAMUT_PROGRAM` names, to try a release build; else beside the test bundle, wherever that was
  /// built; else where a debug build puts it.
  static let path: String = {
    if let given = ProcessInfo.processInfo.environment["GAMUT_PROGRAM"] { return given }
    let beside =
      [
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath(),
        URL(filePath: CommandLine.arguments[0]),
      ] + Bundle.allBundles.map(\.bundleURL)
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folders =
      beside.map { $0.deletingLastPathComponent() }
      + [package.appending(path: ".build/debug")]
    return folders.map { $0.appending(path: "gamut").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "gamut is not built"
  }()

  /// The folder it runs in: what the tests name and what it writes.
  let folder: ScratchFolder
  /// Where standard output and error go, so that `folder` holds nothing else.
  private let streams: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    streams = try ScratchFolder()
  }

  /// Runs to the end.
  ///
  /// - Parameters:
  ///   - input: what stands on standard input, as a file.
  ///   - output: where standard output goes; nil collects it.
  func run(
    _ arguments: String..., input: String = "", output: FileHandle? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = try start(arguments, input: input, output: output, environment: environment)
    process.waitUntilExit()
    return try outcome(of: process)
  }

  /// Starts it; `outcome(of:)` says what became of it.
  ///
  /// - Parameters:
  ///   - error: where standard error goes; nil collects it.
  ///   - executable: another program that is run instead.
  func start(
    _ arguments: [String], input: String = "", output: FileHandle? = nil,
    error: FileHandle? = nil, environment: [String: String] = [:], executable: String = Self.path
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = environment
    process.standardInput = try FileHandle(
      forReadingFrom: URL(filePath: try streams.write(input, to: "in")))
    process.standardOutput = try output ?? writing("out")
    process.standardError = try error ?? writing("err")
    try process.run()
    return process
  }

  /// What a process that ended left.
  func outcome(of process: Process) throws -> Outcome {
    Outcome(
      status: process.terminationStatus,
      output: try streams.names().contains("out") ? try streams.bytes("out") : [],
      error: try streams.text("err"))
  }

  private func writing(_ name: String) throws -> FileHandle {
    try FileHandle(forWritingTo: URL(filePath: try streams.write("", to: name)))
  }
}
