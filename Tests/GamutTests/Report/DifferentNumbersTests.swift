// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutReport
import GamutTestSupport
import Testing

@Suite struct DifferentNumbersTests {
  @Test func `near removals that differ from their keeper in numbers are counted and shown`()
    throws
  {
    let folder = try ScratchFolder()
    let base = words("a")
    let path = try folder.write(
      lines([
        base + " costs 12 euros", base + " costs 7 euros", base + " costs 12 dollars",
        base + " costs 12 euros", base + " costs 1234 euros", base.uppercased() + " costs 9 euros",
      ]), to: "x")
    let report = try ReportPlan().run(
      inputs: Corpus(paths: [path]), reference: nil, in: RunContext(workers: 2))
    #expect(report.document.rows.removed[.near] == 4 && report.document.rows.removed[.exact] == 1)
    let removals = try #require(report.document.removals)
    // The one in dollars has the numbers of its keeper.
    #expect(removals.differentNumbers == 3)
    #expect(
      removals.differentNumbersExamples.map { $0.removed.place.description } == [
        "\(path):2", "\(path):5", "\(path):6",
      ])
    let messages = report.document.findings.map(\.message)
    #expect(messages.contains { $0.contains("number") }, "\(messages)")
  }
}
