// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutEmbedding
import GamutReport

/// The tokens of some records, as a section of a report.
struct TokenSection {
  /// Read by a plan whose first text is counted.
  private let source: RecordSource
  private let records: [RecordIndex]
  private let counter: TokenCounter
  private let options: TokenOptions
  private let context: RunContext
  /// Whether the parts of a text have roles; those of field paths have none.
  private let hasRoles: Bool
  /// What was counted before.
  private let known: Counted?

  /// Looks at `records` of `source`: at all of each, or at the fields that `selection` names.
  init(
    of source: RecordSource, _ records: [RecordIndex], selection: Selection,
    counter: TokenCounter, options: TokenOptions, in context: RunContext
  ) throws(CorpusError) {
    hasRoles = if case .view = selection { true } else { false }
    self.source = try source.selecting([hasRoles ? .view(.all) : selection])
    self.records = records
    self.counter = counter
    self.options = options
    self.context = context
    known = nil
  }

  /// Of what a pass over the records has counted.
  init(
    _ counted: Counted, of source: RecordSource, _ records: [RecordIndex], hasRoles: Bool,
    counter: TokenCounter, options: TokenOptions, in context: RunContext
  ) {
    self.hasRoles = hasRoles
    self.source = source
    self.records = records
    self.counter = counter
    self.options = options
    self.context = context
    known = counted
  }

  /// Above so many records, those looked at are spread evenly over them: a share of a tenth is then
  /// right to 0.13 points.
  static let sampleLimit = 200_000
  /// What training is often cut at.
  static let limits = [512, 1_024, 2_048, 4_096, 8_192, 32_768]
  private static let placeCount = 8
  private static let batchSize = 8
  private static let sourceCount = 1_000

  /// What was counted.
  struct Counted: Sendable {
    /// Of the records that were looked at and have text.
    var counts: [RecordTokens.Counts] = []
    /// Which records these are.
    var records: [RecordIndex] = []
    /// Every so manieth record was looked at.
    let step: Int
    /// Whether nothing is said: a set of documents, of which all is trained.
    var areDocuments: Bool { !counts.contains { $0.said > 0 } }

    /// Of none of `count` records.
    init(of count: Int) {
      step = max(1, (count + TokenSection.sampleLimit - 1) / TokenSection.sampleLimit)
    }

    /// Adds what was counted of `records`, of each one entry.
    mutating func append(_ part: RecordTokens, of records: some Sequence<RecordIndex>) {
      for (record, count) in zip(records, part.records) where count.roles.wrappedSum() > 0 {
        counts.append(count)
        self.records.append(record)
      }
    }
  }

  private func counted() -> Counted {
    if let known { return known }
    var counted = Counted(of: records.count)
    let sample = stride(from: 0, to: records.count, by: counted.step).map { records[$0] }
    let marks = counter.marks
    let meter = context.meter("counting tokens", total: sample.count)
    source.forEachPart(of: sample, workers: context.workers) { columns in
      let part = RecordTokens(
        of: columns[0], hasRoles: hasRoles, by: counter, marks: marks,
        maxLength: options.maxLength)
      meter.advance(by: part.records.count)
      return part
    } count: {
      $0.records.count
    } _: { range, part in
      counted.append(part, of: sample[range])
    }
    return counted
  }

  /// The tokens of a record and the trained ones among them, in the mean, as of a sample of what such
  /// sets are drawn from; nil where no record has text.
  func means() -> (all: Measure, trained: Measure)? {
    let counted = counted()
    guard !counted.counts.isEmpty else { return nil }
    let areDocuments = counted.areDocuments
    return (
      Self.mean(of: counted.counts.map(\.total)),
      Self.mean(of: counted.counts.map { areDocuments ? $0.total : $0.said })
    )
  }

  /// A mean with the 95 % interval of Student's t, which by the central limit holds for lengths of any
  /// distribution where there are many.
  static func mean(of lengths: [Int]) -> Measure {
    let count = Double(lengths.count)
    let mean = Double(lengths.reduce(0, +)) / count
    guard lengths.count > 1 else { return Measure(mean, noInterval: "one record") }
    let squares = lengths.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let half =
      Quantile.student(0.975, degreesOfFreedom: lengths.count - 1)
      * (squares / (count - 1) / count).squareRoot()
    return Measure(mean, low: max(0, mean - half), high: mean + half)
  }

  /// Counts; nil where no record has text.
  func report() -> TokenReport? {
    let found = counted()
    guard !found.counts.isEmpty else { return nil }
    let (counts, counted, step) = (found.counts, found.records, found.step)
    let areDocuments = found.areDocuments
    let lengths = counts.map(\.total)
    let total = lengths.reduce(0, +)
    let trained = areDocuments ? total : counts.reduce(0) { $0 + $1.said }
    var report = TokenReport(
      tokenizer: path, algorithm: algorithm, marks: marksReport(counts),
      records: step == 1 ? counts.count : records.count, counted: counts.count, total: total,
      allTokens: allTokens(lengths, isSampled: step > 1), trained: trained,
      areDocuments: areDocuments, lengths: self.lengths(lengths, counted))
    report.parts = PartRole.allCases.compactMap { role in
      let place = Int(role.rawValue)
      let tokens = counts.reduce(0) { $0 + Int($1.roles[place]) }
      guard tokens > 0 else { return nil }
      return TokenReport.Part(
        role: role, records: counts.count { $0.roles[place] > 0 }, tokens: tokens)
    }
    report.over = Self.limits.map { limit in
      let longer = lengths.count { $0 > limit }
      return TokenReport.Over(
        limit: limit, records: longer, share: share(longer, of: counts.count, step))
    }
    if let limit = options.maxLength {
      report.maxLength = maxLength(
        limit, counts, counted, areDocuments: areDocuments, step: step)
    }
    report.sources = sources(counts, counted, areDocuments: areDocuments)
    return report
  }

