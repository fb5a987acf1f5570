// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import Testing

@testable import GamutReport

/// What is looked at of the removals, and from where on it counts as suspicious.
@Suite struct RemovalCheckTests {
  private func document(near: Int, kept: Int = 1000) -> ReportDocument {
    ReportDocument(
      title: "x", version: "1", options: [JSONMember("seed", 0)],
      rows: RowCounts(
        read: kept + near, kept: kept, empty: 0, rejected: 0,
        removed: [.near: near]),
      bytes: ByteCounts(read: 0, kept: 0))
  }

  private func suspicious(_ report: RemovalReport, _ document: ReportDocument) -> [String] {
    RemovalCheck.list(report, of: document).filter(\.isSuspicious).map(\.name)
  }

  @Test(arguments: [(5, 100, false), (6, 100, true), (4, 5, false), (5, 5, true)])
  func `different numbers are many above one in twenty of the near removals, and from five on`(
    count: Int, near: Int, isMany: Bool
  ) throws {
    var document = document(near: near)
    var report = RemovalReport()
    report.differentNumbers = count
    document.removals = report
    #expect(suspicious(report, document) == (isMany ? ["Differ in numbers"] : []))
    let finding = try #require(
      Findings(document: document).list.first { $0.message.contains("in numbers") })
    #expect(finding.severity == (isMany ? .warning : .note))
    #expect(finding.remedy == .distinguishNumbers)
  }

  @Test func `a source that loses half of its records is suspicious, the hardest hit is named`() {
    var document = document(near: 60)
    var report = RemovalReport()
    func source(_ name: String, _ near: Int) -> RemovalReport.Source {
      .init(
        name: name, read: 101, rejected: 1,
        removed: [.near: near], elsewhere: near)
    }
    report.sources = [source("a", 10), source("b", 49), source("c", 49)]
    document.removals = report
    #expect(suspicious(report, document) == [])
    #expect(report.sourcesByLoss.map(\.name) == ["b", "c", "a"])
    report.sources[2] = source("", 50)
    document.removals = report
    #expect(suspicious(report, document) == ["Hardest-hit source"])
    let messages = Findings(document: document).list.map(\.message)
    #expect(
      messages.contains("The source (none) loses 50.0 % of its records, 50 of 50 to other sources.")
    )
  }

  @Test func `one text behind a tenth of the removals is suspicious, of a hundred records or more`()
  {
    var document = document(near: 990)
    document.groupCount = 9
    document.largestGroup = 99
    #expect(suspicious(RemovalReport(), document) == [])
    document.largestGroup = 100
    #expect(suspicious(RemovalReport(), document) == ["Largest group"])
  }

  @Test func `any answer lost is suspicious, and a set that loses half`() {
    var document = document(near: 1000)
    document.otherResponses = 1
    #expect(suspicious(RemovalReport(), document) == ["Removed", "Another answer lost"])
  }
}
