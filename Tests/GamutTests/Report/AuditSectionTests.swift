// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport
import Testing

@testable import Gamut

/// The audit of whole sets.
@Suite struct AuditSectionTests {
  /// The audit by itself, without the vectors of a report.
  private static func audit(_ records: [String], workers: Int = 2) throws -> AuditReport {
    let corpus = try Corpus(records: records.map { Array($0.utf8) }, name: "x")
    let context = RunContext(workers: workers)
    let source = try RecordSource.reading(
      corpus, selection: .view(.all), options: ReadPlan.Options(), in: context)
    return AuditSection(source: source, records: source.readable, seed: 0, in: context)
      .report(neighbors: nil)
  }

  /// The audit as a report has it.
  private static func reportedAudit(_ records: [String], workers: Int = 2) throws -> AuditReport {
    var plan = ReportPlan()
    plan.options.deduplication.stages = []
    let document = try plan.run(
      inputs: Corpus(records: records.map { Array($0.utf8) }, name: "x"),
      in: RunContext(workers: workers)
    ).document
    return try #require(document.audit)
  }

  private static func pair(_ asked: String, _ said: String, _ more: String = "") -> String {
    "{\"instruction\":\"\(asked)\",\"output\":\"\(said)\"\(more)}"
  }

  /// Questions that are all different.
  private static func records(_ count: Int, _ more: (Int) -> String = { _ in "" }) -> [String] {
    (0..<count).map {
      pair("What is \($0) times \($0 + 3)?", "It is \($0 * ($0 + 3)), as you see.", more($0))
    }
  }

  private static func check(_ audit: AuditReport, _ check: AuditCheck) -> AuditReport.Check? {
    audit.checks.first { $0.check == check }
  }

  @Test func `planted flaws are counted, with places and without personal data`() throws {
    let planted = [
      Self.pair("Say hello.", " Hello."), Self.pair("Say it.", ""),
      Self.pair("Write to whom?", "To ana.lopez@fernhollow-shop.de, please."),
      Self.pair("Who are you?", "I am {{name}}."),
    ]
    let audit = try Self.audit(Self.records(30) + planted)
    for (check, row) in [
      (AuditCheck.straySpace, 30), (.emptyAnswer, 31), (.email, 32), (.unfilledVariable, 33),
    ] {
      let found = try #require(Self.check(audit, check))
      #expect(found.rows == 1, "\(check)")
      #expect(found.examples.map(\.place) == [Place(file: "x", position: .row(row))], "\(check)")
      #expect(found.examples[0].text.isEmpty == check.isPersonal)
    }
    #expect(Self.check(audit, .emptyAnswer)?.of == 34)
    #expect(Self.check(audit, .straySpace)?.of == 33)
    #expect(Self.check(audit, .notAlternating) == nil)
  }

  @Test func `flaws of a language are shares of what they apply to`() throws {
    let records = (0..<40).map { i in
      Self.pair(
        "Where is the nearest railway station to the old market, and when does it open? \(i)",
        i % 2 == 0 ? "" : i == 1 ? " It is behind the church." : "It is behind the church.")
    }
    let audit = try Self.audit(records)
    guard let language = audit.languages.first else { return }  // no detector on this machine
    let stray = try #require(language.flaws.first { $0.check == .straySpace })
    let overall = try #require(Self.check(audit, .straySpace))
    #expect(language.rows.prompt == 40 && (stray.rows, stray.of) == (1, 20))
    #expect((stray.rows, stray.of) == (overall.rows, overall.of))
  }

  @Test func `examples show the fault itself`() throws {
    let long = String(repeating: "It goes on and on here. ", count: 20)
    let records =
      Self.records(30) + [Self.pair("Say it.", "\(long)So.\\nAn end.   \\nMore.")]
      + [
        Self.pair(
          "Where is the nearest railway station to the old market, please?",
          "La estación de tren más cercana está detrás de la iglesia, junto al mercado viejo.")
      ]
    let audit = try Self.audit(records)
    let blanks = try #require(Self.check(audit, .trailingBlanks)?.examples.first)
    #expect(blanks.text.hasPrefix("… ") && blanks.text.hasSuffix("\nAn end.··· ⏎ More."))
    guard let other = Self.check(audit, .otherLanguage)?.examples.first else { return }
    #expect(other.text.hasPrefix("English, then Spanish: Where is the nearest"))
    #expect(other.text.contains("please? ⏎ La estación"))
  }

  @Test func `what all records lack is what the set is`() throws {
    let audit = try Self.audit((0..<20).map { "{\"prompt\":\"What is \($0) plus \($0)?\"}" })
    #expect(Self.check(audit, .emptyAnswer) == nil)
  }

  @Test func `labels are balanced, suspects found, and other fields left alone`() throws {
    let words = [["river", "bridge", "water"], ["engine", "wheel", "brake"]]
    let records = (0..<80).map { i -> String in
      let own = words[i % 2]
      let text = "\(own[i % 3]) \(own[(i + 1) % 3]) \(own[(i / 3) % 3]) number \(i)"
      let label = i == 40 ? "cars" : i % 2 == 0 ? "nature" : "cars"
      return "{\"text\":\"\(text)\",\"label\":\"\(label)\",\"id\":\"r\(i)\"}"
    }
    let audit = try Self.reportedAudit(records)
    #expect(audit.labels.map(\.field) == ["label"])
    let label = try #require(audit.labels.first)
    #expect(label.rows == 80 && label.largest.map(\.rows) == [41, 39])
    #expect(label.suspects.map(\.record.place) == [Place(file: "x", position: .row(40))])
    #expect(label.suspects.first?.expected == "nature" && label.suspectCount == 1)
  }

