// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutCorpus
import GamutJSON
import GamutReport
import GamutTestSupport
import Testing

@testable import Gamut

@Suite struct ComparePlanTests {
  /// Records that ask about things of a shop, a hundred of each kind, in words that differ.
  private static func questions(_ kinds: [String], from first: Int, count: Int = 60) -> String {
    let places = ["Leeds", "Turin", "Oslo", "Porto", "Ghent", "Lyon", "Riga", "Graz"]
    let times = ["Monday", "noon", "March", "the weekend", "last night", "tomorrow"]
    var lines = ""
    for kind in kinds {
      for i in first..<(first + count) {
        let text =
          "\(kind) number \(i * 7919 % 9973) from \(places[i % 8]) since \(times[i % 6])"
          + " for my \(places[(i / 8) % 8]) order?"
        lines += "{\"instruction\":\"\(text)\",\"output\":\"Answer \(i * 31 % 97).\"}\n"
      }
    }
    return lines
  }

  private func compared(
    _ a: String, _ b: String, workers: Int = 2
  ) throws -> ComparisonDocument {
    let folder = try ScratchFolder()
    return try ComparePlan().run(
      try Corpus(paths: [try folder.write(a, to: "a.jsonl")]),
      try Corpus(paths: [try folder.write(b, to: "b.jsonl")]), in: RunContext(workers: workers))
  }

  @Test func `a set beside itself has not moved, lost or gained, and is in both whole`() throws {
    let set = Self.questions(["where is parcel", "refund card"], from: 0)
    let document = try compared(set, set)
    #expect(document.a.records == 120 && document.b.records == 120)
    #expect(document.figures.allSatisfy { $0.change.map { $0.value == 0 } ?? true })
    #expect(document.figures.allSatisfy { $0.hasMoved != true })
    #expect(document.lost == [] && document.gained == [])
    let leaks = try #require(document.leaks)
    #expect(leaks.map(\.view) == ["all", "prompt"])
    #expect(leaks.allSatisfy { $0.exact == 120 && $0.share.value == 1 })
  }

  @Test func `a topic that is left out is lost, and the other way round it is gained`() throws {
    let common = ["where is parcel", "refund card", "change address of delivery"]
    let a = Self.questions(common + ["erase personal data under the law"], from: 0)
    let b = Self.questions(common, from: 500)
    let forth = try compared(a, b)
    let lost = try #require(forth.lost?.first)
    #expect(forth.lost?.count == 1 && forth.gained == [])
    #expect(lost.kind == .missing)
    #expect(lost.examples.allSatisfy { $0.text.contains("erase personal data") })
    #expect(abs(lost.share.value - 0.25) < 0.1)
    let back = try compared(b, a)
    #expect(back.lost == [])
    #expect(back.gained?.map(\.name) == forth.lost?.map(\.name))
    // The same answer for any number of workers.
    let alone = try compared(a, b, workers: 1)
    #expect(alone.figures == forth.figures && alone.leaks?.map(\.near) == forth.leaks?.map(\.near))
    #expect(alone.lost?.map(\.reach) == forth.lost?.map(\.reach))
  }

  @Test func `records that are in both are counted as dedupe counts them`() throws {
    let a = Self.questions(["where is parcel"], from: 0)
    let b =
      Self.questions(["refund card"], from: 100)
      + a.split(separator: "\n")[3...7]
      .joined(separator: "\n") + "\n"
    let document = try compared(a, b)
    let whole = try #require(document.leaks?.first)
    #expect(whole.exact == 5 && whole.near == 0)
    #expect(whole.examples.allSatisfy { $0.a.text == $0.b.text && $0.similarity == 1 })
  }

  @Test func `shares of sources and tokens at equal count are compared`() throws {
    func lines(_ count: Int, _ source: (Int) -> String, words: Int) -> String {
      (0..<count).map { i in
        let text = (0..<words).map { "w\(i * 31 % 89)x\($0)" }.joined(separator: " ")
        return "{\"instruction\":\"\(text)\",\"output\":\"Yes \(i).\",\"from\":\"\(source(i))\"}\n"
      }.joined()
    }
    let folder = try ScratchFolder()
    let a = try folder.write(lines(80, { $0 % 4 == 0 ? "mail" : "chat" }, words: 6), to: "a.jsonl")
    let b = try folder.write(
      lines(40, { ["chat", "mail", "mail", "web"][$0 % 4] }, words: 24), to: "b.jsonl")
    var plan = ComparePlan()
    plan.options.sourceField = "from"
    let document = try plan.run(try Corpus(paths: [a]), try Corpus(paths: [b]))
    let sources = try #require(document.sources)
    #expect(sources.map(\.name) == ["chat", "mail", "web"])
    #expect(sources.map(\.a?.value) == [0.75, 0.25, 0])
    #expect(sources.map(\.b?.value) == [0.25, 0.5, 0.25])
    let figures = Dictionary(uniqueKeysWithValues: document.figures.map { ($0.key, $0) })
    let each = try #require(figures["tokens_per_record"])
    let all = try #require(figures["tokens"])
    #expect(each.hasMoved == true && (each.change?.value ?? 0) > 0)
    // Of 40 records each, the interval with it.
    #expect(all.a?.value == 40 * (each.a?.value ?? 0) && all.a?.low == 40 * (each.a?.low ?? 0))
    #expect(figures["trained_tokens_per_record"]?.hasMoved == false)
    #expect(document.notes.contains { $0.contains("estimated") })
    let redacted = document.redacted()
    #expect(redacted.sources?.map(\.name) == ["source 1", "source 2", "source 3"])
    let text = String(decoding: document.terminalText(), as: UTF8.self)
    #expect(text.contains("By source") && text.contains("have other shares"))
    #expect(String(decoding: document.html(), as: UTF8.self).contains("id=\"sources\""))
    #expect(document.jsonValue["sources"] != nil)
    let plain = try ComparePlan().run(try Corpus(paths: [a]), try Corpus(paths: [b]))
    #expect(plain.sources == nil)
  }

