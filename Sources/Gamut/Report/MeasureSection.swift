// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

/// The measures of a set that the first screen leaves out: its topics, its wording and its dimension.
struct MeasureSection {
  let embedded: EmbeddedRecords
  /// The records' source, whose first selection is the text that was embedded.
  let source: RecordSource
  let seed: UInt64
  let context: RunContext

  /// Records whose wording is looked at: the standard error of a share of them is at most .35 %.
  private static let textLimit = 20_000
  /// Openings and templates that are listed.
  private static let patternCount = 8

  /// Measures the records.
  ///
  /// - Parameters:
  ///   - clusterSizes: of the topics, empty for none.
  ///   - neighbors: of the rows or of a sample of them; nil for fewer than two rows.
  func report(clusterSizes: [Int], neighbors: RowNeighbors?) -> MoreMeasures {
    var report = MoreMeasures([])
    if !clusterSizes.isEmpty { addTopics(clusterSizes, to: &report) }
    addWording(to: &report)
    if let neighbors { addDimension(neighbors, to: &report) }
    return report
  }

  private func addTopics(_ sizes: [Int], to report: inout MoreMeasures) {
    let coverage = SampleCoverage(counts: sizes)
    let (low, high) = (coverage.interval.low, coverage.interval.high)
    report.entries += [
      MoreMeasures.Entry(.sampleCoverage, Measure(coverage.coverage, low: low, high: high)),
      MoreMeasures.Entry(
        .unseenMass, Measure(coverage.unseenMass, low: 1 - high, high: 1 - low)),
      MoreMeasures.Entry(
        .chao1,
        Measure(
          coverage.chao1, low: coverage.chao1Interval.low, high: coverage.chao1Interval.high)),
    ]
    report.notes.append(
      "Sample coverage, unseen mass and Chao1 hold for the "
        + "\(NumberText.count(sizes.count)) topics above, as they are."
    )
  }

  private func addDimension(_ neighbors: RowNeighbors, to report: inout MoreMeasures) {
    guard neighbors.count == IntrinsicDimension.neighborCount else { return }
    let dimension = IntrinsicDimension(
      cosines: neighbors.cosines, blocks: JackknifeBlocks.Options(seed: seed))
    report.add(.twoNN, dimension.twoNN)
    report.add(.maximumLikelihood, dimension.maximumLikelihood)
    if dimension.copyCount > 0, dimension.rowCount > 0 {
      report.notes.append(
        "The intrinsic dimension is that of \(NumberText.count(dimension.rowCount)) of the "
          + "\(NumberText.count(neighbors.rows.count)) records looked at; the others lie on the one "
          + "nearest to them and say nothing of it.")
    }
  }
}

extension MeasureSection {
  private func addWording(to report: inout MoreMeasures) {
    let rows = RowSample.rows(
      of: embedded.records.count, limit: Self.textLimit, seed: StableHash.mix(seed ^ 0xD1))
    guard !rows.isEmpty else { return }
    context.begin("measuring wording")
    let texts = texts(of: rows.map { embedded.records[$0] })
    let words = HashedWords(of: texts, workers: context.workers)
    let compression = CompressionRatio(of: texts, seed: seed, workers: context.workers)
    report.add(.compressionRatio, compression.ratio, otherwise: "fewer than two shards")
    let lexical = LexicalDiversity(of: words, seed: seed, workers: context.workers)
    let distinct: [MoreMeasures.Metric] = [.distinct1, .distinct2, .distinct3, .distinct4]
    for (metric, value) in zip(distinct, lexical.distinct) {
      report.add(metric, value, otherwise: Self.oneWindow)
    }
    report.add(
      .movingAverage, lexical.movingAverageTypeTokenRatio, otherwise: Self.oneWindow)
    report.add(
      .textualDiversity, lexical.measureOfTextualLexicalDiversity, otherwise: Self.oneWindow)
    report.add(
      .hypergeometric, lexical.hypergeometricDiversity, otherwise: Self.oneWindow)
    let repetition = SelfRepetition(of: words, seed: seed, workers: context.workers)
    report.add(.selfRepetition, repetition.score, otherwise: "fewer than two groups")
    addPatterns(of: texts, words, to: &report)
    if rows.count < embedded.records.count {
      report.notes.append(
        "Wording is that of a random sample of "
          + "\(NumberText.count(rows.count, of: "record")), of each the first "
          + "\(HashedWords.wordLimit) words at most.")
    }
    report.notes.append(Self.lengths(lexical, repetition, compression))
  }

  private static let oneWindow = "fewer than two windows"

  /// Over which lengths the numbers were taken, and whether they compare with those of other sets.
  private static func lengths(
    _ lexical: LexicalDiversity, _ repetition: SelfRepetition, _ compression: CompressionRatio
  ) -> String {
    let isWhole =
      lexical.wordCount == LexicalDiversity.windowWordCount
      && repetition.textCount == SelfRepetition.groupTextCount
      && compression.byteCount >= CompressionRatio.shardByteCount
    return "Words were counted in \(NumberText.count(lexical.windowCount, of: "window")) of "
      + "\(NumberText.count(lexical.wordCount, of: "word")), self-repetition in "
      + "\(NumberText.count(repetition.groupCount, of: "group")) of "
      + "\(NumberText.count(repetition.textCount, of: "record")), "
      + "compression in \(NumberText.count(compression.shardCount, of: "shard"))"
      + (isWhole
        ? "." : "; there is too little text to compare these numbers with those of a larger set.")
  }

  private func addPatterns(
    of texts: TextBatch, _ words: HashedWords, to report: inout MoreMeasures
  ) {
    let openings = OpeningPhrases(of: texts, workers: context.workers)
    guard openings.share.total > 0 else { return }
    report.entries.append(MoreMeasures.Entry(.openingRate, Measure(openings.share)))
    report.openings = openings.most.prefix(Self.patternCount).filter { $0.count > 1 }.map {
      pattern("\($0.phrase) …", $0.count, of: openings.share.total)
    }
    let templates = TemplateRate(of: words, texts: texts)
    report.entries.append(MoreMeasures.Entry(.templateRate, Measure(templates.share)))
    report.templates = templates.most.prefix(Self.patternCount).map {
      pattern($0.phrase, $0.count, of: templates.share.total)
    }
  }

  private func pattern(_ text: String, _ count: Int, of total: Int) -> AnswerReport.Pattern {
    AnswerReport.Pattern(
      text: text, rows: count, share: Measure(Share(count: count, total: total)))
  }

  /// What was embedded of `records`, as far as it is looked at: long texts would fill the memory.
  private func texts(of records: [RecordIndex]) -> TextBatch {
    var texts = TextBatch()
    source.forEachEmbedded(of: records, workers: context.workers) { _, part in
      for i in 0..<part.count {
        // One byte more says that a text was cut.
        part.withText(i) {
          texts.append($0.extracting(0..<min(HashedWords.byteLimit + 1, $0.count)))
        }
      }
    }
    return texts
  }
}

extension MoreMeasures {
  /// Adds an estimate, where there is one; `otherwise` says why it may have no interval.
  mutating func add(
    _ metric: Metric, _ estimate: Estimate?, otherwise reason: String = "fewer than two rows",
    baseline: Baseline? = nil, pValue: Double? = nil
  ) {
    guard let estimate else { return }
    entries.append(
      Entry(
        metric, Measure(estimate, otherwise: reason), baseline: baseline, pValue: pValue))
  }
}
