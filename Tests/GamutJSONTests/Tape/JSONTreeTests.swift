// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutJSON

struct JSONTreeTests {
  static func parse(_ text: String) throws -> JSONTree {
    try JSONTree(parsing: Array(text.utf8))
  }

  @Test("Values of every kind are read")
  func values() throws {
    let tree = try Self.parse(
      #" {"a": [1, -2.5e2, true, null], "\u00e9\ud83d\ude00\n": "x\ud800", "": {}} "#)
    #expect(tree["a"] == .array([.integer(1), .number(-250), .boolean(true), .null]))
    #expect(tree["é😀\n"]?.text == "x\u{FFFD}")
    #expect(tree[""] == .object([]))
    #expect(tree["missing"] == nil)
  }

  @Test("Keys that are canonically equivalent are two keys")
  func equivalentKeys() throws {
    #expect(try Self.parse("{\"e\u{301}\": 1, \"\u{e9}\": 2}").members?.count == 2)
  }

  @Test(
    "A fault is refused at its byte",
    arguments: [
      ("", 0), ("{", 1), ("[1,]", 3), ("{\"a\" 1}", 5), ("{\"a\":1,\"a\":2}", 7), ("01", 1),
      ("1 2", 2),
      ("\"\\x\"", 2), ("\"\n\"", 1), ("\"abc", 4), ("tru", 3), ("1e999", 0), ("-", 1), ("[1 2]", 3),
      (String(repeating: "[", count: 100) + String(repeating: "]", count: 100), 64),
      ("[\"a\", -1.5, 2, 18446744073709551615, {\"b\": 1e999}]", 43),
    ])
  func faults(text: String, place: Int) {
    let error = #expect(throws: JSONSyntaxError.self) { try Self.parse(text) }
    #expect(error?.offset == place, "\(String(describing: error))")
  }
}
