// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCorpus
import GamutTestSupport
import Testing

/// Kept records leave as they came, and every record read is kept, removed or rejected.
@Suite struct ByteForByteTests {
  @Test func `odd spacing, CRLF, duplicate keys, NaN and big numbers come out as they were`() throws
  {
    let lines = [
      "  {\"text\" : \"one\",\t\"n\": 1.0e+02}  \r",
      "{\"text\":\"two\",\"id\":123456789012345678901234567890}",
      "", "   ",
      "{\"text\":\"dropped\",\"text\":\"three\",\"score\":NaN,\"inf\":-Infinity}\r",
      "{\"text\":\"\\u0066our \\ud800 \\/ caf\\u00e9\",\"b\":1,\"a\":2}",
    ]
    let run = try Cleaning([lines.joined(separator: "\n")])
    #expect(run.removals == [])
    // Blank lines are not records; the last line gets the newline it lacked.
    #expect(
      try run.kept() == lines.filter { $0.contains("{") }.map { $0 + "\n" }.joined())
  }

  @Test func `a byte order mark is no part of a record`() throws {
    let run = try Cleaning(["\u{FEFF}" + lines(["a", "b"])])
    #expect(try run.kept() == lines(["a", "b"]))
  }

  @Test func `the elements of an array come out byte for byte in an array`() throws {
    let elements = [
      "{ \"text\" :\n    \"one\" }", "{\"text\": \"two\", \"n\": [1,\t2.50]}", "{\"text\":\"one\"}",
      "{\"text\":\"three\"}",
    ]
    let run = try Cleaning(
      ["\n[" + elements.joined(separator: " ,\r\n  ") + "\n]\n"], name: "a.json")
    #expect(run.removals == ["2 exact 0 1.0"])
    let kept = [elements[0], elements[1], elements[3]].joined(separator: ",\n")
    #expect(try run.kept() == "[\n\(kept)\n]\n")
    let line = try #require(try run.removed().first)
    #expect(line["row"] as? Int == 2 && line["line"] == nil)
  }

  @Test func `a removed record is told with its place, cause, score, keeper and compact JSON`()
    throws
  {
    let run = try Cleaning([
      "{\"text\": \"x\"}\n\n{\"text\" : \"x\", \"m\": {\"b\": [1, 2], \"a\": \"p  q\"}}\n"
    ])
    let line = try #require(try run.removed().first)
    #expect(Set(line.keys) == ["file", "line", "index", "cause", "similarity", "kept", "record"])
    // Blank lines count as lines, and are not records.
    #expect(line["line"] as? Int == 3 && line["index"] as? Int == 1)
    #expect(line["cause"] as? String == "exact" && line["similarity"] as? Double == 1)
    let kept = try #require(line["kept"] as? [String: Any])
    #expect(Set(kept.keys) == ["file", "line", "index"] && kept["line"] as? Int == 1)
    #expect(
      try run.folder.text("removed").hasSuffix(
        #""record":{"text":"x","m":{"b":[1,2],"a":"p  q"}}}"# + "\n"))
  }

  @Test func `rejected records keep their indices, and the counts add up`() throws {
    let file = """
      {"text": "a"}
      {"text": 5}
      {"text": "a"}
      {"text":
      {"other": 1}
      {"text": "b"}

      """
    let run = try Cleaning([file, lines(["b", "c"])]) { $0.reading.onError = .skip(atMost: 10) }
    #expect(run.removals == ["2 exact 0 1.0", "6 exact 5 1.0"])
    #expect(run.result.kept == [0, 5, 7])
    let rejected = try run.rejected()
    #expect(rejected.map { $0["index"] as? Int } == [1, 3, 4])
    #expect(rejected.map { $0["line"] as? Int } == [2, 4, 5])
    #expect(
      rejected.map { $0["record"] as? String } == [#"{"text": 5}"#, #"{"text":"#, #"{"other": 1}"#])
    #expect(rejected.allSatisfy { Set($0.keys) == ["file", "line", "index", "reason", "record"] })
    let read = run.result.source.count
    #expect(read == run.result.kept.count + run.result.removals.count + rejected.count)
  }

  @Test func `what is not UTF-8 is rejected and told with replacement characters`() throws {
    let run = try Cleaning(
      bytes: Array("{\"text\": \"a\"}\n{\"text\": \"".utf8) + [0xFF] + Array("\"}\n".utf8))
    let line = try #require(try run.rejected().first)
    #expect(line["record"] as? String == "{\"text\": \"\u{FFFD}\"}")
  }

  @Test func `the first bad record stops a run by default`() throws {
    let error = #expect(throws: CorpusError.self) {
      try Cleaning(["{\"text\": \"a\"}\n{\"text\": 5}\n{\"text\": 6}\n"])
    }
    #expect(error?.line == 2)
  }

  @Test func `two files are one set in their order, each with its own lines`() throws {
    let run = try Cleaning([lines(["a", "b"]), lines(["c", "b", "a"])])
    #expect(run.removals == ["3 exact 1 1.0", "4 exact 0 1.0"])
    #expect(try run.kept() == lines(["a", "b", "c"]))
    let removed = try run.removed()
    #expect(removed.map { $0["line"] as? Int } == [2, 3])
    #expect(removed.allSatisfy { ($0["file"] as? String)?.hasSuffix("/x1") == true })
    let keepers = removed.compactMap { $0["kept"] as? [String: Any] }
    #expect(keepers.map { $0["line"] as? Int } == [2, 1])
    #expect(keepers.allSatisfy { ($0["file"] as? String)?.hasSuffix("/x0") == true })
  }

  @Test func `two arrays become one array`() throws {
    let run = try Cleaning(["[{\"text\":\"a\"}]", "[{\"text\":\"a\"},{\"text\":\"b\"}]"])
    #expect(try run.kept() == "[\n{\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n")
  }

  @Test func `groups list every record of two or more with its keeper`() throws {
    let run = try Cleaning(texts: ["z", "a", "b", "a", "b", "a"])
    let rows = try run.clusters()
    #expect(rows.map { $0["index"] as? Int } == [1, 2, 3, 4, 5])
    #expect(rows.map { $0["group"] as? Int } == [0, 1, 0, 1, 0])
    #expect(rows.map { $0["keeper"] as? Int } == [1, 2, 1, 2, 1])
    #expect(rows.allSatisfy { Set($0.keys) == ["index", "group", "keeper", "similarity"] })
  }
}
