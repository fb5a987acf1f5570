// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutReport

@Suite struct TerminalTests {
  @Test(arguments: [60, 72, 80, 100]) func `no line is wider than asked`(_ width: Int) {
    for document in [
      SampleReport.full, SampleReport.small,
      HostileReport.document { String(repeating: "宽 text ", count: 60) },
    ] {
      let text = String(decoding: document.terminalSummary(width: width), as: UTF8.self)
      for line in text.split(separator: "\n") {
        #expect(TerminalText.width(of: String(line)) <= width, "\(line)")
      }
    }
  }

  @Test func `a plain summary holds no escape, a coloured one closes each`() {
    let plain = SampleReport.full.terminalSummary(style: .plain)
    #expect(!plain.contains(0x1B))
    let coloured = String(
      decoding: SampleReport.full.terminalSummary(style: .coloured), as: UTF8.self)
    let escapes = coloured.components(separatedBy: "\u{1B}[")
    #expect(escapes.count > 10)
    #expect(escapes.dropFirst().filter { $0.hasPrefix("0m") }.count * 2 == escapes.count - 1)
  }

  @Test func `a share that is not 0 is never invisible`() {
    #expect(TerminalText.bar(from: 0, to: 0.0001, width: 10) == "▏")
    #expect(TerminalText.bar(from: 0, to: 0, width: 10) == "")
    #expect(TerminalText.bar(from: 0, to: 1, width: 4) == "████")
    #expect(TerminalText.bar(from: 0.9999, to: 1, width: 4) == "   ▏")
    #expect(TerminalText.bar(from: -3, to: 7, width: 2) == "██")
  }

  @Test func `wide characters take two columns and marks none`() {
    #expect(TerminalText.width(of: "a宽e\u{301}") == 4)
    #expect(TerminalText.fitted("abcdef", width: 4) == "abc…")
    #expect(TerminalText.fitted("宽宽宽", width: 4) == "宽…")
    #expect(TerminalText.fitted("abcd", width: 4) == "abcd")
  }

  @Test func `a sparkline keeps what is not 0 in sight`() {
    #expect(TerminalText.sparkline([0, 1, 1000]) == " ▁█")
    #expect(TerminalText.sparkline([]) == "")
    #expect(TerminalText.sparkline([1, 2, 0, 0, 9], width: 3) == "▃ █")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    self.split(separator: separator, omittingEmptySubsequences: false)
  }
}
