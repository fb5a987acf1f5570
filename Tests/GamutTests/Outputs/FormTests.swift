// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

@testable import Gamut

/// What stands between kept records, whatever the format they came in.
@Suite struct FormTests {
  private func kept(_ corpus: Corpus) throws -> (text: String, foretold: Int) {
    var options = DeduplicationPlan.Options()
    options.stages = [.exact]
    options.selection = .paths([try FieldPath("text")])
    let result = try DeduplicationPlan(options: options).run(
      inputs: corpus, in: RunContext(workers: 2))
    let folder = try ScratchFolder()
    let path = folder.path("kept")
    var file = try OutputFile(path: path)
    let count = try result.writeKept(to: &file)
    try file.commit()
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(bytes.count == count)
    return (String(decoding: bytes, as: UTF8.self), result.outputByteCount)
  }

  private func kept(_ text: String) throws -> (text: String, foretold: Int) {
    let folder = try ScratchFolder()
    return try kept(Corpus(paths: [try folder.write(text, to: "x")]))
  }

  @Test(arguments: [
    // What is read, and what is written.
    ("{\"text\":\"a\"}\n{\"text\":\"b\"}", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
    (
      "{\"text\":\"a\"}\n\n{\"text\":\"a\"}\r\n{\"text\":\"b\"}\r\n",
      "{\"text\":\"a\"}\n{\"text\":\"b\"}\r\n"
    ),
    ("[{\"text\":\"a\"}]", "[\n{\"text\":\"a\"}\n]\n"),
    (
      "[{\"text\":\"a\"},\n{\"text\":\"b\"}, {\"text\":\"c\"},\n{\"text\":\"a\"},\n{\"text\":\"d\"}]",
      "[\n{\"text\":\"a\"},\n{\"text\":\"b\"},\n{\"text\":\"c\"},\n{\"text\":\"d\"}\n]\n"
    ),
  ])
  func `lines leave as lines and arrays as arrays`(text: String, expected: String) throws {
    let written = try kept(text)
    #expect(written.text == expected)
    #expect(written.foretold == expected.utf8.count)
  }

  @Test func `records from memory leave on lines with the bytes they came with`() throws {
    let records = ["{\"text\": \"a\"}", "{\"text\":\"a\"}", "{ \"text\" :\t\"b\", \"n\": 1.0}"]
    let written = try kept(Corpus(records: records.map { Array($0.utf8) }))
    #expect(written.text == "\(records[0])\n\(records[2])\n")
    #expect(written.foretold == written.text.utf8.count)
    #expect(
      try kept(Corpus(strings: ["x", "y", "x"])).text == "{\"text\":\"x\"}\n{\"text\":\"y\"}\n")
  }
}
