// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

/// Records by the plan, cut into parts, keyed, and decided component by component.
private struct Parts {
  let folder: ScratchFolder
  var options = DeduplicationPlan.Options()

  private var plan: DeduplicationPlan { DeduplicationPlan(options: options) }
  private var planPath: String { folder.path("plan.gamut") }

  /// The rows of keys of `lines`, read as those of `all` are.
  func keys(of lines: [String], workers: Int = 1) throws -> [[UInt64]] {
    let part = try Corpus(records: lines.map { Array($0.utf8) })
    var file = try OutputFile(path: folder.path("part.keys"))
    try ShardKeys(plan: plan).write(
      of: part, by: try SavedIndex(path: planPath), to: &file, in: RunContext(workers: workers))
    try file.commit()
    let bytes = [UInt8](try folder.bytes("part.keys"))
    #expect(Array(bytes.prefix(8)) == Array("GAMUTKEY".utf8))
    let columnCount = Int(bytes[12])
    var numbers: [UInt64] = []
    for start in stride(from: 16, to: bytes.count, by: 8) {
      numbers.append(bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    return stride(from: 0, to: numbers.count, by: columnCount).map {
      Array(numbers[$0..<$0 + columnCount])
    }
  }

  /// Writes what the parts have to know of `lines`.
  func look(at lines: [String]) throws {
    var file = try OutputFile(path: planPath)
    try plan.writeShardPlan(of: try Corpus(records: lines.map { Array($0.utf8) }), to: &file)
    try file.commit()
  }

  /// What is removed of `lines`, decided component by component.
  func decisions(of lines: [String]) throws -> [Decision] {
    try look(at: lines)
    let cut = lines.count / 3
    let rows = try keys(of: Array(lines[..<cut])) + keys(of: Array(lines[cut...]))
    let label = Self.components(of: rows)
    let index = try SavedIndex(path: planPath)
    var decisions: [Decision] = []
    for root in Set(label).sorted() {
      let members = lines.indices.filter { label[$0] == root }
      let result = try plan.run(
        part: try Corpus(records: members.map { Array(lines[$0].utf8) }), of: index)
      decisions += result.removals.map { Decision($0) { members[$0] } }
    }
    return decisions.sorted { $0.record < $1.record }
  }

  /// The naive way to components: the lowest label among records of a key spreads until none changes.
  private static func components(of rows: [[UInt64]]) -> [Int] {
    var label = Array(rows.indices)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      var lowest: [UInt64: Int] = [:]
      for (i, row) in rows.enumerated() {
        for key in row where key != 0 { lowest[key] = min(lowest[key] ?? .max, label[i]) }
      }
      for (i, row) in rows.enumerated() {
        for key in row {
          guard key != 0, let least = lowest[key], least < label[i] else { continue }
          label[i] = least
          hasChanged = true
        }
      }
    }
    return label
  }
}

/// A removal, by places in the whole set.
private struct Decision: Equatable {
  let record: Int
  let keeper: Int
  let cause: Stage
  let similarity: Double

