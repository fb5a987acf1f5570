// SPDX-License-Identifier: Apache-2.0

import GamutCore
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
  public enum Measure: Hashable, Sendable {
    /// Jaccard similarity of shingles; pairs are found by bands, with the recall of the near stage.
    case near(ShingleWidth)
    /// Cosine of vectors; all pairs are found.
    case semantic(VectorModel)
  }

  /// What fixes the pairs.
  public struct Options: Hashable, Sendable {
    /// The text that is compared.
    public var selection = Selection.view(.all)
    /// How likeness is measured.
    public var measure = Measure.near(.words(5))
    /// The similarity from which a pair is listed, inclusive.
    public var threshold = 0.8
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
  /// - Throws: `CorpusError`, `EmbeddingError`, `OutputError`.
  @discardableResult
  public func run(
    inputs: Corpus, to file: inout OutputFile, workers: Int, progress: ProgressSink? = nil
  ) throws -> Summary {
    switch options.measure {
    case .near(let width):
      try writeNear(inputs, width, to: &file, workers: workers, progress: progress)
    case .semantic(let model):
      try writeSemantic(inputs, model, to: &file, workers: workers, progress: progress)
    }
  }

  private func writeNear(
    _ inputs: Corpus, _ width: ShingleWidth, to file: inout OutputFile, workers: Int,
    progress: ProgressSink?
  ) throws -> Summary {
    let sketcher = TextSketcher(
      options: TextSketcher.Options(
        width: width, threshold: options.threshold, seed: options.seed))
    let meter = ProgressMeter("reading", total: inputs.byteCount, unit: .bytes, to: progress)
    var keys = BandKeys(bandCount: sketcher.banding.bandCount)
    let source = try RecordSource.scan(
      inputs, by: try inputs.plan(selections: [options.selection], options: options.reading),
      workers: workers, progress: meter
    ) {
      sketcher.bands(of: $0.columns[0].texts)
    } take: {
      try keys.append($0)
    }
    _ = ProgressMeter("comparing", to: progress)
    var lines = JSONLines()
    var count = 0
    let matcher = NearMatcher(options: sketcher.options)
    _ = try matcher.forEachPairBlock(for: keys, workers: workers) {
      records throws(OutputError) -> TextBatch in
      source.column(of: records, workers: workers).texts
    } take: { pairs throws(OutputError) in
      count += pairs.count
      try write(pairs, { $0 }, lines: &lines, to: &file)
    }
    return Summary(pairCount: count, reading: ReadingSummary(source))
  }

  private func writeSemantic(
    _ inputs: Corpus, _ model: VectorModel, to file: inout OutputFile, workers: Int,
    progress: ProgressSink?
  ) throws -> Summary {
    let source = try RecordSource.reading(
      inputs, selection: options.selection, options: options.reading, workers: workers,
      progress: progress)
    let records = source.withText(source.readable, workers: workers)
    let embedded = EmbeddedRecords(
      try model.vectors(
        of: VectorRequest(source: source, records: records), workers: workers, progress: progress),
      of: records)
    _ = ProgressMeter("comparing meanings", to: progress)
    let join = ThresholdJoin(within: embedded.rows, threshold: options.threshold, workers: workers)
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