  @Test func `pairs of answers are compared`() throws {
    let records = (0..<30).map { i -> String in
      let chosen = "The answer to question \(i) is given here at some length, with reasons."
      let rejected = i == 3 ? chosen : "No idea about \(i)."
      return
        "{\"prompt\":\"Question \(i)?\",\"chosen\":\"\(chosen)\",\"rejected\":\"\(rejected)\"}"
    }
    let preference = try #require(try Self.audit(records).preference)
    #expect(preference.pairs == 30 && preference.equal.value == 1.0 / 30)
    #expect(preference.chosenLonger.value == 1)
    #expect(preference.examples.map(\.place) == [Place(file: "x", position: .row(3))])
  }

  @Test func `annotators are known in three forms`() throws {
    func agreements(_ more: @escaping (Int) -> String) throws -> [AuditReport.Agreement] {
      try Self.audit(Self.records(40, more)).agreements
    }
    let fields = try agreements { i in
      ",\"annotator_1\":\"\(i % 2)\",\"annotator_2\":\"\(i % 4 == 0 ? 1 : i % 2)\""
    }
    #expect(fields.map(\.fields) == [["annotator_1", "annotator_2"]])
    // Of 40, 30 agree: 10 say 0 and 20 say 1.
    let kappa = try #require(fields[0].cohen)
    #expect(abs(kappa.value - (0.75 - 0.5 * 0.25 - 0.5 * 0.75) / (1 - 0.5)) < 1e-12)
    let lists = try agreements { i in ",\"votes\":[\"a\",\"\(i % 3 == 0 ? "b" : "a")\",null]" }
    #expect(lists.map(\.fields) == [["votes"]] && lists[0].cohen == nil && lists[0].alpha != nil)
    let counts = try agreements { i in
      ",\"count\":3,\"yes\":\(i % 4),\"no\":\(3 - i % 4),\"class\":1"
    }
    #expect(counts.map(\.categories) == [["yes", "no"]] && counts[0].raters == 3)
    #expect(try agreements { i in ",\"label_1\":\"\(i % 2)\"" }.isEmpty)
  }

  @Test func `equal prompts with equal answers are consistent`() throws {
    let records = (0..<40).map { i in
      Self.pair(i % 2 == 0 ? "What is \(i / 2)?" : "what is  \(i / 2)", "Number \(i / 2) it is.")
    }
    let consistency = try #require(try Self.audit(records).consistency)
    #expect(consistency.alpha.value == 1 && consistency.prompts == 20)
  }

  @Test func `the audit is the same for any number of workers`() throws {
    let records = Self.records(300) { i in ",\"label\":\"\(i % 3)\"" }
    let audits = try [1, 2, 5].map { try Self.audit(records, workers: $0) }
    #expect(audits[0] == audits[1] && audits[0] == audits[2])
  }

  private static func form(
    _ records: [String], besides others: [String], workers: Int = 2
  ) throws -> AuditReport.Form? {
    var plan = ReportPlan()
    plan.options.deduplication.stages = []
    return try plan.run(
      inputs: Corpus(records: records.map { Array($0.utf8) }, name: "x"),
      reference: Corpus(records: others.map { Array($0.utf8) }, name: "y"),
      in: RunContext(workers: workers)
    ).document.audit?.form
  }

  @Test func `the form of prompts is told beside that of the reference`() throws {
    let set = (0..<120).map { Self.pair("Write a short poem on town \($0) please", "Town \($0).") }
    let reference = (0..<90).map { i in
      let words = (0..<20).map { "w\(i * 7919 % 97)x\($0)" }.joined(separator: " ")
      return "{\"messages\":[{\"role\":\"user\",\"content\":\"\(words)\"},"
        + "{\"role\":\"assistant\",\"content\":\"Yes.\"},{\"role\":\"user\",\"content\":\"And?\"},"
        + "{\"role\":\"assistant\",\"content\":\"No.\"}]}"
    }
    let form = try #require(try Self.form(set, besides: reference))
    #expect(form.records == 120 && form.referenceRecords == 90)
    #expect(form.medianWords == 8 && form.referenceMedianWords == 21)
    let short = try #require(form.lengths.first { $0.property == .atMost(8) })
    #expect(short.share.value == 1 && short.referenceShare.value == 0)
    #expect(form.turns.map(\.property) == [.moreThan(1)])
    #expect(form.turns[0].share.value == 0 && form.turns[0].referenceShare.value == 1)
    #expect(form.openings[0].property == .words("write a short …"))
    #expect(form.templates[0].property == .words("write a short … please"))
    #expect(form.templates[0].share.value == 1)
    #expect(try Self.form(set, besides: reference, workers: 1) == form)
    // A set beside itself differs in nothing.
    let same = try #require(try Self.form(set, besides: set))
    let rows = same.lengths + same.turns + same.openings + same.templates
    #expect(rows.allSatisfy { $0.difference.value == 0 })
  }

  @Test func `without a reference, or a prompt, there is no form`() throws {
    #expect(try Self.reportedAudit(Self.records(20)).form == nil)
    let answers = (0..<20).map { "{\"text\":\"Words \($0) of all kinds\"}" }
    #expect(try Self.form(answers, besides: Self.records(20)) != nil)
  }
}
