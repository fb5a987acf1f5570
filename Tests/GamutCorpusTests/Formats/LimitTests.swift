// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutCorpus

@Suite struct LimitTests {
  private static func plan() throws -> ReadPlan {
    ReadPlan(selections: [.paths([try FieldPath("t")])], options: .skipping)
  }

  @Test(arguments: [("x.jsonl", "{\"t\":\"", "\"}"), ("x.json", "[{\"t\":\"", "\"}]")])
  func `a record of over 256 MiB is refused by name, and the others are read`(
    name: String, head: String, tail: String
  ) throws {
    var bytes = Array(head.utf8)
    bytes += [UInt8](repeating: UInt8(ascii: "a"), count: RecordTapes.byteLimit)
    bytes += Array((name == "x.json" ? "\"},{\"t\":\"b" : "\"}\n{\"t\":\"b").utf8)
    bytes += Array((tail + "\n").utf8)
    let corpus = try Corpus(of: bytes, name: name)
    let batches = try readAll(corpus, Self.plan())
    #expect(batches.flatMap { texts([$0]) }.filter { !$0.isEmpty } == ["b"])
    let rejections = batches.flatMap(\.rejections)
    #expect(rejections.map(\.error.code) == [.recordTooLarge])
    #expect(rejections[0].error.detail == "it has 268435464 bytes, expected at most 268435456")
  }

  @Test func `more than 1,024 levels are refused by name`() throws {
    func record(_ depth: Int) -> String {
      let open = String(repeating: "[", count: depth - 1)
      return "{\"t\":\"a\",\"d\":\(open)\(String(repeating: "]", count: depth - 1))}\n"
    }
    for (depth, isRead) in [(1_000, true), (1_024, true), (1_025, false), (100_000, false)] {
      let batches = try readAll(Corpus(of: record(depth) + "{\"t\":\"b\"}\n"), Self.plan())
      let rejections = batches.flatMap(\.rejections)
      #expect(rejections.map(\.error.code) == (isRead ? [] : [.tooDeep]), "\(depth)")
    }
    let error = corpusError {
      _ = try readAll(
        Corpus(of: record(1_025)), ReadPlan(selections: [.paths([try FieldPath("t")])]))
    }
    #expect(
      error?.detail
        == "arrays and objects lie more than 1024 levels deep, at byte 1036 of the record")
  }
}
