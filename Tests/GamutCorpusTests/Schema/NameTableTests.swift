// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import Testing

@testable import GamutCorpus

@Suite struct NameTableTests {
  /// A tape of one object, lent to `body`.
  private func withTape<Result>(_ text: String, _ body: (JSONTape) -> Result) throws -> Result {
    let parser = JSONParser()
    let bytes = Array(text.utf8)
    return body(try parser.parse(bytes.span, padding: 0, mode: .tolerant))
  }

  private func naive(_ names: [String], _ key: String) -> Int {
    func folded(_ text: String) -> [UInt8] {
      text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }
    }
    return names.firstIndex { folded($0) == folded(key) } ?? -1
  }

  @Test func `names are found like one by one, in any case`() throws {
    var random = SeededRandom(seed: 3)
    let letters = Array("abAB_@[`{zZ0")
    func word() -> String {
      String((0..<random.next(below: 12)).map { _ in letters[random.next(below: letters.count)] })
    }
    for _ in 0..<60 {
      let names = (0..<random.next(below: 30)).map { _ in word() }
      let table = NameTable(names)
      let keys = (0..<40).map { i in i < names.count ? names[i].uppercased() : word() }
      let object = "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
      try withTape(object) { tape in
        var key = JSONTape.rootValue + 1
        var number = 0
        while tape.tag(at: key) == .string {
          #expect(table.number(of: tape, at: key) == naive(names, keys[number]), "\(keys[number])")
          key = tape.index(after: key + 1)
          number += 1
        }
      }
    }
  }

  @Test func `capitals of all bytes are folded eight at once as one by one`() {
    for byte in UInt64(0)...255 {
      let word = byte * 0x0101_0101_0101_0101
      let folded = UInt64(NameTable.folded(UInt8(byte)))
      #expect(NameTable.folded(word) == folded * 0x0101_0101_0101_0101, "\(byte)")
    }
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, "2"), (#"{"A":1,"a":2}"#, "2"), (#"{"a":2,"A":1}"#, "2"),
    (#"{"A":2}"#, "2"), (#"{"a":null}"#, "none"), (#"{"a":1,"a":null}"#, "none"),
    (#"{"a":null,"A":2}"#, "2"), (#"{"b":1}"#, "none"), ("[1]", "none"),
  ])
  func `the last member spelled like the name wins, and null is absent`(
    text: String, value: String
  ) throws {
    let table = NameTable(["a"])
    let found = try withTape(text) { tape in
      var members = FoundMembers()
      members.find(table, in: tape, object: JSONTape.rootValue)
      // The memory of the object before does not show.
      members.find(table, in: tape, object: JSONTape.rootValue)
      return members.place(0).flatMap { tape.numberText(at: $0) } ?? "none"
    }
    #expect(found == value)
  }

  @Test func `equal values are equal bytes, and others are not`() throws {
    let groups = [
      ["1", "1.0", "1e0"], ["-0.0", "0"], ["1.5"], ["true"], ["\"1\""], ["[]"],
      [
        #"{"a":1,"b":[2]}"#, #"{ "b": [2.0], "a":1 }"#, #"{"a":0,"b":[2],"a":1}"#,
        #"{"a":1,"b":[2],"c":null}"#,
      ],
      [#"["é"]"#, #"["\u00e9"]"#], [#"["e"]"#], [#"[1,2]"#], [#"[2,1]"#], [#"[null]"#], ["[[]]"],
      [#"{"":1}"#], ["9007199254740993"], ["9007199254740992", "9007199254740992.0"],
    ]
    var seen: [[UInt8]: Int] = [:]
    for (number, group) in groups.enumerated() {
      for text in group {
        let bytes = try withTape(text) { tape in
          var bytes: [UInt8] = []
          CanonicalJSON.append(tape, at: JSONTape.rootValue, without: nil, to: &bytes)
          return bytes
        }
        #expect(seen[bytes, default: number] == number, "\(text)")
        seen[bytes] = number
      }
    }
    #expect(seen.count == groups.count)
  }
}
