// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCore
import GamutCorpus
import GamutTestSupport
import GamutText
import Testing

/// Runs on a saved index decide as one run over all files does.
@Suite struct SavedIndexTests {
  let folder: ScratchFolder
  var runs: IndexRuns

  init() throws {
    folder = try ScratchFolder()
    runs = IndexRuns(folder)
  }

  /// Texts with edits and copies of earlier ones, some without words and some empty.
  static func texts(count: Int, seed: UInt64) -> [String] {
    var texts = NearOracleTests.texts(count: count, seed: seed)
    for i in stride(from: 3, to: count, by: 17) { texts[i] = "" }
    for i in stride(from: 5, to: count, by: 23) { texts[i] = ["!!!", "...", "(?)"][i % 3] }
    return texts
  }

  @Test(arguments: [1, 2] as [UInt64], [[1], [150], [299], [40, 90, 200], [100, 101, 250]])
  func `with the first kept, parts decide as the whole`(seed: UInt64, cuts: [Int]) throws {
    let texts = Self.texts(count: 300, seed: seed)
    var parts: [[String]] = []
    for (start, end) in zip([0] + cuts, cuts + [texts.count]) {
      let name = "part\(parts.count)"
      try folder.write(lines(Array(texts[start..<end])), to: name)
      parts.append([name])
    }
    let (isEqual, removedCount) = try runs.agree(parts)
    #expect(isEqual && removedCount > 80)
  }

  @Test func `copies of what an earlier run removed go the way it went`() throws {
    let (a, edited) = (words("a"), words("a", changed: [39]))
    try folder.write(lines([a, edited, a]), to: "one")
    try folder.write(lines([edited, "own", edited, a]), to: "two")
    _ = try runs.build(["one"])
    let result = try runs.add(["two"])
    #expect(result.removals.map(\.cause) == [.near, .near, .exact])
    let kept = try runs.lines(result).compactMap { $0["kept"] as? [String: Any] }
    for keeper in kept {
      #expect(keeper["against"] as? Bool == true && keeper["file"] as? String == folder.path("one"))
      #expect(keeper["line"] as? Int == 1 && keeper["index"] as? Int == 0)
    }
    #expect(try runs.agree([["one"], ["two"]]).isEqual)
  }

  @Test func `a keeper has the index of its own run`() throws {
    try folder.write(lines(["a", "b", "c"]), to: "one")
    try folder.write(lines(["d", "c", "e"]), to: "two")
    try folder.write(lines(["e", "x"]), to: "three")
    _ = try runs.build(["one"])
    _ = try runs.add(["two"])
    let result = try runs.add(["three"])
    let keeper = try #require(try runs.lines(result).first?["kept"] as? [String: Any])
    #expect(keeper["index"] as? Int == 2 && keeper["line"] as? Int == 3)
    #expect(keeper["file"] as? String == folder.path("two"))
  }

