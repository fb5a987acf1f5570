// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutReport

@Suite struct TextTests {
  @Test func `a text is cut between characters and says how much is left out`() {
    #expect(TextCut("hello", limit: 5).text == "hello")
    #expect(TextCut("hello!", limit: 5).text == "hello… (1 more character)")
    // Four code points that are one character stay together.
    let family = "ab👨‍👩‍👧z"
    #expect(TextCut(family, limit: 4).head == "ab")
    #expect(TextCut(family, limit: 4).omittedCount == 6)
    #expect(TextCut("e\u{301}e\u{301}", limit: 3).head.unicodeScalars.count == 2)
    #expect(TextCut("", limit: 0).text == "")
    #expect(TextCut(line: " \n a\n\nb and more", limit: 4).text == "a b… (9 more characters)")
  }

  @Test func `a character of endless marks is cut all the same`() {
    let text = "x" + String(repeating: "\u{301}", count: 5000)
    let cut = TextCut(text, limit: 100)
    #expect(cut.head.unicodeScalars.count == 100)
    #expect(cut.omittedCount == 4901)
  }

  @Test func `head and rest are the text, for random texts and limits`() {
    var random = SeededRandom(seed: 3)
    let pieces = ["a", " ", "é", "e\u{301}", "👨‍👩‍👧", "🇩🇪", "\r\n", "한", "\u{202E}"]
    for _ in 0..<500 {
      let text = (0..<random.next(below: 30)).map { _ in pieces[random.next(below: pieces.count)] }
        .joined()
      let limit = random.next(below: 40)
      let cut = TextCut(text, limit: limit)
      #expect(text.utf8.starts(with: cut.head.utf8))
      #expect(cut.head.unicodeScalars.count <= limit)
      #expect(cut.head.unicodeScalars.count + cut.omittedCount == text.unicodeScalars.count)
    }
  }

  @Test func `control and bidirectional characters are shown`() {
    #expect(SafeText.line("a\u{1B}[31m\u{0}b\u{7F}\u{9B}c") == "a␛[31m␀b␡\u{FFFD}c")
    #expect(SafeText.line("x\u{202E}y\u{2066}") == "x⟨U+202E⟩y⟨U+2066⟩")
    #expect(SafeText.line("  a \n\t b  ") == "a b")
    #expect(SafeText.block("a\r\n\tb\u{8}") == "a\n\tb␈")
    #expect(SafeText.line("שלום\u{200F}") == "שלום\u{200F}")
  }

