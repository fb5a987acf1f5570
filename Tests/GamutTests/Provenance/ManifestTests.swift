// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutFiles
import GamutJSON
import GamutReport
import GamutTestSupport
import Testing

@testable import Gamut

@Suite struct ManifestTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Runs over `files` and writes the kept records and a provenance, with their manifest.
  private func run(_ files: [String], workers: Int = 2) throws -> RunManifest {
    let paths = try files.enumerated().map { try folder.write($1, to: "x\($0)") }
    let corpus = try Corpus(paths: paths, digesting: .made)
    var plan = DeduplicationPlan()
    plan.options.reading.onError = .skip(atMost: .max)
    var sources = ManifestSources()
    sources.add(corpus, as: .input)
    let context = RunContext(workers: workers)
    let ran = try sources.digested(workers: workers) { try plan.run(inputs: corpus, in: context) }
    var kept = try OutputFile(path: folder.path("kept"), digesting: .made)
    var provenance = try OutputFile(path: folder.path("provenance"), digesting: .made)
    try ran.outcome.writeKept(to: &kept)
    try ran.outcome.writeProvenance(to: &provenance, in: context)
    try kept.complete()
    try provenance.complete()
    let outputs = [
      RunManifest.Output(.kept, kept, of: ran.outcome, spanCount: 0),
      RunManifest.Output(.provenance, provenance, of: ran.outcome, spanCount: 0),
    ].compactMap { $0 }
    try kept.commit()
    try provenance.commit()
    return RunManifest(
      command: "test", document: ReportDocument(ran.outcome), result: ran.outcome,
      inputs: ran.inputs, outputs: outputs)
  }

  @Test func `counts are those of each file and stage, and add up`() throws {
    let text = words("w")
    let manifest = try run([
      lines(["a", "b", "a", text]) + "{\"text\": 5}\n", "",
      lines(["b", "\(words("w", changed: [0]))", "c"]),
    ])
    func rows(_ read: Int, _ kept: Int, _ rejected: Int, _ exact: Int, _ near: Int)
      -> RunManifest.Rows
    {
      RunManifest.Rows(
        read: read, kept: kept, rejected: rejected,
        removed: [.init(stage: "exact", count: exact), .init(stage: "near", count: near)])
    }
    #expect(
      manifest.inputs.map(\.rows) == [
        rows(5, 3, 1, 1, 0), rows(0, 0, 0, 0, 0), rows(3, 1, 0, 1, 1),
      ])
    #expect(manifest.rows == rows(8, 4, 1, 2, 1))
    #expect(manifest.stages.map(\.cameIn) == [8, 7, 5])
    #expect(manifest.stages.map(\.removed) == [1, 2, 1])
    #expect(manifest.stages.map(\.wentOn) == [7, 5, 4])
    #expect(manifest.outputs.map(\.rowCount) == [4, 8])
    for file in manifest.inputs.map(\.file) + manifest.outputs.map(\.file) {
      let digest = try FileDigest(path: file.path)
      #expect(file.sha256 == digest.sha256 && file.byteCount == digest.byteCount)
    }
  }

  @Test func `what is written is read as it was, by any number of workers`() throws {
    let files = [lines(["a", "b", "a"]), lines(["b", "c"])]
    let manifest = try run(files)
    let again = try RunManifest(parsing: manifest.json(), path: "m")
    #expect(again == manifest && again.json() == manifest.json())
    for workers in [1, 4] { #expect(try run(files, workers: workers) == manifest) }
  }

  @Test func `a manifest without one of its members is refused by its name`() throws {
    let manifest = try run([lines(["a", "b", "a"])])
    for (name, tree) in trimmed(manifest.jsonValue, "") {
      var writer = JSONWriter()
      writer.value(tree)
      // What not every file and output has.
      if ["rows", "around"].contains(where: { name.hasSuffix("].\($0)") }) { continue }
      let isOption =
        name.hasPrefix("command.options.") || name.contains(".removed.") && name.contains("rows")
      if isOption {
        _ = try RunManifest(parsing: writer.bytes, path: "m")
        continue
      }
      let error = #expect(throws: ManifestError.self) {
        try RunManifest(parsing: writer.bytes, path: "m")
      }
      #expect(error?.description.contains("not a manifest: \(name) is missing") == true, "\(name)")
    }
  }

  /// `tree` without each of its members, wherever it stands, by the name of it.
  private func trimmed(_ tree: JSONValue, _ name: String) -> [(String, JSONValue)] {
    switch tree {
    case .object(let members):
      return members.indices.flatMap { i -> [(String, JSONValue)] in
        let own = name.isEmpty ? members[i].name : "\(name).\(members[i].name)"
        var less = members
        less.remove(at: i)
        return [(own, .object(less))]
          + trimmed(members[i].value, own).map { found, value in
            var changed = members
            changed[i] = JSONMember(members[i].name, value)
            return (found, .object(changed))
          }
      }
    case .array(let elements):
      return elements.indices.flatMap { i in
        trimmed(elements[i], "\(name)[\(i)]").map { found, value in
          var changed = elements
          changed[i] = value
          return (found, .array(changed))
        }
      }
    default: return []
    }
  }

  @Test func `a check looks at each byte, and no flip of a bit is missed`() throws {
    let manifest = try run([lines(["a", "b", "a"])])
    try folder.write(manifest.json(), to: "m")
    let check = try ManifestCheck(path: folder.path("m"))
    #expect(try check.run(in: RunContext(workers: 2)).isRight)
    for name in ["kept", "provenance", "x0"] {
      let bytes = try folder.bytes(name)
      for i in bytes.indices {
        var changed = bytes
        changed[i] ^= 1 << UInt8(i % 8)
        try folder.write(changed, to: name)
        let findings = try check.run(in: RunContext(workers: 1))
        #expect(findings.problems.contains { $0.path == folder.path(name) && $0.what == "sha256" })
      }
      try folder.write(bytes, to: name)
    }
    #expect(try check.run(in: RunContext(workers: 2)).isRight)
  }
}
