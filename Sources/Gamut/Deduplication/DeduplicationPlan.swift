// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutEmbedding
import GamutLinear
import GamutSimilarity
public import GamutText

/// Removes exact, near and semantic duplicates from files, and explains every removal.
public struct DeduplicationPlan: Sendable {
  /// What fixes the decisions.
  public struct Options: Hashable, Sendable {
    /// The text that is compared.
    public var selection = Selection.view(.all)
    /// The stages that run.
    public var stages: Set<Stage> = [.exact, .near]
    /// What a shingle is.
    public var shingle = ShingleWidth.words(5)
    /// Jaccard similarity from which two records are near-duplicates, inclusive, 0…1.
    public var threshold = 0.8
    /// When two records are near-duplicates, beside the threshold.
    public var nearRule = NearRule()
    /// Cosine from which two records are semantic duplicates, inclusive, 0…1.
    public var semanticThreshold = 0.95
    /// What makes vectors for the semantic stage.
    public var model = VectorModel.lsa(.init())
    /// Which of several duplicates stays.
    public var keep = KeepPolicy.first
    /// The field that names the source of a record, as a path; nil takes the files for sources.
    public var sourceField: String?
    /// The sources whose records come first in keep order, in this order; within them, and for the
    /// rest, `keep` decides.
    public var preferredSources: [String] = []
    /// How records are read.
    public var reading = ReadPlan.Options()
    /// The seed of all that is drawn at random.
    public var seed: UInt64 = 0

    /// The defaults: exact and near, on prompt and response together, the first is kept.
    public init() {}
  }

  /// Whether other thresholds are weighed too.
  public enum ThresholdAdvice: Sendable {
    /// No: the decisions are all that is wanted.
    case omitted
    /// Yes, where a semantic stage runs: `ReportDocument.semanticThresholds` has what each would
    /// remove. It finds the neighbours of all records, or beyond 32,768 of a sample.
    case included
  }

  /// What fixes the decisions.
  public var options: Options
  /// Whether other thresholds are weighed, for people to look at; the decisions are the same.
  public var thresholdAdvice = ThresholdAdvice.omitted

  /// A plan with `options`.
  public init(options: Options = Options()) { self.options = options }
}

extension DeduplicationPlan {
  /// Reads the files and decides.
  ///
  /// - Parameters:
  ///   - inputs: the files to clean.
  ///   - against: sets whose records come first in keep order, are never removed and never compared
  ///     with each other.
  ///   - workers: how many threads work; the result is the same for any number.
  ///   - memory: how much memory may be taken; the result is the same for any amount.
  /// - Throws: `CorpusError`, for a source to prefer that is not there too, `TextError`, and with a
  ///   semantic stage `EmbeddingError`.
  public func run(
    inputs: Corpus, against: Corpus? = nil, workers: Int, memory: MemoryBudget = MemoryBudget(),
    progress: ProgressSink? = nil
  ) throws -> Deduplication {
    let inputPlan = try inputPlan(of: inputs)
    var texts = ScannedTexts(
      sketcher: options.stages.contains(.near) ? sketcher : nil, keys: memory.keys)
    let reference = try against.map {
      try scan($0, by: readPlan(of: $0), into: &texts, workers: workers, progress: progress)
    }
    let source = try scan(inputs, by: inputPlan, into: &texts, workers: workers, progress: progress)
    return try decide(
      union(reference, source), texts, memory: memory, workers: workers, progress: progress)
  }

  func preference(among names: [String]) throws(CorpusError) -> SourcePreference {
    try SourcePreference(
      options.preferredSources, among: names, areFiles: options.sourceField == nil)
  }

  private var tooManySources: CorpusError {
    CorpusError(
      .unknownSource, field: options.sourceField,
      detail: "--source \(options.sourceField ?? "") has more than \(SourceColumn.limit) values; "
        + "expected a field that says where records come from")
  }

  /// Reads the files and decides, with the records of `index` before theirs.
  ///
  /// The records of the index are never removed. With `KeepPolicy.first` the decisions are those of
  /// one run over the files of the index and then `inputs`; other policies apply among `inputs`.
  ///
  /// - Parameters: as for `run(inputs:against:workers:memory:progress:)`.
  /// - Throws: `CorpusError`; `TextError`, `otherOptions` where the index was made with options that
  ///   differ, a semantic stage included.
  public func run(
    inputs: Corpus, index: SavedIndex, workers: Int, memory: MemoryBudget = MemoryBudget(),
    progress: ProgressSink? = nil
  ) throws -> Deduplication {
    try index.requireOptions(of: self)
    let inputPlan = try inputPlan(of: inputs)
    var texts = ScannedTexts(sketcher: sketcher, keys: memory.keys)
    try index.append(to: &texts)
    let source = try scan(inputs, by: inputPlan, into: &texts, workers: workers, progress: progress)
    return try decide(
      union(index, source), texts, memory: memory, workers: workers, progress: progress)
  }

  private func readPlan(
    of corpus: Corpus, sourceField: FieldPath? = nil
  ) throws(CorpusError) -> ReadPlan {
    let field = try options.keep.field.map { text throws(CorpusError) in try FieldPath(text) }
    return try corpus.plan(
      selections: [options.selection], numberField: field, sourceField: sourceField,
      options: options.reading)
  }

  /// How the inputs are read; a source to prefer that no file is, is told before the work.
  private func inputPlan(of inputs: Corpus) throws(CorpusError) -> ReadPlan {
    let sourceField = try options.sourceField.map { text throws(CorpusError) in
      try FieldPath(text)
    }
    if sourceField == nil { _ = try preference(among: inputs.files.map(\.path)) }
    return try readPlan(of: inputs, sourceField: sourceField)
  }

  private func union(
    _ reference: (any KnownRecords)?, _ source: RecordSource
  ) throws(CorpusError) -> RecordUnion {
    if source.columns.sources.hasTooMany { throw tooManySources }
    try source.requireNumbers()
    return RecordUnion(
      reference: reference, source: source, preference: try preference(among: source.sourceNames))
  }

  private func scan(
    _ corpus: Corpus, by plan: ReadPlan, into texts: inout ScannedTexts, workers: Int,
    progress: ProgressSink?
  ) throws -> RecordSource {
    let sketcher = options.stages.contains(.near) ? self.sketcher : nil
    let meter = ProgressMeter("reading", total: corpus.byteCount, unit: .bytes, to: progress)
    return try RecordSource.scan(corpus, by: plan, workers: workers, progress: meter) {
      ScannedTexts.Part(of: $0.columns[0], sketcher: sketcher)
    } expecting: {
      texts.reserveCapacity($0)
    } take: {
      try texts.append($0)
    }
  }

  /// The sketcher of the near stage.
  public var sketcher: TextSketcher {
    TextSketcher(
      options: TextSketcher.Options(
        width: options.shingle, threshold: options.threshold, seed: options.seed))
  }
}
