// SPDX-License-Identifier: Apache-2.0

import GamutTestSupport
import Testing

/// What every subcommand says and writes about a small set, as it is on record.
@Suite struct GoldenTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
    try program.folder.write(ShopSet.traffic, to: "traffic.jsonl")
  }

  @Test(arguments: [
    "", "inspect", "report", "dedupe", "pairs", "coverage", "cluster", "embed", "compare",
    "verify",
  ])
  func `help is the one on record, goes to standard output and is no error`(name: String) throws {
    let outcome =
      name.isEmpty
      ? try program.run("--help") : try program.run(name, "--help")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    try Golden.expect(
      Golden.normalised(outcome.outputText), is: name.isEmpty ? "help.txt" : "help-\(name).txt")
  }

  @Test func `inspect`() throws {
    let outcome = try program.run("inspect", "train.jsonl", "--json", "look.json")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    try Golden.expect(Golden.normalised(outcome.outputText), is: "inspect.txt")
    try expectFile("look.json", is: "inspect.json")
    let json = try program.run("inspect", "train.jsonl", "--json", "-")
    #expect(json.status == 0 && json.error.isEmpty)
    try Golden.expect(Golden.normalised(json.outputText), is: "inspect.json")
  }

  @Test func `dedupe`() throws {
    let outcome = try program.run(
      "dedupe", "train.jsonl", "--removed", "removed.jsonl", "--clusters", "clusters.jsonl",
      "--json", "counts.json", "--rejected", "rejected.jsonl", "--provenance",
      "provenance.jsonl")
    #expect(outcome.status == 0)
    try Golden.expect(Golden.normalised(outcome.error), is: "dedupe.txt")
    try expectFile("counts.json", is: "dedupe.json")
    try expectFile("removed.jsonl", is: "dedupe-removed.jsonl")
    try expectFile("clusters.jsonl", is: "dedupe-clusters.jsonl")
    try expectFile("provenance.jsonl", is: "dedupe-provenance.jsonl")
    #expect(try program.folder.text("rejected.jsonl").isEmpty)
    // By hand: record 40 is 3 again, 41 and 42 are 4 with a word more and 4 itself.
    let lines = ShopSet.training.split(separator: "\n")
    let kept = lines.indices.filter { ![40, 41, 42].contains($0) }.map { lines[$0] + "\n" }.joined()
    #expect(outcome.outputText == kept)
  }

  @Test func `manifest`() throws {
    let outcome = try program.run(
      "dedupe", "train.jsonl", "--against", "traffic.jsonl", "-o", "kept.jsonl", "--removed",
      "removed.jsonl", "--provenance", "provenance.jsonl", "--manifest", "manifest.json")
    #expect(outcome.status == 0)
    try expectFile("manifest.json", is: "dedupe-manifest.json")
    let right = try program.run("verify", "manifest.json")
    #expect(right.status == 0 && right.error.isEmpty)
    try program.folder.write("", to: "traffic.jsonl")
    let other = try program.run("verify", "manifest.json", "--json", "verify.json")
    #expect(other.status == 1)
    try Golden.expect(right.outputText + other.outputText + other.error, is: "verify.txt")
    try expectFile("verify.json", is: "verify.json")
  }

  @Test func `pairs`() throws {
    let near = try program.run("pairs", "train.jsonl", "--by", "near", "--threshold", "0.8")
    try Golden.expect(near.error + Golden.normalised(near.outputText), is: "pairs-near.txt")
    let semantic = try program.run(
      "pairs", "train.jsonl", "--by", "semantic", "--threshold", "0.99")
    try Golden.expect(
      semantic.error + Golden.normalised(semantic.outputText), is: "pairs-semantic.txt")
    #expect(near.status == 0 && semantic.status == 0)
  }

  @Test func `coverage`() throws {
    let outcome = try program.run(
      "coverage", "train.jsonl", "--reference", "traffic.jsonl", "--gaps", "gaps.jsonl", "--json",
      "coverage.json")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    try Golden.expect(Golden.normalised(outcome.outputText), is: "coverage.txt")
    try expectFile("coverage.json", is: "coverage.json")
    try expectFile("gaps.jsonl", is: "coverage-gaps.jsonl")
  }

  @Test func `compare`() throws {
    let outcome = try program.run(
      "compare", "train.jsonl", "traffic.jsonl", "-o", "compare.html", "--json", "compare.json")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    try Golden.expect(Golden.normalised(outcome.outputText), is: "compare.txt")
    try expectFile("compare.json", is: "compare.json")
    #expect(try program.folder.text("compare.html").hasPrefix("<!DOCTYPE html>"))
    // A gate that is true is the exit status; a third set, or one alone, is an error.
    let gate = try program.run(
      "compare", "train.jsonl", "train.jsonl", "--fail-if", "leaks.all.exact > 0")
    #expect(gate.status == 1)
    #expect(try program.run("compare", "train.jsonl").isOneLineError)
    // Two reports that were written before.
    for name in ["a.json", "b.json"] {
      #expect(try program.run("dedupe", "train.jsonl", "-o", "kept", "--json", name).status == 0)
    }
    let reports = try program.run("compare", "a.json", "b.json")
    #expect(reports.status == 0)
    #expect(reports.outputText.contains("rows.read"))
  }

  @Test func `cluster`() throws {
    let outcome = try program.run("cluster", "train.jsonl", "--count", "2")
    #expect(outcome.status == 0)
    try Golden.expect(
      outcome.error + Golden.normalised(outcome.outputText), is: "cluster.txt")
  }

  @Test func `cluster by density`() throws {
    let outcome = try program.run(
      "cluster", "train.jsonl", "--method", "hdbscan", "--min-size", "4")
    #expect(outcome.status == 0)
    try Golden.expect(
      outcome.error + Golden.normalised(outcome.outputText), is: "cluster-hdbscan.txt")
  }

  @Test func `embed`() throws {
    let outcome = try program.run("embed", "train.jsonl", "-o", "vectors.npy")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    try Golden.expect(outcome.error, is: "embed.txt")
    #expect(try program.folder.bytes("vectors.npy").starts(with: [0x93] + Array("NUMPY".utf8)))
    // What it wrote serves as vectors of the same file.
    let pairs = try program.run(
      "pairs", "train.jsonl", "--by", "semantic", "--threshold", "0.99", "--embeddings",
      "vectors.npy")
    #expect(pairs.status == 0)
  }

  @Test func `report`() throws {
    let outcome = try program.run(
      "report", "train.jsonl", "--reference", "traffic.jsonl", "-o", "report.html", "--json",
      "report.json", "--markdown", "report.md", "--kept", "kept.jsonl", "--removed",
      "removed.jsonl", "--provenance", "provenance.jsonl.gz")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    try Golden.expect(Golden.normalised(outcome.error), is: "report.txt")
    try expectFile("report.json", is: "report.json")
    try expectFile("removed.jsonl", is: "dedupe-removed.jsonl")
    let unpacked = try program.shell("gzip -d provenance.jsonl.gz -c")
    try Golden.expect(Golden.normalised(unpacked.outputText), is: "dedupe-provenance.jsonl")
    let html = try program.folder.text("report.html")
    #expect(html.hasPrefix("<!doctype html>") || html.hasPrefix("<!DOCTYPE html>"))
    #expect(try program.folder.text("report.md").hasPrefix("# "))
    #expect(
      try program.folder.names() == [
        "kept.jsonl", "provenance.jsonl.gz", "removed.jsonl", "report.html", "report.json",
        "report.md", "traffic.jsonl", "train.jsonl",
      ])
  }

  private func expectFile(_ file: String, is name: String) throws {
    try Golden.expect(Golden.normalised(try program.folder.text(file)), is: name)
  }
}
