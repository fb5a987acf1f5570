// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutEmbedding

@Suite struct AnswerParserTests {
  private func parse(
    _ text: String, count: Int = 2, dimensionCount: Int? = 2
  ) throws(AnswerParser.Fault) -> [Float] {
    try AnswerParser().vectors(
      in: Array(text.utf8), count: count, dimensionCount: dimensionCount
    ).elements
  }

  private func fault(_ text: String, dimensionCount: Int? = 2) -> AnswerParser.Fault? {
    #expect(throws: AnswerParser.Fault.self) { try parse(text, dimensionCount: dimensionCount) }
  }

  @Test("Vectors stand in the order of their indices, whatever stands around them")
  func order() throws {
    let text = """
      {"model": {"data": [1]}, "data": [
        {"embedding": [3, -4e-1], "extra": [[{}]], "index": 1},
        {"index": 0, "embedding": [0.1, 18446744073709551615]}], "usage": null}
      """
    #expect(try parse(text) == [0.1, 18_446_744_073_709_551_616, 3, -0.4])
  }

  @Test("The length is that of the first vector where none is known")
  func length() throws {
    let found = try AnswerParser().vectors(
      in: Array("{\"data\":[{\"index\":0,\"embedding\":[1,2,3]}]}".utf8), count: 1,
      dimensionCount: nil)
    #expect(found.elements == [1, 2, 3] && found.dimensionCount == 3)
  }

  @Test("A parser is used again after a fault")
  func again() throws {
    let parser = AnswerParser()
    for _ in 0..<3 {
      #expect(throws: AnswerParser.Fault.self) {
        try parser.vectors(in: Array("{".utf8), count: 1, dimensionCount: 1)
      }
      let found = try parser.vectors(
        in: Array("{\"data\":[{\"index\":0,\"embedding\":[7]}]}".utf8), count: 1, dimensionCount: 1)
      #expect(found.elements == [7])
    }
  }

  @Test(
    "Numbers that are none are refused",
    arguments: [
      ("NaN", "NaN"), ("-Infinity", "Infinity"), ("null", "null"), ("\"0.5\"", "a string"),
      ("1e39", "1e+39"), ("[1]", "an array"), ("{}", "an object"), ("true", "a truth value"),
    ])
  func notFinite(number: String, found: String) {
    let fault = fault(
      "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1,\(number)]}]}")
    #expect(fault?.code == .notFinite && fault?.detail.hasPrefix(found) == true, "\(fault as Any)")
  }

  @Test(
    "Answers that are not what was asked for are refused",
    arguments: [
      "", "x", "<html></html>", "<p>NaN</p>", "Infinity", "[NaN]", "{\"data\": [", "[]", "{}",
      "{\"data\": {}}", "{\"data\": []}",
      "{\"data\": [1, 2]}", "{\"data\":[{\"index\":0},{\"index\":1}]}",
      "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1,2]}]}",
      "{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}",
      "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":0,\"embedding\":[1,2]}]}",
      "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":2,\"embedding\":[1,2]}]}",
      "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":-1,\"embedding\":[1,2]}]}",
      "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":0.5,\"embedding\":[1,2]}]}",
      "{\"data\":[{\"index\":0,\"embedding\":\"AACAPw==\"},{\"index\":1,\"embedding\":[1,2]}]}",
      "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1,2]},"
        + "{\"index\":1,\"embedding\":[1,2]}]}",
    ])
  func refused(text: String) {
    #expect(fault(text)?.code == .badAnswer)
  }

  @Test("Vectors of another length are refused")
  func shapes() {
    for vectors in [("[1,2]", "[1,2,3]"), ("[1]", "[1]"), ("[]", "[]")] {
      let text =
        "{\"data\":[{\"index\":0,\"embedding\":\(vectors.0)},"
        + "{\"index\":1,\"embedding\":\(vectors.1)}]}"
      #expect(fault(text)?.code == .badShape)
    }
    let ragged = "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}]}"
    #expect(fault(ragged, dimensionCount: nil)?.code == .badShape)
    let empty = "{\"data\":[{\"index\":0,\"embedding\":[]},{\"index\":1,\"embedding\":[]}]}"
    #expect(fault(empty, dimensionCount: nil)?.code == .badShape)
  }
}