  init(_ removal: Removal, place: (Int) -> Int = { $0 }) {
    record = place(Int(removal.record))
    keeper = place(Int(removal.keeper.index))
    cause = removal.cause
    similarity = removal.similarity
  }
}

@Suite struct ShardKeysTests {
  /// Questions and answers with copies and near-copies of earlier ones.
  private static func lines(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    let words = ["harbour", "library", "market", "tram", "bridge", "garden", "tower", "well"]
    func draw(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    var lines: [String] = []
    for i in 0..<count {
      let (a, b) = (words[draw(8)], words[draw(8)])
      let said =
        "The \(a) near the \(b) was planned by people who had seen one elsewhere, in year \(i % 7)."
      lines.append(
        #"{"prompt": "How did the \#(a) come to be, \#(i % 11)?", "response": "\#(said)"}"#)
      guard draw(3) == 0 else { continue }
      let old = lines[draw(lines.count)]
      lines.append(draw(2) == 0 ? old : old.replacing("people", with: "some people"))
    }
    return lines
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `components decide as the whole`(seed: UInt64) throws {
    let lines = Self.lines(120, seed: seed)
    let whole = try DeduplicationPlan().run(
      inputs: try Corpus(records: lines.map { Array($0.utf8) }))
    #expect(whole.removals.count > 10)
    #expect(
      try Parts(folder: ScratchFolder()).decisions(of: lines) == whole.removals.map { Decision($0) }
    )
  }

  @Test func `a removed record has a key in common with its keeper`() throws {
    let lines = Self.lines(200, seed: 9)
    let parts = try Parts(folder: ScratchFolder())
    try parts.look(at: lines)
    let rows = try parts.keys(of: lines)
    let whole = try DeduplicationPlan().run(
      inputs: try Corpus(records: lines.map { Array($0.utf8) }))
    for removal in whole.removals {
      let (own, kept) = (rows[Int(removal.record)], rows[Int(removal.keeper.index)])
      #expect(zip(own, kept).contains { $0 == $1 && $0 != 0 })
    }
  }

  @Test func `a part may lack the number that orders records, and a source to prefer`() throws {
    let lines = Self.lines(120, seed: 6).enumerated().map { i, line in
      // The first of few components alone have both.
      i < 20 ? line.dropLast() + #", "score": \#(i % 5), "origin": "human"}"# : line
    }
    var parts = try Parts(folder: ScratchFolder())
    parts.options.keep = .greatest(field: "score")
    parts.options.sourceField = "origin"
    parts.options.preferredSources = ["human"]
    let whole = try DeduplicationPlan(options: parts.options).run(
      inputs: try Corpus(records: lines.map { Array($0.utf8) }))
    #expect(whole.removals.count > 10)
    #expect(try parts.decisions(of: lines) == whole.removals.map { Decision($0) })
  }

  @Test func `a part tells what the whole set must have`() throws {
    var parts = try Parts(folder: ScratchFolder())
    let lines = [
      #"{"text": "a b", "score": 1, "origin": "x"}"#,
      #"{"text": "", "score": null, "origin": "y"}"#,
      #"{"text": "c d"}"#,
    ]
    func facts(_ lines: [String]) throws -> ShardKeys.Facts {
      try parts.look(at: lines)
      var file = try OutputFile(path: parts.folder.path("part.keys"))
      let facts = try ShardKeys(plan: DeduplicationPlan(options: parts.options)).write(
        of: try Corpus(records: lines.map { Array($0.utf8) }),
        by: try SavedIndex(path: parts.folder.path("plan.gamut")), to: &file)
      try file.commit()
      return facts
    }
    var found = try facts(lines)
    #expect(found.recordCount == 3 && found.textCount == 2)
    #expect(found.numberCount == nil && found.sources.isEmpty)
    parts.options.keep = .greatest(field: "score")
    parts.options.sourceField = "origin"
    found = try facts(lines)
    #expect(found.numberCount == 1 && found.sources == ["x", "y", ""])
    found = try facts([lines[1]])
    #expect(found.textCount == 0 && found.numberCount == 0 && found.sources == ["y"])
  }

  @Test func `keys are the same for any number of workers`() throws {
    let lines = Self.lines(300, seed: 4)
    let parts = try Parts(folder: ScratchFolder())
    try parts.look(at: lines)
    let rows = try parts.keys(of: lines)
    #expect(rows.count == lines.count)
    for workers in [2, 8] { #expect(try parts.keys(of: lines, workers: workers) == rows) }
  }

  @Test func `an empty record has no key, and one that cannot be read has all bits set`() throws {
    var parts = try Parts(folder: ScratchFolder())
    parts.options.reading.onError = .skip(atMost: .max)
    let lines = [
      #"{"prompt": "What is it?", "response": "A test."}"#, #"{"prompt": "", "response": ""}"#,
      #"{"prompt": 7"#, #"{"prompt": "?", "response": "!"}"#,
    ]
    try parts.look(at: lines)
    let rows = try parts.keys(of: lines)
    #expect(rows[0].allSatisfy { $0 != 0 && $0 != .max })
    #expect(rows[1].allSatisfy { $0 == 0 })
    #expect(rows[2].allSatisfy { $0 == .max })
    // Without words it meets none in a bucket, and may still be a copy.
    #expect(rows[3].dropLast().allSatisfy { $0 == 0 } && rows[3].last != 0)
  }
}
