// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutReport
import Testing

@Suite struct MoreMeasuresTests {
  @Test func `every measure has a name, a sentence and what would change it`() throws {
    var document = SampleReport.small
    document.coverage = SampleReport.coverage
    document.coverage?.more = MoreMeasures(
      MoreMeasures.Metric.allCases.map { MoreMeasures.Entry($0, Measure(0.5, low: 0, high: 1)) })
    let more = try #require(document.jsonValue["coverage"]?["more"])
    var meanings: Set<String> = []
    for metric in MoreMeasures.Metric.allCases {
      let entry = try #require(more[metric.rawValue])
      guard case .string(let meaning) = try #require(entry["meaning"]),
        case .string(let change) = try #require(entry["change"])
      else {
        Issue.record("\(metric) has no sentences")
        continue
      }
      #expect(meaning.hasSuffix(".") && change.hasSuffix("."))
      meanings.insert(meaning)
      #expect(entry["value"]?.asDouble == 0.5 && entry["high"]?.asDouble == 1)
    }
    #expect(meanings.count == MoreMeasures.Metric.allCases.count)
    let page = String(decoding: document.html(), as: UTF8.self)
    let markdown = String(decoding: document.markdown(), as: UTF8.self)
    for meaning in meanings { #expect(markdown.contains(meaning) && page.contains(meaning)) }
  }

  @Test func `a gate reads them by their names`() throws {
    let document = SampleReport.full
    #expect(try document.figure("more.compression_ratio") == 3.12)
    #expect(try document.figure("coverage.more.precision") == 0.913)
    #expect(try document.figure("coverage.more.neighborhood_coverage.expected") == 0.998)
    #expect(try document.figure("coverage.more.mmd2_linear.p_value") == 0.001)
  }

  @Test func `a terminal shows a few and says how many more there are`() {
    let text = String(decoding: SampleReport.full.terminalSummary(), as: UTF8.self)
    #expect(text.contains("Compression ratio") && text.contains("measures more in the report"))
    #expect(!text.contains("Hellinger distance"))
  }

  @Test func `nothing measured, nothing shown`() {
    var document = SampleReport.full
    document.diversity?.more = MoreMeasures([])
    document.coverage?.more = nil
    let page = String(decoding: document.html(), as: UTF8.self)
    #expect(!page.contains("More measures"))
    #expect(!String(decoding: document.markdown(), as: UTF8.self).contains("More measures"))
  }

  @Test func `an entry is found by its metric`() {
    #expect(SampleReport.moreOfSet[.chao1]?.measure.value == 12)
    #expect(SampleReport.moreOfSet[.frechet] == nil)
  }
}
