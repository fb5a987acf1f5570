// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import Testing

@testable import GamutReport

/// No text of the data is left in a redacted report, whatever renders it.
@Suite struct RedactionTests {
  /// What is no text of the data: names of files, fields, models and options, and sentences of the program.
  ///
  /// Whoever adds a text to a document either redacts it or says here what it is.
  private static let staying = [
    ".file", ".reason", "inputs", "references", "options", "document.title", "document.version",
    "document.recordSchema", "document.blasCore", "nextSteps", ".wording", "doubts", "findings",
    "diversity.some.model", "diversity.some.view", ".notes", ".countReason", ".map.some.method",
    "coverage.some.model", "coverage.some.thresholdReason", "refusals.some.text", ".languages",
    ".setAside", "audit.some.languages", ".agreements..fields", "audit.some.labels..field",
    ".sources..language", "tokens.some.tokenizer", "tokens.some.algorithm", "tokens.some.marks",
    "document.baseline",
  ]

  /// A document with a word of its own in every text.
  private func canaries() -> ReportDocument {
    var count = 0
    return HostileReport.document {
      count += 1
      return "canary\(count)x"
    }
  }

  private func texts(in value: Any, _ path: String = "document") -> [(path: String, text: String)] {
    if let text = value as? String { return [(path, text)] }
    return Mirror(reflecting: value).children.flatMap { child in
      texts(in: child.value, path + "." + (child.label ?? ""))
    }
  }

  @Test func `every text of a document is redacted, or known not to be of the data`() {
    let document = canaries()
    let before = texts(in: document).filter { $0.text.hasPrefix("canary") }
    #expect(before.count > 150)
    let after = texts(in: document.redacted()).filter { $0.text.contains("canary") }
    for (path, text) in after where !Self.staying.contains(where: path.contains) {
      Issue.record("\(path) still is \(text)")
    }
    #expect(after.count < before.count)
  }

  @Test func `no rendering has a text of the data, and places and numbers stay`() {
    let document = canaries()
    let redacted = document.redacted()
    let stays = Set(
      texts(in: redacted).filter { $0.text.hasPrefix("canary") }.map(\.text))
    let gone = texts(in: document).map(\.text).filter {
      $0.hasPrefix("canary") && !stays.contains($0)
    }
    #expect(gone.count > 60)
    for rendering in [
      redacted.html(), redacted.json(), redacted.markdown(), redacted.terminalSummary(width: 400),
    ] {
      let words = Set(
        String(decoding: rendering, as: UTF8.self).split {
          !$0.isASCII || !$0.isLetter && !$0.isNumber
        }
        .map(String.init))
      for text in gone { #expect(!words.contains(text), "\(text)") }
    }
    let page = String(decoding: redacted.html(), as: UTF8.self)
    #expect(page.contains(Redaction.leftOut) && page.contains("reference topic 1"))
    #expect(redacted.rows == document.rows && redacted.answers?.rows == document.answers?.rows)
    #expect(
      redacted.removals?.examples.map(\.removed.place)
        == document.removals?.examples.map(\.removed.place))
  }

  @Test func `equal names become equal numbers, and names of files stay`() {
    var names = Redaction("source", keeping: ["a.jsonl"])
    #expect(
      ["web", "a.jsonl", "chat", "web", ""].map { names.name($0) }
        == ["source 1", "a.jsonl", "source 2", "source 1", ""])
    // Canonically equal, and other bytes.
    #expect(names.name("\u{E9}") == "source 3" && names.name("e\u{301}") == "source 4")
  }

  @Test func `the findings of a redacted report name topics by number`() {
    var document = SampleReport.full
    document.findings = Findings(document: document).list
    let redacted = document.redacted()
    #expect(redacted.findings.count == document.findings.count)
    let name = document.coverage?.gaps.first?.name ?? ""
    #expect(document.findings.contains { $0.message.contains(name) })
    #expect(!redacted.findings.contains { $0.message.contains(name) })
    #expect(redacted.findings.contains { $0.message.contains("reference topic 1") })
  }

  @Test func `a redacted comparison has no text of the sets`() {
    func placed(_ text: String) -> PlacedText { PlacedText(text, at: SampleReport.at(1)) }
    let topic = ComparisonDocument.Topic(
      .thin, name: "canary1x", share: Measure(0.5, low: 0.4, high: 0.6),
      reach: Measure(0.2, low: 0.1, high: 0.3), ownReach: 0.5, examples: [placed("canary2x")])
    let side = ComparisonDocument.Side(name: "a", records: 1, bytes: 1)
    var comparison = ComparisonDocument(version: "1", options: [], a: side, b: side)
    comparison.lost = [topic]
    comparison.gained = [topic]
    comparison.leaks = [
      ComparisonDocument.Leak(
        view: "all", exact: 1, near: 0, share: Measure(0.5, low: 0.4, high: 0.6),
        examples: [.init(a: placed("canary3x"), b: placed("canary4x"), similarity: 1)])
    ]
    let redacted = comparison.redacted()
    for bytes in [redacted.html(), redacted.json(), redacted.terminalText()] {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("canary"))
    }
    #expect(texts(in: redacted).allSatisfy { !$0.text.contains("canary") })
  }
}
