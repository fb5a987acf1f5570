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
