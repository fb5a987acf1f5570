// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutDiversity
import GamutEmbedding
import GamutJSON
import GamutLinear
public import GamutReport
import GamutSimilarity

/// Sets two versions of a set, or two splits, side by side: what moved, which topics were gained and
/// lost, and what is in both.
public struct ComparePlan: Sendable {
  /// What fixes the comparison.
  public struct Options: Hashable, Codable, Sendable {
    /// The text whose vectors are compared.
    public var selection = Selection.view(.prompt)
    /// What makes them; both sets share one space.
    public var model = VectorModel.lsa(.init())
    /// The field that names a record's source, whose shares are compared; nil compares none.
    public var sourceField: String?
    /// How tokens are counted.
    public var tokens = TokenOptions()
    /// How records are read.
    public var reading = ReadPlan.Options()
    /// The seed of samples and splits.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
  }

  /// What fixes the comparison.
  public var options: Options

  /// A plan with `options`.
  public init(options: Options = Options()) { self.options = options }

  private static let grows = "it grows with the number of records"
  /// Pairs that are in both.
  private static let exampleCount = 3

  /// Reads both sets and compares them.
  ///
  /// - Parameters:
  ///   - a: the first set, such as the version before, or the split trained on.
  ///   - b: the second.
  ///   - model: that of the options, where it is open already.
  /// - Throws: `CorpusError`, `EmbeddingError`, `TextError`.
  public func run(
    _ a: Corpus, _ b: Corpus, model: OpenedModel? = nil, in context: RunContext = RunContext()
  ) throws -> ComparisonDocument {
    let model = try model.orOpened(options.model, in: context)
    let counter = try options.tokens.counter()
    let field = try options.sourceField.map { text throws(CorpusError) in try FieldPath(text) }
    let sides = [a, b]
    let sources = try sides.map {
      try RecordSource.reading(
        $0, selections: [options.selection], sourceField: field, options: options.reading,
        in: context)
    }
    var document = ComparisonDocument(
      version: Version.number, options: options.members(model),
      a: ComparisonDocument.Side(a, sources[0]), b: ComparisonDocument.Side(b, sources[1]))
    let compared = try SetsInOneSpace(
      sources, model: model, seed: options.seed, in: context)
    document.sampled = compared.sampleCount
    document.figures = [
      ComparisonDocument.Figure(
        "records", name: "Records", a: Measure(counted: sources[0].count),
        b: Measure(counted: sources[1].count))
    ]
    document.figures += try tokens(of: sources, by: counter, in: context)
    if case .estimate = counter { document.notes.append(Self.estimated) }
    if options.sourceField != nil { document.sources = try SourceShares(sources).list }
    document.figures += try compared.figures(in: context)
    try context.requireWanted()
    let topics = compared.topics(in: context)
    document.lost = topics.lost
    document.gained = topics.gained
    document.figures += topics.figures
    try context.requireWanted()
    if case .view = options.selection {
      document.figures += try answers(of: sides, in: context)
    }
    document.leaks = try leaks(of: b, in: a, sources, in: context)
    return document
  }

  private static let estimated =
    "Tokens are estimated from letters, without a tokeniser: their change is surer than their number."

  /// The tokens of a record, and of as many records as the smaller set has.
  private func tokens(
    of sources: [RecordSource], by counter: TokenCounter, in context: RunContext
  ) throws -> [ComparisonDocument.Figure] {
    let readable = sources.map(\.readable)
    let means = try zip(sources, readable).map { source, records in
      try TokenSection(
        of: source, records, selection: options.selection, counter: counter,
        options: options.tokens, in: context
      ).means()
    }
    let count = Double(readable.map(\.count).min() ?? 0)
    func scaled(_ mean: Measure) -> Measure {
      guard let low = mean.low, let high = mean.high else {
        return Measure(count * mean.value, noInterval: "one record")
      }
      return Measure(count * mean.value, low: count * low, high: count * high)
    }
    return [
      ComparisonDocument.Figure(
        "tokens", name: "Tokens, of as many records", a: means[0].map { scaled($0.all) },
        b: means[1].map { scaled($0.all) }),
      ComparisonDocument.Figure(
        "tokens_per_record", name: "Tokens a record", a: means[0]?.all, b: means[1]?.all),
      ComparisonDocument.Figure(
        "trained_tokens_per_record", name: "Trained tokens a record", a: means[0]?.trained,
        b: means[1]?.trained),
    ]
  }

