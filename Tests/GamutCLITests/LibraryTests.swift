// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// OpenBLAS is loaded by what makes vectors, libcrypto by what hashes files, and by nothing else.
@Suite struct LibraryTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
  }

  private static let missing = ["GAMUT_OPENBLAS": "/nowhere/libopenblas.so.0"]

  @Test(arguments: [
    ["--version"], ["dedupe", "train.jsonl", "-o", "k"],
    ["pairs", "train.jsonl", "--by", "near", "--threshold", "0.5", "-o", "k"],
    ["index", "build", "train.jsonl", "-o", "k"],
  ])
  func `a run without vectors or a manifest loaded neither`(arguments: [String]) throws {
    let process = try program.start(
      arguments, environment: ["LD_DEBUG": "files"].merging(Self.missing) { $1 })
    process.waitUntilExit()
    let outcome = try program.outcome(of: process)
    #expect(outcome.status == 0 && outcome.error.contains("calling init"))
    #expect(!outcome.error.contains("openblas") && !outcome.error.contains("crypto"))
  }

  @Test(arguments: [
    ["dedupe", "train.jsonl", "-o", "k"], ["report", "train.jsonl", "--kept", "k"],
    ["index", "build", "train.jsonl", "-o", "k"],
  ])
  func `a run with a manifest says that libcrypto is missing`(arguments: [String]) throws {
    let process = try program.start(
      arguments + ["--manifest", "m"], environment: ["GAMUT_LIBCRYPTO": "/nowhere/libcrypto.so"])
    process.waitUntilExit()
    let outcome = try program.outcome(of: process)
    #expect(outcome.isOneLineError, "\(outcome.error)")
    #expect(
      outcome.error.hasPrefix(
        "gamut: SHA-256: cannot load: GAMUT_LIBCRYPTO: /nowhere/libcrypto.so: cannot open"))
    #expect(try program.folder.names() == ["train.jsonl"])
  }

  @Test(arguments: [
    ["embed", "train.jsonl", "-o", "v"], ["cluster", "train.jsonl", "-o", "c"],
    ["report", "train.jsonl"],
    ["dedupe", "train.jsonl", "--stages", "exact,semantic", "-o", "k"],
  ])
  func `a run with vectors says that OpenBLAS is missing`(arguments: [String]) throws {
    let process = try program.start(arguments, environment: Self.missing)
    process.waitUntilExit()
    let outcome = try program.outcome(of: process)
    #expect(outcome.isOneLineError, "\(outcome.error)")
    #expect(outcome.error.contains("no vectors: GAMUT_OPENBLAS: /nowhere/libopenblas.so.0"))
    #expect(try program.folder.names() == ["train.jsonl"])
  }
}
