// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutTestSupport
import Testing

@Suite struct ShardRowsTests {
  private static let lines = [
    #"{"prompt": "What is it?", "response": "A test of rows.", "v": [3, 4]}"#,
    #"{"prompt": "", "response": "", "v": [1, 0]}"#,
    #"{"prompt": 7"#,
    #"{"prompt": "And that?", "response": "Another one.", "v": [0, 0]}"#,
    #"{"prompt": "Last?", "response": "Yes.", "v": [-2, 0]}"#,
  ]

  private static func corpus(_ lines: [String]) throws -> Corpus {
    try Corpus(records: lines.map { Array($0.utf8) })
  }

  private static func plan(_ model: VectorModel) -> DeduplicationPlan {
    var options = DeduplicationPlan.Options()
    options.stages = [.exact, .near, .semantic]
    options.model = model
    options.reading.onError = .skip(atMost: .max)
    return DeduplicationPlan(options: options)
  }

  /// The rows of `part`, and the bytes of the head.
  private static func rows(
    of part: [String], as whole: [String], by plan: DeduplicationPlan
  ) throws -> (columnCount: Int, elements: [Float]) {
    let folder = try ScratchFolder()
    var planFile = try OutputFile(path: folder.path("plan.gamut"))
    try plan.writeShardPlan(of: try corpus(whole), to: &planFile)
    try planFile.commit()
    var file = try OutputFile(path: folder.path("part.rows"))
    let count = try ShardRows(plan: plan).write(
      of: try corpus(part), by: try SavedIndex(path: folder.path("plan.gamut")), to: &file)
    #expect(count == part.count)
    try file.commit()
    let bytes = [UInt8](try folder.bytes("part.rows"))
    #expect(Array(bytes.prefix(12)) == Array("GAMUTROW".utf8) + [1, 0, 0, 0])
    let elements = stride(from: 16, to: bytes.count, by: 4).map { start in
      Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
    return (Int(bytes[12]), elements)
  }

  @Test func `given vectors have norm 1, and records that meet none have zeros`() throws {
    let found = try Self.rows(of: Self.lines, as: Self.lines, by: Self.plan(.field("v")))
    #expect(found.columnCount == 2)
    #expect(found.elements == [0.6, 0.8, 0, 0, 0, 0, 0, 0, -1, 0])
  }

  @Test func `a part without any text has no columns`() throws {
    let found = try Self.rows(
      of: Array(Self.lines[1...2]), as: Self.lines, by: Self.plan(.field("v")))
    #expect(found.columnCount == 0 && found.elements.isEmpty)
  }

  @Test func `a saved model gives a record the same row in any part, for each side`() throws {
    let folder = try ScratchFolder()
    let texts = (0..<60).map { "the \($0 % 7) red houses of \($0 % 11) towns by the sea" }
    var builder = LSAModel.Builder(options: .init(), workers: 1)
    builder.add(TextBatch(texts))
    var bytes = Data()
    try builder.build().write { piece in
      for i in piece.indices { bytes.append(piece[i]) }
    }
    try bytes.write(to: URL(fileURLWithPath: folder.path("model.gamut")))
    let plan = Self.plan(.savedLSA(path: folder.path("model.gamut")))
    let lines = texts.map { #"{"prompt": "\#($0)", "response": "red houses by the sea, \#($0)"}"# }
    let whole = try Self.rows(of: lines, as: lines, by: plan)
    #expect(whole.elements.count == 60 * whole.columnCount)
    for i in [0, 17, 59] {
      let one = try Self.rows(of: [lines[i]], as: lines, by: plan)
      #expect(
        one.elements
          == Array(whole.elements[i * whole.columnCount..<(i + 1) * whole.columnCount]))
    }
  }

  @Test func `a model that is fitted on the texts at hand is refused`() throws {
    let error = #expect(throws: EmbeddingError.self) {
      try Self.rows(of: Self.lines, as: Self.lines, by: Self.plan(.lsa(.init())))
    }
    #expect(error?.code == .unsupportedModel)
    #expect(error?.description.contains("fitted on the texts at hand") == true)
  }

  @Test func `parts with a semantic stage decide as the whole`() throws {
    // Angles of ten degrees: each record is like those beside it, and no others.
    let lines = (0..<24).map { i in
      let angle = Double(i % 12) * .pi / 18
      return #"{"text": "a text of its own: \#(i * 7)", "v": [\#(cos(angle)), \#(sin(angle))]}"#
    }
    let plan = Self.plan(.field("v"))
    let whole = try plan.run(inputs: try Self.corpus(lines))
    #expect(whole.removals.count > 10)
    let found = try Self.rows(of: lines, as: lines, by: plan)
    let roots = try RowComponents(
      of: found.elements, columnCount: 2, threshold: 0.95, workers: 1
    ).roots
    let folder = try ScratchFolder()
    var planFile = try OutputFile(path: folder.path("plan.gamut"))
    try plan.writeShardPlan(of: try Self.corpus(lines), to: &planFile)
    try planFile.commit()
    let index = try SavedIndex(path: folder.path("plan.gamut"))
    var removed: [[Double]] = []
    for root in Set(roots).sorted() {
      let members = lines.indices.filter { roots[$0] == root }
      let part = try plan.run(part: try Self.corpus(members.map { lines[$0] }), of: index)
      removed += part.removals.map {
        [
          Double(members[Int($0.record)]), Double(members[Int($0.keeper.index)]), $0.similarity,
        ]
      }
    }
    removed.sort { $0[0] < $1[0] }
    #expect(
      removed
        == whole.removals.map { [Double($0.record), Double($0.keeper.index), $0.similarity] })
  }
}