  @Test func `numbers read as people write them`() {
    #expect(
      [0, 7, 999, 1000, -52_002, 1_234_567].map(NumberText.count)
        == ["0", "7", "999", "1,000", "−52,002", "1,234,567"])
    #expect(
      [0, 0.5, 0.0123, 9.994, 9.996, 12.34, 99.96, 999.6, 1234.4, -3.14159, 0.99951]
        .map(NumberText.plain)
        == [
          "0", "0.500", "0.0123", "9.99", "10.0", "12.3", "100", "1,000", "1,234", "−3.14", "1.00",
        ])
    #expect([0.00002, .nan, .infinity].map(NumberText.plain) == ["2.0 × 10⁻⁵", "–", "–"])
    #expect(
      [0, 0.123, 0.00123, 0.00001, 0.9999, 1].map(NumberText.percent)
        == ["0 %", "12.3 %", "0.12 %", "< 0.01 %", "> 99.9 %", "100 %"])
    #expect(
      [0.0321, 3.1e-24, 0].map(NumberText.probability)
        == ["0.032", "3.1 × 10⁻²⁴", "< 10⁻³⁰⁰"])
    #expect(
      [1, 999, 22_800_000, 999_999].map(NumberText.bytes)
        == ["1 byte", "999 bytes", "22.8 MB", "1.00 MB"])
    #expect([0.42, 133].map(NumberText.seconds) == ["0.420 s", "2 min 13 s"])
    #expect(NumberText.count(1, of: "record") == "1 record")
  }

  @Test func `marked words are those of one side`() {
    let difference = WordDifference("send 3 kg today", "send 12 kg today", shown: 100)
    #expect(difference.left.map(\.text) == ["send ", "3", " kg today"])
    #expect(difference.left.map(\.kind) == [.same, .changed, .same])
    #expect(difference.right.map(\.text) == ["send ", "12", " kg today"])
  }

  @Test func `words of scripts without spaces are compared one by one`() {
    let difference = WordDifference("我下周搬家", "我下个月搬家", shown: 100)
    #expect(difference.left.filter { $0.kind == .changed }.map(\.text) == ["周"])
    #expect(difference.right.filter { $0.kind == .changed }.map(\.text) == ["个月"])
  }

  @Test func `runs joined are the texts, and their equal words are the same`() {
    var random = SeededRandom(seed: 8)
    let words = ["a", "b", " ", "c d", "é", "e\u{301}", "\n", "12", "."]
    for _ in 0..<300 {
      let texts = (0..<2).map { _ in
        (0..<random.next(below: 14)).map { _ in words[random.next(below: words.count)] }.joined()
      }
      let difference = WordDifference(texts[0], texts[1], shown: 1000)
      #expect(difference.left.map(\.text).joined().utf8.elementsEqual(texts[0].utf8))
      #expect(difference.right.map(\.text).joined().utf8.elementsEqual(texts[1].utf8))
    }
  }

  @Test func `a difference at the end of a long text stays in sight`() {
    let long = String(repeating: "the same words over and over ", count: 150)
    let difference = WordDifference(long + "cat", long + "dog", shown: 900)
    #expect(difference.left.contains { $0.kind == .changed && $0.text == "cat" })
    #expect(difference.left.contains { $0.kind == .omission })
    #expect(difference.left.map(\.text).joined().count < 1000)
  }

  @Test func `no advice is told with its true cause, and in one sentence of few records`() {
    func reason(rows: Int, _ lack: SemanticThresholds.Lack = .noneApart) -> String {
      SemanticThresholds.reason(
        rows: rows, advised: nil, point: nil, lack: lack, least: 20, limit: 0.01)
    }
    #expect(reason(rows: 19) == "Too few records for advice.")
    let usual = " The usual threshold is .95; read the pairs to see whether it fits."
    #expect(
      reason(rows: 20)
        == "The data advise none: from no threshold on are neighbours so near that chance can be "
        + "ruled out." + usual)
    #expect(
      reason(rows: 20, .repeats(share: 0.75))
        == "The data advise none: 75.0 % of the records repeat another, and among so many copies no "
        + "threshold of meaning can be told from chance." + usual)
    #expect(
      reason(rows: 20, .fewNeighbours)
        == "The data advise none: hardly any record has another as near as .70." + usual)
  }

  @Test func `what a threshold removes is listed ascending, the advised one once`() {
    var thresholds = SampleReport.thresholds
    #expect(thresholds.removals.map(\.threshold) == [0.7, 0.85, 0.91, 0.95])
    thresholds.advised = 0.95
    thresholds.removedAtAdvised = .exactly(168)
    #expect(thresholds.removals.map(\.threshold) == [0.7, 0.85, 0.95])
    thresholds.advised = 0.96
    #expect(thresholds.removals.map(\.threshold) == [0.7, 0.85, 0.95, 0.96])
    thresholds.advised = nil
    #expect(thresholds.removals.map(\.threshold) == [0.7, 0.85, 0.95])
  }

  @Test func `the semantic stage before is told with the threshold as it was given`() {
    var thresholds = SampleReport.thresholds
    thresholds.stageBefore = nil
    #expect(thresholds.basis.isEmpty)
    thresholds.stageBefore = .init(threshold: 0.9999, removed: 1_023)
    thresholds.countedRows = 10_000
    #expect(
      thresholds.basis == [
        "Measured on the 12,869 records left after the semantic stage at .9999, which removed 1,023.",
        "Projected from a random sample of 10,000 records.",
      ])
    thresholds.stageBefore = .init(threshold: 1, removed: 0, otherView: "all")
    let text = thresholds.stageText ?? ""
    #expect(text.hasSuffix("stage at 1.0, which compared the view all and removed 0."))
  }

  @Test func `ticks are round and lie within the axis`() {
    #expect(NiceScale.ticks(from: 0, to: 1).values == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(NiceScale.ticks(from: 0.93, to: 1).values == [0.94, 0.96, 0.98, 1])
    #expect(NiceScale.ticks(from: -0.16, to: 0.88).values == [0, 0.2, 0.4, 0.6, 0.8])
    #expect(NiceScale.ticks(from: 0.5, to: 0.5).values.isEmpty)
    for end in 1...400 {
      let (values, _) = NiceScale.ticks(from: 0.1, to: 0.1 + Double(end) / 100)
      #expect((1...7).contains(values.count), "to \(end)")
    }
  }

  @Test func `labels of right-to-left scripts are known by their first letter`() {
    #expect(MapText.isRightToLeft("2 שלום") && MapText.isRightToLeft("مرحبا"))
    #expect(!MapText.isRightToLeft("refund שלום") && !MapText.isRightToLeft("12"))
  }

  @Test func `columns of numbers are told from those of words`() {
    let table = TextTable(
      title: "", sentence: "", columns: ["a", "b", "c", "d"],
      rows: [["1", "12", "0.1 % to 2 %", "3"], ["2", "–", "< 0.01 % to 1 %", "three"]])
    #expect(table.columns.indices.map(table.isNumeric) == [false, true, true, false])
  }

  @Test func `little is said of few removals, of few topics and of a share without error`() {
    var answers = AnswerReport()
    answers.correctedRefusals = Measure(0, low: 0, high: 0)
    #expect(MetricText.corrected(answers)?.hasSuffix(": 0 % of the answers.") == true)
    var clusters = SampleReport.full.diversity?.clusters
    clusters?.count = 10
    let rows = clusters.map(MetricText.topics) ?? []
    #expect(!rows.isEmpty && !rows.contains { $0.name == "Share of the ten largest" })
    clusters?.count = 11
    #expect(clusters.map(MetricText.topics)?.last?.name == "Share of the ten largest")
  }

  @Test func `distances are those of Levenshtein`() {
    func distance(_ a: String, _ b: String) -> Int {
      EditDistance.between(Array(a.utf8), Array(b.utf8))
    }
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("", "abc") == 3 && distance("abc", "") == 3 && distance("ab", "ab") == 0)
  }
}

@Suite struct HistogramTests {
  @Test func `an axis goes over the numbers that occur, with one empty bin at each end`() {
    let all = Histogram(lower: -1, upper: 1, counts: [0, 0, 0, 0, 0, 0, 3, 1, 0, 0])
    let filled = all.filled
    #expect(filled.counts == [0, 3, 1, 0])
    #expect(abs(filled.lower) < 1e-12 && abs(filled.upper - 0.8) < 1e-12)
    #expect(Histogram(lower: 0, upper: 1, counts: [1, 0, 2]).filled.counts == [1, 0, 2])
    #expect(Histogram(lower: 0, upper: 1, counts: [0, 0]).filled.counts == [0, 0])
    #expect(Histogram(lower: 0, upper: 1, counts: []).filled.counts == [])
  }
}