  @Test func `a mean of lengths has the interval of Student's t`() throws {
    let mean = TokenSection.mean(of: [2, 4, 6])
    // By hand: 4 ± 4.302652730 · 2/√3.
    #expect(mean.value == 4)
    let reach: Double = 4.302652729696142 * 2 / 3.0.squareRoot()
    let high = try #require(mean.high)
    #expect(abs(high - 4 - reach) < 1e-6)
    #expect(mean.low == 0)  // A mean of lengths is none below.
    #expect(TokenSection.mean(of: [5]).low == nil)
  }

  @Test func `an interval of a change is that of independent estimates`() throws {
    let figure = ComparisonDocument.Figure(
      "x", name: "x", a: Measure(0.6, low: 0.5, high: 0.7), b: Measure(0.9, low: 0.86, high: 0.94))
    let change = try #require(figure.change)
    // By hand: .3 ± √(.04² + .1²).
    #expect(abs(change.value - 0.3) < 1e-12)
    #expect(abs(try #require(change.low) - (0.3 - 0.107703296142690)) < 1e-12)
    #expect(abs(try #require(change.high) - (0.3 + 0.107703296142690)) < 1e-12)
    #expect(figure.hasMoved == true)
    let one = ComparisonDocument.Figure("x", name: "x", a: figure.a, b: nil)
    #expect(one.change == nil && one.hasMoved == nil)
  }
}

@Suite struct ReportPairTests {
  private func pair(_ a: String, _ b: String) throws -> ReportPair? {
    let folder = try ScratchFolder()
    return try ReportPair(
      try folder.write(a, to: "a.json"), try folder.write(b, to: "b.json"))
  }

  @Test func `every number of both reports is compared, with the intervals beside it`() throws {
    let a = #"""
      {"schema":1,"version":"1","options":{"seed":0},"rows":{"read":10,"kept":9},"bytes":{"read":5},
       "diversity":{"spread":0.5,"list":[1,2],"intervals":{"spread":{"low":0.4,"high":0.6}}},"seconds":3}
      """#
    let b = a.replacingOccurrences(of: "0.5", with: "0.9").replacingOccurrences(
      of: "0.4,\"high\":0.6", with: "0.8,\"high\":0.95"
    ).replacingOccurrences(of: "\"kept\":9", with: "\"kept\":7")
    let document = try #require(try pair(a, b)).document
    #expect(
      document.figures.map(\.key) == ["rows.read", "rows.kept", "bytes.read", "diversity.spread"])
    #expect(document.figures[1].change?.value == -2)
    #expect(document.figures[3].hasMoved == true)
    #expect(document.lost == nil && document.leaks == nil && document.notes.count == 1)
  }

  @Test func `sources that the audits of both list are set side by side`() throws {
    func report(_ share: Double) -> String {
      "{\"schema\":1,\"version\":\"1\",\"rows\":{\"read\":10},\"audit\":{\"sources\":[{\"name\":\"chat\","
        + "\"value\":\(share),\"low\":\(share - 0.1),\"high\":\(share + 0.1)},{\"name\":\"b\(share)\","
        + "\"value\":0.1}]}}"
    }
    let document = try #require(try pair(report(0.5), report(0.9))).document
    #expect(document.sources?.map(\.name) == ["chat"])
    #expect(document.sources?.first?.b?.value == 0.9)
    #expect(
      try #require(try pair("{\"schema\":1,\"version\":\"1\",\"rows\":{\"read\":1}}", report(0.5)))
        .document.sources == nil)
  }

  @Test(arguments: ["[1]", "{\"schema\":1}", "{", "{\"schema\":1,\"version\":\"1\",\"rows\":[]}"])
  func `what is no report is not taken for one`(other: String) throws {
    #expect(try pair(other, other) == nil)
  }

  @Test func `a report says what moved against an earlier one`() throws {
    func report(_ count: Int) throws -> ReportDocument {
      var plan = ReportPlan()
      plan.options.deduplication.stages = [.exact]
      return try plan.run(
        inputs: Corpus(strings: (0..<count).map { "Question \($0) on parcels and shoes" })
      ).document
    }
    let folder = try ScratchFolder()
    let before = try folder.write(
      String(decoding: try report(30).json(), as: UTF8.self), to: "before.json")
    var document = try report(40)
    let pair = try #require(try ReportPair(baseline: before, document))
    document.baseline = pair.document
    let tree = document.jsonValue
    #expect(tree["baseline"]?["figures"]?["rows.read"]?["change"]?.asDouble == 10)
    #expect(
      try GateExpression("baseline.figures.rows.read.change == 10").evaluate(on: tree).isTrue)
    #expect(
      String(decoding: document.terminalSummary(), as: UTF8.self).contains("Against the baseline"))
    #expect(String(decoding: document.html(), as: UTF8.self).contains("id=\"baseline\""))
    let other = try folder.write("[1]", to: "other.json")
    #expect(try ReportPair(baseline: other, document) == nil)
  }
}