  @Test func `arrays, and files of other containers one run each`() throws {
    try folder.write(#"[{"text": "a"},\#n {"text": "b"}, {"text": "a"}]"#, to: "one")
    try folder.write(#"[{"text": "c"}, {"text": "b"}]"#, to: "two")
    #expect(try runs.agree([["one"], ["two"]]) == (true, 2))
    try folder.write(lines(["c", "d", "b"]), to: "three")
    let result = try runs.add(["three"])
    let kept = try runs.lines(result).compactMap { $0["kept"] as? [String: Any] }
    #expect(kept.map { $0["row"] as? Int } == [0, 1])
    #expect(kept.allSatisfy { $0["line"] == nil })
  }

  @Test func `records that cannot be read are in no index`() throws {
    var runs = runs
    runs.options.reading.onError = .skip(atMost: .max)
    let bad = "{\"text\": 5}\nnot json\n"
    try folder.write(lines(["a"]) + bad + lines(["b", "a"]), to: "one")
    try folder.write(lines(["b"]) + bad + lines(["c", "a"]), to: "two")
    #expect(try runs.agree([["one"], ["two"]]) == (true, 3))
    let index = try SavedIndex(path: runs.path, in: RunContext(workers: 1))
    #expect(index.additions.map(\.read) == [5, 5] && index.additions.map(\.kept) == [2, 1])
    #expect(index.additions.map(\.rejected) == [2, 2])
  }

  @Test func `the same bytes come out of any number of workers`() throws {
    let texts = Self.texts(count: 2500, seed: 3)
    try folder.write(lines(Array(texts[..<1800])), to: "one")
    try folder.write(lines(Array(texts[1800...])), to: "two")
    var files: [[UInt8]] = []
    for workers in [1, 2, 4] {
      _ = try runs.build(["one"], workers: workers)
      _ = try runs.add(["two"], workers: workers)
      files.append(try folder.bytes("x.gamut"))
    }
    #expect(files[0] == files[1] && files[0] == files[2])
  }

  @Test func `an addition that was killed is told, ignored and replaced`() throws {
    for (name, texts) in [("one", ["a", "b"]), ("two", ["c", "a"]), ("three", ["d", "b"])] {
      try folder.write(lines(texts), to: name)
    }
    _ = try runs.build(["one"])
    _ = try runs.add(["three"])
    let expected = try folder.bytes("x.gamut")
    _ = try runs.build(["one"])
    _ = try runs.add(["two"], commits: false)
    let torn = try SavedIndex(path: runs.path, in: RunContext(workers: 1))
    #expect(torn.count == 2 && torn.additions.count == 1)
    #expect(torn.warning?.contains("cut short") == true)
    let result = try runs.add(["three"])
    #expect(result.removals.count == 1)
    #expect(try folder.bytes("x.gamut") == expected)
    #expect(try SavedIndex(path: runs.path, in: RunContext(workers: 1)).warning == nil)
  }

  @Test func `other policies apply within the new file`() throws {
    try folder.write(lines(["known"]), to: "one")
    try folder.write(lines([words("a"), words("a", changed: [39]), "known"]), to: "two")
    _ = try runs.build(["one"])
    var last = runs
    last.options.keep = .last
    let result = try last.add(["two"])
    #expect(result.removals.map(\.record) == [0, 2])
    #expect(result.removals.map(\.keeper.isReference) == [false, true])
  }

  static let changes: [(String, @Sendable (inout DeduplicationPlan.Options) -> Void)] = [
    ("threshold 0.8; this run asks for 0.7", { $0.threshold = 0.7 }),
    ("shingle word:5; this run asks for char:5", { $0.shingle = .characters(5) }),
    ("seed 0; this run asks for 9", { $0.seed = 9 }),
    ("view all; this run asks for prompt", { $0.selection = .view(.prompt) }),
    ("stages exact,near; this run asks for exact", { $0.stages = [.exact] }),
    ("stages exact,near; this run asks for exact,near,semantic", { $0.stages.insert(.semantic) }),
  ]

  @Test(arguments: 0..<changes.count)
  func `other options are refused by name`(number: Int) throws {
    try folder.write(lines(["a"]), to: "one")
    _ = try runs.build(["one"])
    var other = runs
    Self.changes[number].1(&other.options)
    do {
      _ = try other.add(["one"])
      Issue.record("accepted")
    } catch let error as TextError {
      #expect(error.code == .otherOptions)
      #expect(error.detail == "made with \(Self.changes[number].0)")
    }
  }

  private static let alpaca = SharedData.data("instruct/alpaca_data_52k.jsonl")

  @Test(.enabled(if: SharedData.isPresent(alpaca), "the shared instructions are not here"))
  func `real instructions in four parts`() throws {
    var runs = runs
    runs.options.threshold = 0.5
    let text = String(decoding: try Data(contentsOf: URL(filePath: Self.alpaca)), as: UTF8.self)
    let all = text.split(separator: "\n").prefix(6000)
    var parts: [[String]] = []
    for (start, end) in [(0, 100), (100, 2500), (2500, 2501), (2501, 6000)] {
      // Lines of the part before come again, so that there are copies too.
      let again = all[max(0, start - 30)..<start]
      try folder.write(
        (again + all[start..<end]).joined(separator: "\n") + "\n", to: "part\(start)")
      parts.append(["part\(start)"])
    }
    let (isEqual, removedCount) = try runs.agree(parts)
    #expect(isEqual && removedCount > 80)
  }
}
