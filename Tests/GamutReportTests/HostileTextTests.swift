// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

@testable import GamutReport

@Suite struct HostileTextTests {
  static let payloadFile = SharedData.suite("xss/Intruder/xss-payload-list.txt")
  static let naughtyFile = SharedData.suite("blns/blns.json")

  /// Own payloads, for machines without the collections.
  static let own = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</title></style></script>", "<!--", "-->", "]]>", "\"\u{301}><b>", "<\u{338}script>",
    "&lt;script&gt;", "&#60;", "javascript:alert(1)", "`\u{0}<b>", "\u{202E}evil\u{2066}",
    "a\u{1B}[2Jb\u{9B}31m", "| a | b |", "```\n# h\n```",
    "@someone #1 http://x.example www.x.example",
    "![i](http://x.example/i.png)", "$$x$$", "<details open ontoggle=alert(1)>", "\u{FEFF}<b>",
  ]

  /// Every payload in some place, every place with some payload.
  private func documents(_ payloads: [String]) -> [ReportDocument] {
    var used = 0
    var documents: [ReportDocument] = []
    while used < payloads.count {
      documents.append(
        HostileReport.document {
          defer { used += 1 }
          return payloads[used % payloads.count]
        })
    }
    return documents
  }

  @Test func `the hostile document fills every text of a document`() {
    let marker = "\u{1F9EA}"
    var found = 0
    func check(_ value: Any, _ path: String) {
      if let text = value as? String {
        found += 1
        // The words of a program come from no file.
        let isOurs =
          path.hasSuffix(".prompt") || path.hasPrefix("document.wording.") || text == marker
        #expect(isOurs, "\(path) is \(text)")
        return
      }
      for child in Mirror(reflecting: value).children {
        check(child.value, path + "." + (child.label ?? ""))
      }
    }
    check(HostileReport.document { marker }, "document")
    #expect(found > 100)
  }

  private func expectHarmless(_ page: [UInt8], _ payloads: String) {
    let allowed: Set<String> = [
      "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "header", "p", "svg",
      "circle", "h1", "h2", "h3", "h4", "dl", "dt", "dd", "div", "span", "b", "nav", "ul", "ol",
      "li", "a", "section", "figure", "figcaption", "details", "summary", "table", "thead", "tbody",
      "tr", "th", "td", "rect", "line", "text", "polyline", "polygon", "small", "i", "code", "bdi",
      "del", "ins", "br", "article", "g", "path", "desc",
      "script",
    ]
    let attributes: Set<String> = [
      "html", "lang", "charset", "http-equiv", "content", "name", "width", "height", "viewBox",
      "aria-hidden", "aria-label", "aria-labelledby", "class", "cx", "cy", "r", "x", "y", "x1",
      "x2",
      "y1", "y2", "rx", "dx", "id", "href", "role", "points", "preserveAspectRatio", "text-anchor",
      "scope", "dir", "open", "d", "type", "data-rows", "data-topic", "data-file",
    ]
    for tag in MarkupScanner(page).tags {
      let name = tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name
      if !allowed.contains(name) { Issue.record("a tag <\(tag.name)> in \(payloads)") }
      for (key, value) in tag.attributes {
        if !attributes.contains(key) || key == "href" && !value.hasPrefix("#") {
          Issue.record("an attribute \(key)=\(value) of <\(tag.name)> in \(payloads)")
        }
      }
    }
  }

  /// Whether bytes hold what a terminal or a browser would obey.
  private func obeyed(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0x00...0x08, 0x0B...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }

  private func check(_ payloads: [String]) throws {
    for document in documents(payloads) {
      let page = document.html()
      expectHarmless(page, "the page of \(document.title)")
      #expect(obeyed(page) == [])
      #expect(obeyed(document.terminalSummary()) == [])
      let markdown = document.markdown()
      #expect(obeyed(markdown) == [])
      _ = try JSONSerialization.jsonObject(with: Data(document.json()))
    }
  }

  @Test func `hand-made payloads stay text`() throws { try check(Self.own) }

  @Test func `each hand-made payload in every place leaves the markup as a plain word does`() {
    for payload in Self.own {
      let plain = String(
        String.UnicodeScalarView(
          payload.unicodeScalars.map { $0.properties.isWhitespace ? $0 : "x" }))
      let tags = [payload, plain].map { text in
        MarkupScanner(HostileReport.document { text }.html()).tags
      }
      #expect(tags[0] == tags[1], "\(payload)")
    }
  }

  @Test func `the text of a page is the text given`() {
    for payload in Self.own {
      let shown = SafeText.line(payload)
      let text = MarkupScanner(HostileReport.document { payload }.html()).text
      #expect(text.utf8.split(separator: 1).contains { $0.elementsEqual(shown.utf8) }, "\(payload)")
    }
  }

  @Test(.enabled(if: SharedData.isPresent(payloadFile), "needs \(payloadFile)"))
  func `the payload list stays text`() throws {
    let bytes = try Data(contentsOf: URL(filePath: Self.payloadFile))
    let payloads = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(payloads.count > 1000)
    try check(payloads)
  }

  @Test(.enabled(if: SharedData.isPresent(naughtyFile), "needs \(naughtyFile)"))
  func `the big list of naughty strings stays text`() throws {
    let bytes = try Data(contentsOf: URL(filePath: Self.naughtyFile))
    let strings = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String])
    #expect(strings.count > 400)
    try check(strings)
  }

  @Test func `markup in Markdown is escaped`() {
    #expect(
      MarkdownText.inline("a|b *c* `d` [e](f) <g> &amp;")
        == "a\\|b \\*c\\* \\`d\\` \\[e\\](f) &lt;g&gt; &amp;amp;")
    #expect(
      MarkdownText.inline("see https://x.example\n# h") == "see https:<!-- -->//x.example \\# h")
    #expect(MarkdownText.inline("- WWW.x.example @me") == "\\- WWW\\.x.example @<!-- -->me")
    #expect(MarkdownText.block("a\n```\nb") == "````text\na\n```\nb\n````\n")
  }

  @Test func `a document of endless lists and texts stays under 5 MB`() throws {
    let worst = String(repeating: "\"\u{202E}& '", count: 2000)
    let other = String(repeating: "'\u{202E}< \"", count: 2000)
    var document = HostileReport.document { worst }
    func swell<Element>(_ list: inout [Element]) {
      list = list.isEmpty ? [] : (0..<300).map { list[$0 % list.count] }
    }
    var removals = try #require(document.removals)
    var answers = try #require(document.answers)
    var diversity = try #require(document.diversity)
    var clusters = try #require(diversity.clusters)
    var coverage = try #require(document.coverage)
    swell(&document.findings)
    swell(&document.inputs)
    swell(&document.references)
    swell(&document.options)
    swell(&removals.examples)
    removals.leastSimilar = removals.examples
    removals.differentNumbersExamples = removals.examples
    swell(&removals.largestGroups)
    swell(&removals.sources)
    swell(&answers.openings)
    answers.repeated = answers.openings
    swell(&answers.conflicts)
    swell(&answers.refusalExamples)
    swell(&clusters.list)
    swell(&clusters.grid)
    swell(&diversity.notes)
    swell(&coverage.clusters)
    swell(&coverage.recordGaps)
    swell(&coverage.notes)
    coverage.curve = (0..<3000).map {
      CoverageReport.CurvePoint(
        threshold: Double($0) / 3000, share: Measure(0.5, noInterval: worst), ceiling: 0.6)
    }
    for i in coverage.gaps.indices {
      swell(&coverage.gaps[i].terms)
      swell(&coverage.gaps[i].examples)
      swell(&coverage.gaps[i].nearest)
      swell(&coverage.gaps[i].annotateFirst)
    }
    swell(&coverage.gaps)
    diversity.clusters = clusters
    document.removals = removals
    document.answers = answers
    document.diversity = diversity
    document.coverage = coverage
    #expect(document.markdown().count < 5_000_000)
    // A line of a hundred columns may be a reason of 120 code points, each written out.
    #expect(document.terminalSummary().count < 120_000)
    // Differences make the most markup, and the most work: at one list, the longest, that is enough.
    for i in 0..<ReportLimits.removals { removals.examples[i].kept.text = other }
    document.removals = removals
    let size = document.html().count
    #expect(size > 1_000_000 && size < 4_000_000)
  }
}
