// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutReport

@Suite struct HTMLTests {
  private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

  @Test func `an interpolated text is escaped, a piece is not escaped twice`() {
    let name = "<\"'`&>"
    let inner: HTML = "<b>\(name)</b>"
    #expect(text(inner) == "<b>&lt;&quot;&#39;&#96;&amp;&gt;</b>")
    #expect(
      text("<i title=\"\(name)\">\(inner)</i>")
        == "<i title=\"&lt;&quot;&#39;&#96;&amp;&gt;\"><b>&lt;&quot;&#39;&#96;&amp;&gt;</b></i>")
  }

  @Test func `a combining mark hides no quote and no bracket`() {
    for mark in ["\u{301}", "\u{338}", "\u{FE0F}", "\u{200D}"] {
      let hostile = "\"\(mark)<\(mark)"
      #expect(text("\(hostile)").utf8.elementsEqual("&quot;\(mark)&lt;\(mark)".utf8))
    }
  }

  @Test func `places of drawings are rounded and always numbers`() {
    #expect(text("\(at: 1.0 / 3)") == "0.33")
    #expect(text("\(at: 12)") == "12")
    #expect(text("\(at: .nan) \(at: -.infinity) \(at: 1e300)") == "0 0 10000000")
    #expect(text(HTML.percent(2)) == "100%" && text(HTML.percent(.nan)) == "0%")
  }

  @Test func `the policy forbids every address, and every script but the page's own`() {
    let page = String(decoding: SampleReport.full.html(), as: UTF8.self)
    #expect(
      page.contains(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          + "style-src 'unsafe-inline'; img-src data:; script-src '\(HTML.scriptDigest)'\">"))
    #expect(!page.contains("http:") && !page.contains("https:"))
    #expect(!page.contains("@import") && !page.contains("url("))
  }

  @Test func `every drawing is named or has its text beside it, and every chart a table`() {
    let tags = MarkupScanner(SampleReport.full.html()).tags
    var depth = 0
    for tag in tags {
      if tag.name == "svg" {
        let names = tag.attributes.map(\.name)
        let isNamed = !["aria-hidden", "aria-label", "aria-labelledby"].allSatisfy {
          !names.contains($0)
        }
        #expect(isNamed || depth > 0, "\(tag.attributes)")
        depth += 1
      }
      if tag.name == "/svg" { depth -= 1 }
    }
    let figures = tags.filter { $0.name == "figure" }.count
    let tables = tags.filter {
      $0.name == "details" && $0.attributes.contains { $0.value == "table" }
    }.count
    #expect(figures >= 10 && tables >= figures)
  }

  @Test func `tags are closed in the order they were opened`() {
    let empty: Set<String> = ["meta", "br"]
    for document in [
      SampleReport.full, SampleReport.small, HostileReport.document { "" },
      HostileReport.document { "x" },
    ] {
      var open: [String] = []
      for tag in MarkupScanner(document.html()).tags.dropFirst()
      where !empty.contains(tag.name) && !tag.isSelfClosing {
        if tag.name.hasPrefix("/") {
          #expect(open.popLast() == String(tag.name.dropFirst()))
        } else {
          open.append(tag.name)
        }
      }
      #expect(open == [])
    }
  }

  @Test func `an empty set makes a page`() {
    let rows = RowCounts(
      read: 0, kept: 0, empty: 0, rejected: 0,
      removed: [.exact: 0])
    let document = ReportDocument(
      title: "", version: "", rows: rows, bytes: ByteCounts(read: 0, kept: 0))
    #expect(!document.html().isEmpty)
    #expect(!document.markdown().isEmpty)
    #expect(!document.terminalSummary().isEmpty)
  }

  @Test func `numbers that are not finite break no drawing`() {
    var document = SampleReport.full
    let broken = Measure(.nan, low: .nan, high: .infinity)
    document.coverage?.share = broken
    document.coverage?.threshold = .nan
    document.coverage?.curve[3].share = broken
    document.diversity?.nearest?.mean = broken
    document.diversity?.vendiRaw.one = VendiScore(
      value: .infinity, corrected: .nan, interval: .range(low: -.infinity, high: .nan))
    document.diversity?.clusters?.list[0].share = broken
    let scanner = MarkupScanner(document.html())
    let values = scanner.tags.flatMap { $0.attributes.map(\.value) } + [scanner.text]
    for value in values {
      let words = value.lowercased().split { !$0.isLetter }
      #expect(!words.contains("nan") && !words.contains("inf"))
    }
    #expect(!document.markdown().isEmpty && !document.terminalSummary().isEmpty)
  }
}
