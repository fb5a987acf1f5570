// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutReport

struct FindingsTests {
  /// What is said about a coverage of `share` where the reference itself would reach 90 %.
  private func findings(share: Double, gaps: Bool) -> [Finding] {
    var document = SampleReport.full
    document.coverage?.share = Measure(share, low: share, high: share)
    document.coverage?.shareOfCeiling = Measure(share / 0.9, noInterval: "a ratio")
    document.coverage?.ceiling = Measure(0.9, low: 0.9, high: 0.9)
    if !gaps { document.coverage?.gaps = [] }
    return Findings(document: document).list
  }

  private let nothingMissing = "None of its topics is missing or thin."

  @Test func `a set that covers the reference lacks no topic`() {
    let found = findings(share: 0.89, gaps: false)
    #expect(found.contains { $0.severity == .good && $0.message.contains(nothingMissing) })
  }

  @Test(arguments: [0, 0.4, 0.8])
  func `a set that covers little is not praised for lacking no topic`(share: Double) {
    let found = findings(share: share, gaps: false)
    #expect(!found.contains { $0.message.contains(nothingMissing) })
    #expect(found.contains { $0.severity == .warning && $0.message.contains("is covered") })
  }

  @Test func `a gap is a problem whatever the coverage`() {
    let found = findings(share: 0.89, gaps: true)
    #expect(found.first?.severity == .problem)
    #expect(!found.contains { $0.message.contains(nothingMissing) })
  }
}

extension FindingsTests {
  @Test func `every finding is proved at a place that the page has and links to`() {
    var document = SampleReport.full
    document.findings = Findings(document: document).list
    #expect(document.findings.count > 8)
    #expect(document.findings.allSatisfy { $0.section != nil })
    let tags = MarkupScanner(document.html()).tags
    let anchors = tags.flatMap { $0.attributes.filter { $0.name == "id" }.map(\.value) }
    #expect(Set(anchors).count == anchors.count)
    let links = tags.filter { tag in
      tag.attributes.contains { $0.name == "class" && $0.value == "proof" }
    }.map { tag in tag.attributes.first { $0.name == "href" }?.value }
    #expect(links == document.findings.map { $0.section.map { "#\($0.rawValue)" } })
    for link in links { #expect(anchors.contains(String((link ?? "").dropFirst()))) }
  }

  @Test func `every place of a finding is one that some page has`() throws {
    let topic = ComparisonDocument.Topic(
      .thin, name: "a", share: Measure(0.5, low: 0.4, high: 0.6),
      reach: Measure(0.2, low: 0.1, high: 0.3), ownReach: 0.5, examples: [])
    let side = ComparisonDocument.Side(name: "a", records: 1, bytes: 1)
    var comparison = ComparisonDocument(version: "1", options: [], a: side, b: side)
    (comparison.lost, comparison.gained, comparison.leaks) = ([topic], [topic], [])
    let pages = [SampleReport.full.html(), comparison.html()]
    let anchors = Set(
      pages.flatMap { MarkupScanner($0).tags }.flatMap(\.attributes).filter { $0.name == "id" }
        .map(\.value))
    for section in Finding.Section.allCases { #expect(anchors.contains(section.rawValue)) }
  }

  @Test func `a place that the page lacks is not linked to`() {
    var document = SampleReport.small
    document.findings = [Finding(.note, "Nothing.").proved(at: .gaps)]
    #expect(!String(decoding: document.html(), as: UTF8.self).contains("class=\"proof\""))
  }
}
