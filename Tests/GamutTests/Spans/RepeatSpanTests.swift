// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCore
import GamutCorpus
import GamutReport
import GamutTestSupport
import Testing

@Suite struct RepeatSpanTests {
  static let (first, second) = (
    "Copyright of somebody, all rights. ", "Terms apply to everyone here. "
  )

  @Test func `substrings of kept records are spans, with the place of the copy`() throws {
    let run = try SpanRun(
      lines(["a \(Self.first)b", "c \(Self.first)d"]), .repeats(atLeast: 20), isCutting: false)
    #expect(run.spans == ["1 1..<37 repeat < 0 1..<37"])
    #expect(
      try run.spanLines() == """
        {"file":"x","line":2,"index":1,"start":1,"end":37,"cause":"repeat","similarity":1.0,\
        "kept":{"file":"x","line":1,"index":0,"start":1,"end":37}}

        """)
  }

  @Test func `a record that a stage removed holds no copy`() throws {
    let text = words("n")
    let run = try SpanRun(
      lines([text, text, "\(text) and more, \(words("m", count: 90))"]), .repeats(atLeast: 20),
      isCutting: false)
    #expect(run.removals == ["1 exact 1.0 < 0"])
    #expect(run.findings.spans.map(\.record) == [2])
  }

  @Test func `a record made of others' text is removed, under a cause of its own`() throws {
    let run = try SpanRun(
      lines([Self.first + "x", Self.second + "y", Self.first + Self.second]),
      .repeats(atLeast: 20))
    #expect(run.removals == ["2 repeat 1.0 < 0"])
    let rows = ReportDocument(run.findings.deduplication).rows
    #expect(rows.read == 3 && rows.kept == 2 && rows.removed[.repeated] == 1)
    #expect(try run.kept() == lines([Self.first + "x", Self.second + "y"]))
  }

  @Test func `a record that others were removed for stays whole`() throws {
    let (a, b) = (words("a"), words("b"))
    let near = "\(a)\(words("b", changed: [39]))"
    let run = try SpanRun(lines([a, b, a + b, near]), .repeats(atLeast: 20))
    #expect(run.removals.count == 1 && run.removals[0].hasSuffix(" < 2"))
    #expect(run.findings.uncut == [2])
    #expect(try run.kept() == lines([a, b, a + b]))
  }

  @Test func `a match over the border of two fields is none`() throws {
    let run = try SpanRun(
      """
      {"prompt": "ends here", "completion": "begins there x"}
      {"prompt": "ends here", "completion": "begins there y"}

      """, .repeats(atLeast: 16), stages: [])
    #expect(run.spans.isEmpty)
  }

  @Test(arguments: 0..<60)
  func `what is left has every text once, and every copy stands in the output`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let letters = ["a", "é", "\\u00e9", "中", "😀", "\\ud83d\\ude01", "\\n", " "]
    let pieces = (0..<6).map { _ in
      (0..<4 + random.next(below: 10)).map { _ in letters[random.next(below: letters.count)] }
        .joined()
    }
    func string() -> String {
      (0..<random.next(below: 5)).map { _ in pieces[random.next(below: pieces.count)] }.joined()
    }
    let file = (0..<12).map { _ in
      "{\"prompt\": \"\(string())\", \"completion\": \"\(string())\"}\n"
    }.joined()
    try expectWholeCopies(SpanRun(file, .repeats(atLeast: 16), stages: []))
  }

  @Test(
    .enabled(
      if: SharedData.isPresent(SharedData.data("instruct/dolly_3k.json")),
      "the shared data sets are not there"))
  func `every copy stands in the output of a real set`() throws {
    let file = String(
      decoding: try Data(contentsOf: URL(filePath: SharedData.data("instruct/dolly_3k.json"))),
      as: UTF8.self)
    let run = try SpanRun(file, .repeats(atLeast: 60))
    #expect(run.findings.spans.count > 100)
    try expectWholeCopies(run)
  }

  /// Expects that the output, read again, is the text without the spans, and that the copy of every
  /// span stands in it.
  private func expectWholeCopies(_ run: SpanRun) throws {
    let deduplication = run.findings.deduplication
    let texts = deduplication.source.texts()
    #expect(run.findings.uncut == [])
    let kept = deduplication.kept
    let output = try DeduplicationPlan(options: plain).run(
      inputs: try Corpus(paths: [try run.folder.write(try run.kept(), to: "again")]),
      in: RunContext(workers: 1))
    let left = output.source.texts().map(\.bytes)
    let spans = Dictionary(grouping: run.findings.spans, by: \.record)
    for (i, record) in kept.enumerated() {
      let text = texts[Int(record)]
      let parts = text.parts.map { part in
        part.filter { place in
          !spans[record, default: []].contains { $0.range.contains(place) }
        }.map { text.bytes[$0] }
      }
      #expect(left[i] == Array(parts.filter { !$0.isEmpty }.joined(separator: [0x0A])))
    }
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    for span in run.findings.spans {
      let place = try #require(places[span.kept.record])
      let copy = texts[Int(span.kept.record)].bytes[span.kept.range]
      #expect(left[place].indices.contains { left[place][$0...].starts(with: copy) })
    }
  }

  private var plain: DeduplicationPlan.Options {
    var options = DeduplicationPlan.Options()
    options.stages = []
    return options
  }

  @Test func `the same bytes for any number of workers`() throws {
    let texts = (0..<700).map { "\(words("w\($0 % 40)", count: 12)) \(words("v\($0)", count: 9))" }
    let outputs = try Set(
      [1, 2, 4].map { workers in
        let run = try SpanRun(lines(texts), .repeats(atLeast: 24), workers: workers)
        return try run.kept() + run.spanLines()
      })
    #expect(outputs.count == 1)
  }
}
