// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutCorpus
import GamutEmbedding
import GamutJSON
import GamutLinear
import GamutReport
import GamutSimilarity
public import GamutText

/// Lists all pairs of records that are alike, without deciding anything.
public struct PairPlan: Sendable {
  /// How likeness is measured.
  public enum Measure: Hashable, Codable, Sendable {
    /// Jaccard similarity of shingles; pairs are found by bands, with the recall of the near stage.
    case near(ShingleWidth)
    /// Cosine of vectors; all pairs are found.
    case semantic(VectorModel)
  }

  /// What fixes the pairs.
  public struct Options: Hashable, Codable, Sendable {
    /// The text that is compared.
    public var selection = Selection.view(.all)
    /// How likeness is measured.
    public var measure = Measure.near(.words(5))
    /// The similarity from which a pair is listed, inclusive.
    public var threshold = 0.8
    /// What near-duplicates must have in common; nil: as `DeduplicationPlan.Options.alike`.
    public var alike: Alike?
    /// What makes the words of shingles.
    public var folding = Folding.words
    /// How records are read.
    public var reading = ReadPlan.Options()
    /// The seed of the sketches.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
  }

  /// What fixes the pairs.
  public var options: Options

  /// A plan with `options`.
  public init(options: Options = Options()) { self.options = options }

  /// What was written.
  public struct Summary: Sendable {
    /// How many pairs there are.
    public let pairCount: Int
    /// What was read.
    public let reading: ReadingSummary
  }
}

extension PairPlan {
  /// Reads `inputs` and writes one line per pair, ordered by (a, b).
  ///
  /// - Parameter model: that of a semantic measure, where it is open already.
  /// - Throws: `CorpusError`, `EmbeddingError`, `OutputError`.
  @discardableResult
  public func run(
    inputs: Corpus, to file: inout OutputFile, model: OpenedModel? = nil,
    in context: RunContext = RunContext()
  ) throws -> Summary {
    switch options.measure {
    case .near(let width):
      try writeNear(inputs, width, to: &file, in: context)
    case .semantic(let wanted):
      try writeSemantic(inputs, try model.orOpened(wanted, in: context), to: &file, in: context)
    }
  }

  private func writeNear(
    _ inputs: Corpus, _ width: ShingleWidth, to file: inout OutputFile, in context: RunContext
  ) throws -> Summary {
    let plan = try inputs.plan(selections: [options.selection], options: options.reading)
    let sketcher = sketcher(of: inputs, plan, width)
    var keys = BandKeys(bandCount: sketcher.banding.bandCount)
    let source = try RecordSource.scan(inputs, by: plan, in: context) {
      sketcher.bands(of: $0.columns[0])
    } take: {
      try keys.append($0)
    }
    context.begin("comparing")
    var lines = JSONLines()
    var count = 0
    let matcher = NearMatcher(sketcher)
    _ = try matcher.forEachPairBlock(for: keys, workers: context.workers) {
      records throws(OutputError) -> ShapedTexts in
      source.column(of: records, workers: context.workers)
    } take: { pairs throws(OutputError) in
      count += pairs.count
      try write(pairs, { $0 }, lines: &lines, to: &file)
    }
    return Summary(pairCount: count, reading: ReadingSummary(source))
  }

  /// The sketcher of a deduplication with the same options.
  private func sketcher(of inputs: Corpus, _ plan: ReadPlan, _ width: ShingleWidth) -> TextSketcher
  {
    var dedupe = DeduplicationPlan()
    dedupe.options.selection = options.selection
    dedupe.options.shingle = width
    dedupe.options.threshold = options.threshold
    dedupe.options.alike = options.alike
    dedupe.options.folding = options.folding
    dedupe.options.seed = options.seed
    return dedupe.resolved(for: [(inputs, plan)]).sketcher
  }

  private func writeSemantic(
    _ inputs: Corpus, _ model: OpenedModel, to file: inout OutputFile, in context: RunContext
  ) throws -> Summary {
    let source = try RecordSource.reading(
      inputs, selection: options.selection, options: options.reading, in: context)
    let records = source.withText(source.readable, workers: context.workers)
    let embedded = EmbeddedRecords(
      try model.vectors(
        of: VectorRequest(source: source, records: records), in: context),
      of: records)
    context.begin("comparing meanings")
    let join = ThresholdJoin(
      within: embedded.rows, threshold: options.threshold, workers: context.workers)
    var lines = JSONLines()
    var count = 0
    try join.forEachBlock { pairs in
      count += pairs.count
      try write(pairs, { embedded.records[Int($0)] }, lines: &lines, to: &file)
    }
    return Summary(pairCount: count, reading: ReadingSummary(source))
  }

  private func write(
    _ pairs: [SimilarPair], _ record: (RecordIndex) -> RecordIndex, lines: inout JSONLines,
    to file: inout OutputFile
  ) throws(OutputError) {
    for pair in pairs {
      let line = lines.object { line in
        line.member("a", record(pair.a))
        line.member("b", record(pair.b))
        line.member("similarity", pair.similarity)
      }
      try file.write(line.span)
    }
  }
}
