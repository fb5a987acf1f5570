// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutReport
import Testing

/// The further measures of whole reports.
@Suite struct MeasureSectionTests {
  /// Half of the records are made by one template, the others are of words of their own.
  private static func strings(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { i in
      let own = (0..<8).map { _ in String(random.next() >> 20, radix: 36) }.joined(separator: " ")
      guard i % 2 == 0 else { return own }
      let thing = String(random.next(), radix: 36)
      return "Write a poem \(thing) about the \(own)"
    }
  }

  private static func report(
    _ strings: [String], reference: [String]? = nil, workers: Int = 2
  ) throws -> ReportDocument {
    try ReportPlan().run(
      inputs: Corpus(strings: strings), reference: reference.map { try Corpus(strings: $0) },
      in: RunContext(workers: workers)
    ).document
  }

  @Test func `a planted template and its opening are found`() throws {
    let document = try Self.report(Self.strings(240, seed: 1))
    let more = try #require(document.diversity?.more)
    #expect(more[.templateRate]?.measure.value == 0.5)
    #expect(more.templates.contains { $0.text == "a poem … about the" && $0.rows == 120 })
    #expect(more.openings.map(\.text) == ["write a poem …"])
    #expect((more[.openingRate]?.measure.value ?? 0) >= 0.5)
    for metric in MoreMeasures.Metric.allCases.prefix(16) {
      let entry = try #require(more[metric], "\(metric)")
      #expect(entry.measure.value.isFinite)
    }
    // Some 2,600 words are less than a window, and 240 records less than a group.
    #expect(more[.selfRepetition]?.measure.low == nil)
    #expect(more.notes.contains { $0.contains("too little text") })
  }

  @Test func `a reference of another kind is seen as one`() throws {
    let strings = Self.strings(200, seed: 2)
    let same = try #require(
      Self.report(strings, reference: Self.strings(120, seed: 3)).coverage?.more)
    let others = (0..<120).map { "question number \($0 % 17) concerning invoices of \($0)" }
    let other = try #require(Self.report(strings, reference: others).coverage?.more)
    for metric in MoreMeasures.Metric.allCases.dropFirst(16) {
      let entry = try #require(other[metric], "\(metric)")
      #expect(entry.measure.value.isFinite)
    }
    func value(_ more: MoreMeasures, _ metric: MoreMeasures.Metric) -> Double {
      more[metric]?.measure.value ?? .nan
    }
    #expect(value(other, .precision) < value(same, .precision))
    #expect(value(other, .neighborhoodCoverage) < value(same, .neighborhoodCoverage))
    #expect(value(other, .jensenShannon) > value(same, .jensenShannon))
    #expect(value(other, .quadraticDiscrepancy) > value(same, .quadraticDiscrepancy))
    #expect(other[.linearDiscrepancy]?.pValue == 0.001)
    #expect(other.novelExamples.allSatisfy { $0.text.hasPrefix("question") })
  }

  @Test func `the number of workers changes nothing`() throws {
    let (strings, reference) = (Self.strings(120, seed: 4), Self.strings(60, seed: 5))
    let one = try Self.report(strings, reference: reference, workers: 1)
    let three = try Self.report(strings, reference: reference, workers: 3)
    #expect(one.diversity?.more == three.diversity?.more)
    #expect(one.coverage?.more == three.coverage?.more)
  }

  @Test(arguments: [
    ["one"], ["the same text", "another text"], ["?", "!", "a b"],
    Array(repeating: "all of them are equal", count: 9),
  ])
  func `few, equal and wordless records are measured as far as they can be`(
    _ strings: [String]
  ) throws {
    let document = try Self.report(strings, reference: strings)
    for more in [document.diversity?.more, document.coverage?.more] {
      for entry in more?.entries ?? [] { #expect(entry.measure.value.isFinite) }
    }
    #expect(!document.html().isEmpty)
  }
}
