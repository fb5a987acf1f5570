// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutReport
import GamutTestSupport
import GamutText
import Testing

@Suite struct UnitSpanTests {
  @Test func `a paragraph that stands before is a span with its copy, and goes with its gap`()
    throws
  {
    let run = try SpanRun(
      lines(["First one.\\n\\nSecond.", "Intro.\\n\\nFirst one.\\n\\nEnd.", "Other."]),
      .unit(.paragraph), stages: [.exact])
    #expect(run.spans == ["1 8..<18 exact < 0 0..<10"])
    #expect(run.removals.isEmpty)
    #expect(
      try run.kept() == lines(["First one.\\n\\nSecond.", "Intro.\\n\\nEnd.", "Other."]))
  }

  @Test func `without a wish to cut everything is written as it came`() throws {
    let file = lines(["First one.", "First one.", "First one.\\nAnd more."])
    let run = try SpanRun(file, .unit(.line), isCutting: false)
    #expect(run.spans.count == 2 && run.removals.isEmpty && run.findings.uncut == nil)
    #expect(try run.kept() == file)
  }

  @Test func `a record that has nothing of its own is removed, for the copy of its first span`()
    throws
  {
    let near = words("n")
    let run = try SpanRun(
      lines([near, "Equal.", "\(words("n", changed: [39]))\\n\\n Equal. \\n"]), .unit(.paragraph))
    #expect(run.removals == ["2 near \(35.0 / 37.0) < 0"])
    #expect(try run.kept() == lines([near, "Equal."]))
    let counts = run.findings.counts
    #expect(counts.count == 2 && counts.records == 1 && counts.uncut == 0)
  }

  @Test func `keep order is the order of the copies`() throws {
    let file = lines(["Same here.", "Same here.\\nAnd more.", "Same here.\\nAnd much more."])
    #expect(
      try SpanRun(file, .unit(.line), keep: .longest, stages: [.exact]).spans
        == ["0 0..<10 exact < 2 0..<10", "1 0..<10 exact < 2 0..<10"])
    #expect(
      try SpanRun(file, .unit(.line), keep: .last, stages: [.exact]).kept()
        == lines(["And more.", "Same here.\\nAnd much more."]))
  }

  @Test func `a copy of a unit that goes as near takes its keeper`() throws {
    let (first, second) = (words("n"), words("n", changed: [39]))
    let run = try SpanRun(lines([first, "\(second)\\nA", "\(second)\\nB"]), .unit(.line))
    #expect(run.spans.allSatisfy { $0.contains(" near < 0 ") } && run.spans.count == 2)
  }

  @Test func `a unit ends with its field or turn`() throws {
    let run = try SpanRun(
      """
      {"prompt": "Question", "completion": "Answer one"}
      {"prompt": "Question", "completion": "Answer two"}

      """, .unit(.paragraph), stages: [.exact])
    #expect(run.spans == ["1 0..<8 exact < 0 0..<8"])
    #expect(
      try run.kept() == """
        {"prompt": "Question", "completion": "Answer one"}
        {"prompt": "", "completion": "Answer two"}

        """)
  }

  @Test func `rules, fences and blank lines never count`() throws {
    let file = lines(["---\\n```\\na\\n\\n---", "---\\n```\\nb\\n\\n---", "", " \\n ", " \\n "])
    let run = try SpanRun(file, .unit(.line))
    #expect(run.spans.isEmpty)
    #expect(try run.kept() == file)
  }

  @Test func `all but the text that goes is copied, in an array too`() throws {
    let run = try SpanRun(
      "[ {\"x\": 1e0, \"text\": \"\\u0061b\\r\\nc\"},\n{\"text\":\"d \\u00e9\\r\\n\\u0063\\r\\n\", \"y\":[ ]} ]",
      .unit(.line))
    #expect(
      try run.kept() == "[\n{\"x\": 1e0, \"text\": \"\\u0061b\\r\\nc\"},\n"
        + "{\"text\":\"d \\u00e9\\r\\n\", \"y\":[ ]}\n]\n")
  }

  @Test func `a record whose text is a string within a string stays whole and is counted`() throws {
    let turn = #"{\"role\":\"user\",\"content\":\"Same line.\"}"#
    let own = #"{\"role\":\"user\",\"content\":\"Own.\"}"#
    let file = """
      {"messages": "[\(turn)]"}
      {"messages": "[\(turn),\(own)]"}
      {"messages": "[\(turn)]"}

      """
    let run = try SpanRun(file, .unit(.line))
    #expect(run.findings.uncut == [1])
    // Nothing need be cut to remove a record.
    #expect(run.removals == ["2 exact 1.0 < 0"])
    #expect(try run.kept() == file.split(separator: "\n").dropLast().map { $0 + "\n" }.joined())
  }

  @Test func `a record that cannot be read is rejected and has no units`() throws {
    let run = try SpanRun(
      "{\"text\": \"a b\"}\n{\"text\": 1}\n{\"text\": \"a b\\nc d\"}\n", .unit(.line))
    #expect(run.spans == ["2 0..<3 exact < 0 0..<3"])
    #expect(run.findings.deduplication.source.columns.rejections.map(\.index) == [1])
    #expect(try run.kept() == "{\"text\": \"a b\"}\n{\"text\": \"c d\"}\n")
  }

  @Test(.timeLimit(.minutes(1)))
  func `two books with the same lines are linear work`() throws {
    let book = (0..<20_000).map { "Line \($0) of the book." }.joined(separator: "\\n")
    let run = try SpanRun(lines([book, book]), .unit(.line), stages: [.exact])
    #expect(run.findings.spans.count == 20_000 && run.removals == ["1 exact 1.0 < 0"])
  }

  @Test(arguments: 0..<40)
  func `spans are all but the first of equal lines, for any number of workers`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let pieces = ["one", "two", " two ", "three", "", "--", "é", "four five"]
    let texts = (0..<30).map { _ in
      (0..<random.next(below: 7)).map { _ in pieces[random.next(below: pieces.count)] }
    }
    var seen: Set<String> = []
    var expected: [String] = []
    for (record, lines) in texts.enumerated() {
      var start = 0
      for line in lines {
        let unit = line.filter { $0 != " " || line.contains("five") }
        let lead = line.hasPrefix(" ") ? 1 : 0
        if !unit.isEmpty, unit != "--", !seen.insert(unit).inserted {
          expected.append("\(record) \(start + lead)..<\(start + lead + unit.utf8.count)")
        }
        start += line.utf8.count + 1
      }
    }
    let file = lines(texts.map { $0.joined(separator: "\\n") })
    var outputs: Set<String> = []
    for workers in [1, 2, 4] {
      let run = try SpanRun(file, .unit(.line), stages: [.exact], workers: workers)
      #expect(run.findings.spans.map { "\($0.record) \($0.range)" } == expected)
      outputs.insert(try run.kept() + run.spanLines())
    }
    #expect(outputs.count == 1)
  }
}
