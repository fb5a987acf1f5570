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
    /// Cosine from which two records are semantic duplicates, inclusive, 0…1.
    public var semanticThreshold = 0.95
    /// What makes vectors for the semantic stage.
    public var model = VectorModel.lsa(.init())
    /// Which of several duplicates stays.
    public var keep = KeepPolicy.first
    /// How records are read.
    public var reading = ReadPlan.Options()
    /// The seed of all that is drawn at random.
    public var seed: UInt64 = 0

    /// The defaults: exact and near, on prompt and response together, the first is kept.
    public init() {}
  }

  /// What fixes the decisions.
  public var options: Options

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
  /// - Throws: `CorpusError`, `TextError`, and with a semantic stage `EmbeddingError`.
  public func run(
    inputs: Corpus, against: Corpus? = nil, workers: Int, memory: MemoryBudget = MemoryBudget(),
    progress: ProgressSink? = nil
  ) throws -> Deduplication {
    let inputPlan = try readPlan(of: inputs)
    var texts = ScannedTexts(
      sketcher: options.stages.contains(.near) ? sketcher : nil, keys: memory.keys)
    let reference = try against.map {
      try scan($0, by: readPlan(of: $0), into: &texts, workers: workers, progress: progress)
    }
    let source = try scan(inputs, by: inputPlan, into: &texts, workers: workers, progress: progress)
    return try decide(
      RecordUnion(reference: reference, source: source), texts, memory: memory, workers: workers,
      progress: progress)
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
    let inputPlan = try readPlan(of: inputs)
    var texts = ScannedTexts(sketcher: sketcher, keys: memory.keys)
    try index.append(to: &texts)
    let source = try scan(inputs, by: inputPlan, into: &texts, workers: workers, progress: progress)
    return try decide(
      RecordUnion(reference: index, source: source), texts, memory: memory, workers: workers,
      progress: progress)
  }

  private func readPlan(of corpus: Corpus) throws(CorpusError) -> ReadPlan {
    let field = try options.keep.field.map { text throws(CorpusError) in try FieldPath(text) }
    return try corpus.plan(
      selections: [options.selection], numberField: field, options: options.reading)
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
