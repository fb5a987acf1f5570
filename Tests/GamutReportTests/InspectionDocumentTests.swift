// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import Testing

@testable import GamutReport

@Suite struct InspectionDocumentTests {
  /// A document in which every text is `text`.
  static func document(_ text: String) -> InspectionDocument {
    let place = Place(file: text, position: .row(3))
    let lengths = InspectionDocument.LengthSummary(
      records: 3, median: 1, high: 20, longest: 300, place: place)
    var document = InspectionDocument(
      version: text, options: [JSONMember("text", .string(text))],
      files: (0..<30).map { _ in
        InspectionDocument.File(
          name: text, format: text, packing: text, bytes: 9, packedBytes: 5, records: 4, rejected: 1
        )
      },
      rows: InspectionDocument.Rows(
        read: 4, rejected: 1, empty: 0, emptyPrompt: 1, emptyResponse: 2))
    document.recordSchema = InspectionDocument.RecordSchema(
      names: [text], description: text, holdsDocuments: false, innerCounted: [text],
      unknownRoles: [InspectionDocument.UnknownRole(name: text, turns: 2)])
    document.fields = (0..<50).map { i in
      let uses: [InspectionDocument.Field.Use] = [.text(text), .counted, .unused, .unknown]
      return InspectionDocument.Field(name: text, use: uses[i % 4], records: i)
    }
    document.sampledRecords = 3
    document.parts = [InspectionDocument.Part(role: .said, records: 2)]
    document.turns = lengths
    document.lengths = [
      InspectionDocument.TextLengths(role: nil, records: 3, words: lengths, bytes: lengths)
    ]
    document.scripts = [
      InspectionDocument.Script(name: text, code: text, letters: 7, records: 3)
    ]
    document.setProblems(
      (0..<7).map { i in
        InspectionDocument.Problem(
          kind: text, detail: text, field: text, remedy: .nameFields, place: i == 0 ? nil : place,
          line: 7, count: 2)
      })
    document.preview = [
      InspectionDocument.PreviewedRecord(
        place: place, index: 3,
        parts: (0..<20).map { _ in InspectionDocument.PreviewedPart(label: text, text: text) })
    ]
    return document
  }

  @Test func `control characters of any text are shown and never sent`() {
    for text in HostileTextTests.own + ["a\nb\r\n\tc\u{1B}]0;x\u{7}", "\u{2028}\u{85}"] {
      let shown = Self.document(text).terminalText()
      #expect(!shown.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }, "\(text)")
      for scalar in String(decoding: shown, as: UTF8.self).unicodeScalars {
        let isHarmful =
          (0x80...0x9F).contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
          || (0x2066...0x2069).contains(scalar.value)
        #expect(!isHarmful, "\(text)")
      }
    }
  }

  @Test(arguments: [80, 90, 100]) func `no line is wider than asked`(width: Int) {
    for text in [String(repeating: "宽 text ", count: 60), String(repeating: "x", count: 500), "a"] {
      let shown = String(decoding: Self.document(text).terminalText(width: width), as: UTF8.self)
      for line in shown.split(separator: "\n") {
        #expect(TerminalText.width(of: String(line)) <= width, "\(line)")
      }
    }
  }

  @Test func `a plain text holds no escape, a coloured one closes each`() {
    #expect(!Self.document("a").terminalText().contains(0x1B))
    let coloured = String(
      decoding: Self.document("a").terminalText(style: .coloured), as: UTF8.self)
    let escapes = coloured.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
    #expect(escapes.count > 10)
    #expect(escapes.dropFirst().count { $0.hasPrefix("0m") } * 2 == escapes.count - 1)
  }

  @Test func `five problems are told, and the kinds beside them counted`() {
    let document = Self.document("a")
    #expect(document.problems.count == 5 && document.furtherProblems == 2)
    #expect(document.jsonValue["further_problems"]?.asDouble == 2)
    #expect(document.problems[1].placeText == "a:7 (row 3)")
  }

  @Test func `the members of the JSON are those of the contract, in their order`() {
    guard case .object(let members) = Self.document("a").jsonValue else {
      Issue.record("no object")
      return
    }
    #expect(
      members.map(\.name) == [
        "schema", "version", "options", "files", "rows", "record_schema", "sampled", "fields",
        "parts", "turns", "lengths", "tokens", "scripts", "languages", "problems",
        "further_problems",
        "preview",
        "seconds",
      ])
  }

  @Test func `a block keeps its lines and their indents, and says what it leaves out`() {
    #expect(
      TerminalText.block("if a:\n    b()\n\n\tc", width: 20, lineLimit: 5)
        == ["if a:", "    b()", "  c"])
    #expect(TerminalText.block("one two three", width: 7, lineLimit: 5) == ["one two", "three"])
    #expect(
      TerminalText.block("a\nb\nc\nd", width: 20, lineLimit: 2)
        == ["a", "b", "… (4 more characters)"])
    // Wide characters without spaces, and a word that begins a line before it is broken.
    #expect(TerminalText.block("宽宽宽 abc", width: 4, lineLimit: 5) == ["宽宽", "宽", "abc"])
    #expect(TerminalText.block("ab cdefgh", width: 4, lineLimit: 5) == ["ab c", "defg", "h"])
    #expect(TerminalText.block("", width: 20, lineLimit: 2) == [])
    #expect(TerminalText.block(" \n ", width: 20, lineLimit: 2) == [])
  }
}
