// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

/// One record, its text, and what is left of its source when some of the text is cut.
private struct Cutter {
  let corpus: Corpus
  let plan: ReadPlan
  let batch: RecordBatch

  init(_ record: String, selection: Selection = .view(.all)) throws {
    corpus = try Corpus(of: record)
    plan = try corpus.plan(selections: [selection])
    batch = try corpus.read(chunk: 0, by: plan)
    try #require(batch.count == 1 && batch.rejections.isEmpty)
  }

  var text: [UInt8] { batch.columns[0].texts.bytes }
  var parts: [Range<Int>] { batch.columns[0].partRanges(of: 0, in: plan.selections[0]) }

  /// The source without `ranges` of the text; nil where it may not be cut.
  func cut(_ ranges: [Range<Int>]) -> String? {
    guard let places = corpus.sourceRanges(ofText: ranges, in: batch.source(of: 0), by: plan)
    else { return nil }
    var bytes = corpus.withSource(of: batch.source(of: 0)) { source in
      source.indices.map { source[$0] }
    }
    for place in places.reversed() { bytes.removeSubrange(place) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same for the first place where `word` stands in the text.
  func cut(_ word: String) throws -> String? {
    let word = Array(word.utf8)
    let start = try #require(
      text.indices.first { text[$0...].starts(with: word) }, "no such text")
    return cut([start..<start + word.count])
  }
}

@Suite struct SourceRangesTests {
  @Test func `only the text goes, and all other bytes stay as they were`() throws {
    let cutter = try Cutter(#"{ "prompt" : "a one b", "x":1.50, "completion":"two" }"#)
    #expect(
      try cutter.cut("one ") == #"{ "prompt" : "a b", "x":1.50, "completion":"two" }"#)
    #expect(try cutter.cut("two") == #"{ "prompt" : "a one b", "x":1.50, "completion":"" }"#)
  }

  @Test func `escapes go whole and stay as they were written`() throws {
    let cutter = try Cutter(#"{"text":"\u0061\n\"é\u00e9\ud83d\ude00\/😀"}"#)
    #expect(try cutter.cut("\n\"") == #"{"text":"\u0061é\u00e9\ud83d\ude00\/😀"}"#)
    #expect(try cutter.cut("é😀") == #"{"text":"\u0061\n\"é\/😀"}"#)
    #expect(try cutter.cut("a") == #"{"text":"\n\"é\u00e9\ud83d\ude00\/😀"}"#)
  }

  @Test func `text over the border of two parts goes from both, and the border is nowhere`() throws
  {
    let cutter = try Cutter(
      #"{"messages":[{"role":"user","content":"ab"},"#
        + #"{"role":"narrator","content":"cd"},{"role":"assistant","content":"ef"}]}"#)
    #expect(cutter.parts == [0..<2, 3..<5, 6..<8])
    #expect(
      cutter.cut([1..<7])
        == #"{"messages":[{"role":"user","content":"a"},"#
        + #"{"role":"narrator","content":""},{"role":"assistant","content":"f"}]}"#)
  }

  @Test func `the last of members with one name is the one that is cut`() throws {
    let cutter = try Cutter(#"{"text":"abc","text":"abc"}"#)
    #expect(try cutter.cut("b") == #"{"text":"abc","text":"ac"}"#)
  }

  @Test func `a string within a string, a call and an object are not cut`() throws {
    let nested = try Cutter(
      #"{"messages":"[{\"role\":\"user\",\"content\":\"abc\"}]","system":"def"}"#)
    #expect(try nested.cut("b") == nil)
    #expect(try nested.cut("e") != nil)
    let call = try Cutter(
      #"{"messages":[{"role":"assistant","content":"abc","tool_calls":"#
        + #"[{"name":"f","arguments":"{\"x\":1}"},{"name":"g","arguments":{"y":2}}]}]}"#)
    #expect(try call.cut("x") == nil && call.cut("y") == nil)
    #expect(try call.cut("b") != nil)
  }

  @Test func `a string that is two parts at once is not cut`() throws {
    let paths = try FieldPath.list("a,b,a")
    let cutter = try Cutter(#"{"a":"abc","b":"def"}"#, selection: .paths(paths))
    #expect(cutter.parts == [0..<3, 4..<7, 8..<11])
    #expect(cutter.cut([9..<10]) == nil)
    #expect(cutter.cut([5..<6]) == #"{"a":"abc","b":"df"}"#)
  }

  @Test func `two lone surrogates are not joined to a character`() throws {
    let cutter = try Cutter(#"{"text":"\ud83dx\ude00y\ude00"}"#)
    #expect(try cutter.cut("x") == nil)
    #expect(try cutter.cut("y") == #"{"text":"\ud83dx\ude00\ude00"}"#)
  }

  @Test func `the parts of a column of paths are told whatever their numbers`() throws {
    // Part 111 has the byte that marks a named role in a view.
    let names = (0..<120).map { "f\($0)" }
    let record = names.map { "\"\($0)\":\"\($0)!\"" }.joined(separator: ",")
    let cutter = try Cutter(
      "{\(record)}", selection: .paths(try FieldPath.list(names.joined(separator: ","))))
    #expect(
      cutter.parts.map { String(decoding: cutter.text[$0], as: UTF8.self) }
        == names.map { "\($0)!" })
  }

  @Test(arguments: 0..<100)
  func `the text of what is left is what was left of the text`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let pieces = [
      "a", "\\n", "\\\"", "\\\\", "\\/", "é", "\\u00e9", "😀", "\\ud83d\\ude00", "\\ud800 ", "中",
      "\\u0000",
    ]
    func string() -> String {
      "\"x"
        + (0..<random.next(below: 12)).map { _ in pieces[random.next(below: pieces.count)] }
        .joined() + "\""
    }
    let cutter = try Cutter(
      "{\"instruction\": \(string()), \"input\" :\(string()),\"output\":\(string()) , \"n\": [1e2]}"
    )
    // Borders of characters; ranges that leave at least the first letter of each part.
    let text = cutter.text
    let borders = text.indices.filter { text[$0] & 0xC0 != 0x80 && text[$0] != 0x78 }
    var ranges: [Range<Int>] = []
    for i in borders.indices.dropLast() where random.next(below: 3) == 0 {
      let range = borders[i]..<borders[i + 1]
      let isWithinPart = cutter.parts.contains { $0.clamped(to: range) == range }
      if isWithinPart, range.lowerBound > (ranges.last?.upperBound ?? -1) { ranges.append(range) }
    }
    let left = try Cutter(try #require(cutter.cut(ranges)))
    var expected = text
    for range in ranges.reversed() { expected.removeSubrange(range) }
    #expect(left.text == expected)
  }
}