  /// What the answers of both have in common, over all records.
  private func answers(
    of sides: [Corpus], in context: RunContext
  ) throws -> [ComparisonDocument.Figure] {
    let reports = try sides.map { side -> AnswerReport? in
      let source = try RecordSource.reading(
        side, selections: AnswerSection.selections, options: options.reading, in: context)
      return AnswerSection(source: source, records: source.readable, context: context).report()
    }
    guard reports.contains(where: { $0 != nil }) else { return [] }
    func figure(
      _ key: String, _ name: String, _ value: (AnswerReport) -> Measure?
    ) -> ComparisonDocument.Figure {
      ComparisonDocument.Figure(
        key, name: name, a: reports[0].flatMap(value), b: reports[1].flatMap(value))
    }
    return [
      figure("refusals", "Answers that look like refusals") { $0.refusals?.share },
      // Both grow with the number of records, and records of one prompt come together: no interval of
      // independent records is theirs.
      figure("conflicting", "Records of prompts with several answers") { report in
        report.conflictingRows.map {
          Measure(Share(count: $0, total: report.rows).value, noInterval: Self.grows)
        }
      },
      figure("most_repeated", "The most repeated answer") { report in
        Measure(report.repeated.first?.share.value ?? 0, noInterval: Self.grows)
      },
      figure("top_opening", "The most frequent opening") { $0.openings.first?.share },
    ]
  }

  /// What the second repeats of the first, on whole records and on prompts.
  private func leaks(
    of b: Corpus, in a: Corpus, _ sources: [RecordSource], in context: RunContext
  ) throws -> [ComparisonDocument.Leak] {
    let selections: [Selection] =
      if case .view = options.selection { [.view(.all), .view(.prompt)] } else {
        [options.selection]
      }
    return try selections.map { selection in
      var plan = DeduplicationPlan()
      plan.options.selection = selection
      plan.options.reading = options.reading
      plan.options.seed = options.seed
      let result = try plan.run(inputs: b, against: a, in: context)
      let repeats = result.removals.filter(\.keeper.isReference)
      let examples = repeats.sorted {
        (-$0.similarity, $0.record) < (-$1.similarity, $1.record)
      }.suffix(Self.exampleCount)
      return ComparisonDocument.Leak(
        view: selection.name, exact: repeats.count { $0.cause == .exact },
        near: repeats.count { $0.cause == .near },
        share: Measure(Share(count: repeats.count, total: sources[1].readable.count)),
        examples: zip(
          sources[0].placedTexts(of: examples.map(\.keeper.index)),
          zip(sources[1].placedTexts(of: examples.map(\.record)), examples)
        ).map { ComparisonDocument.Leak.Pair(a: $0, b: $1.0, similarity: $1.1.similarity) })
    }
  }
}

extension ComparePlan.Options {
  /// The options as reports name them.
  func members(_ model: OpenedModel) -> [JSONMember] {
    [JSONMember("view", .string(selection.name))] + model.members + reading.members
      + (sourceField.map { [JSONMember("source", .string($0))] } ?? []) + tokens.members
      + [JSONMember("seed", .integer(Int(truncatingIfNeeded: seed)))]
  }
}

extension ComparisonDocument.Side {
  fileprivate init(_ corpus: Corpus, _ source: RecordSource) {
    self.init(
      name: corpus.files.map(\.path).joined(separator: ", "), records: source.count,
      bytes: corpus.byteCount)
  }
}

extension Measure {
  /// A count.
  init(counted count: Int) { self.init(Double(count), noInterval: Measure.counted) }
}