  private var path: String? {
    if case .tokenizer(let tokenizer) = counter { tokenizer.path } else { nil }
  }

  private var algorithm: String? {
    if case .tokenizer(let tokenizer) = counter { tokenizer.algorithm } else { nil }
  }

  private func marksReport(_ counts: [RecordTokens.Counts]) -> TokenReport.Marks {
    guard case .tokenizer(let tokenizer) = counter else { return .none }
    guard let marks = tokenizer.chatMarks else {
      return tokenizer.hasChatTemplate ? .unknownTemplate : .none
    }
    return .counted(template: marks.name, tokens: counts.reduce(0) { $0 + Int($1.marks) })
  }

  /// A share of the records looked at; where these are all, there is nothing to estimate.
  private func share(_ count: Int, of total: Int, _ step: Int) -> Measure {
    step == 1
      ? Measure(Double(count) / Double(total), noInterval: Measure.counted)
      : Measure(Share(count: count, total: total))
  }

  /// The tokens of all records: the mean of those looked at times how many there are, with the
  /// interval of a mean of a sample without replacement.
  private func allTokens(_ lengths: [Int], isSampled: Bool) -> Measure {
    let total = Double(lengths.reduce(0, +))
    guard isSampled, lengths.count > 1 else {
      return Measure(total, noInterval: Measure.counted)
    }
    let count = Double(lengths.count)
    let all = Double(records.count)
    let mean = total / count
    let variance =
      lengths.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / (count - 1)
    let error = all * (variance / count * max(0, 1 - count / all)).squareRoot()
    return Measure(mean * all, low: mean * all - 1.96 * error, high: mean * all + 1.96 * error)
  }

  private func lengths(_ lengths: [Int], _ counted: [RecordIndex]) -> TokenReport.Lengths {
    var column = LengthColumn()
    for (i, length) in lengths.enumerated() { column.append(length, of: i) }
    let longest = column.longest.map { (Int($0.value), $0.record) } ?? (0, 0)
    return TokenReport.Lengths(
      median: column.percentile(50) ?? 0, p90: column.percentile(90) ?? 0,
      p99: column.percentile(99) ?? 0, longest: longest.0,
      place: Place(source.place(of: counted[longest.1])))
  }
}

extension TokenSection {
  /// What training at `limit` sees, where what is beyond it is cut off.
  private func maxLength(
    _ limit: Int, _ counts: [RecordTokens.Counts], _ counted: [RecordIndex],
    areDocuments: Bool, step: Int
  ) -> TokenReport.MaxLength {
    let cut = counts.count { $0.total > limit }
    // Of a document all is trained, so its beginning is always left.
    let untrained = areDocuments ? [] : counts.indices.filter { counts[$0].keptSaid == 0 }
    let byCut = untrained.filter { counts[$0].said > 0 }
    var report = TokenReport.MaxLength(
      limit: limit, cutShare: share(cut, of: counts.count, step),
      untrainedShare: share(untrained.count, of: counts.count, step))
    report.cut = cut
    report.lost = counts.reduce(0) { $0 + max(0, $1.total - limit) }
    report.lostTrained =
      areDocuments ? report.lost : counts.reduce(0) { $0 + $1.said - Int($1.keptSaid) }
    report.untrained = untrained.count
    report.untrainedByCut = byCut.count
    report.untrainedPlaces = byCut.prefix(Self.placeCount).map {
      Place(source.place(of: counted[$0]))
    }
    let kept = counts.map { min($0.total, limit) }
    report.batchPadding = SequencePacking.batchPadding(kept, size: Self.batchSize)
    report.fullPadding = SequencePacking.fullPadding(kept, limit: limit)
    report.packedSequences = SequencePacking.sequenceCount(kept, limit: limit)
    report.packingLoss = SequencePacking.share(
      filled: kept.reduce(0, +), of: report.packedSequences * limit)
    return report
  }

  /// The same by source; none where there is one alone.
  private func sources(
    _ counts: [RecordTokens.Counts], _ counted: [RecordIndex], areDocuments: Bool
  ) -> [TokenReport.Source] {
    let names = source.sourceNames
    guard names.count > 1 else { return [] }
    var sources = names.map {
      TokenReport.Source(
        name: $0, records: 0, tokens: 0, trained: 0, cut: options.maxLength.map { _ in 0 })
    }
    for (count, record) in zip(counts, counted) {
      let i = source.sourceNumber(of: record)
      sources[i].records += 1
      sources[i].tokens += count.total
      sources[i].trained += areDocuments ? count.total : count.said
      if let limit = options.maxLength, count.total > limit { sources[i].cut? += 1 }
    }
    // The largest first, equals as they came.
    return sources.enumerated().filter { $0.element.records > 0 }.sorted {
      ($1.element.tokens, $0.offset) < ($0.element.tokens, $1.offset)
    }.prefix(Self.sourceCount).map(\.element)
  }
}
