// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutCorpus
import GamutEmbedding
import GamutLinear
import GamutSimilarity
public import GamutText

/// Removes exact, near and semantic duplicates from files, and explains every removal.
public struct DeduplicationPlan: Sendable {
  /// What fixes the decisions.
  ///
  /// Values that can be saved: what holds weights or a connection is made from them by a run.
  public struct Options: Hashable, Codable, Sendable {
    /// The text that is compared.
    public var selection = Selection.view(.all)
    /// The text of the sets compared with; nil where it is the same.
    public var referenceSelection: Selection?
    /// The stages that run.
    @SortedCoding public var stages: Set<Stage> = [.exact, .near]
    /// What a shingle is.
    public var shingle = ShingleWidth.words(5)
    /// Jaccard similarity from which two records are near-duplicates, inclusive, 0…1.
    public var threshold = 0.8
    /// When two records are near-duplicates, beside the threshold.
    public var nearRule = NearRule()
    /// What near-duplicates must have in common; nil: what they teach where records have roles, else
    /// their texts. A view of one side, fields, containment and chains compare texts.
    public var alike: Alike?
    /// What makes the words of shingles.
    public var folding = Folding.words
    /// What sketches of examples leave out; a run finds it, or takes it from its index, so that it is
    /// not coded with the options.
    public internal(set) var commonUnits = CommonUnits()
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

    private enum CodingKeys: CodingKey {
      case selection, referenceSelection, stages, shingle, threshold, nearRule, alike, folding
      case semanticThreshold, model, keep, sourceField, preferredSources, reading, seed
    }

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

  /// What the records read are of the set.
  var extent = Extent.whole

  /// What some records are of a set.
  enum Extent: Sendable {
    /// All of it.
    case whole
    /// A part, which may lack what the set must have: a source to prefer, a number to order by.
    case part
  }

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
  ///   - model: that of the options, where it is open already.
  ///   - context: what may be taken; the result is the same for any.
  /// - Throws: `CorpusError`, for a source to prefer that is not there too, `TextError`, and with a
  ///   semantic stage `EmbeddingError`.
  public func run(
    inputs: Corpus, against: Corpus? = nil, model: OpenedModel? = nil,
    in context: RunContext = RunContext()
  ) throws -> Deduplication {
    try run(inputs: inputs, against: against, besides: [], model: model, in: context)
  }

  /// The same; `further` texts of the inputs are read in the same pass, for those who ask for them
  /// afterwards.
  func run(
    inputs: Corpus, against: Corpus? = nil, besides further: [Selection], model: OpenedModel?,
    in context: RunContext
  ) throws -> Deduplication {
    // Before the records are read: a model that is not there is told at once.
    let opened =
      options.stages.contains(.semantic)
      ? try model.orOpened(options.model, in: context) : nil
    let set = ReadSet(inputs, try inputPlan(of: inputs, besides: further))
    let other = try against.map { try knownSet(of: $0) }
    let plan = resolved(for: [set] + (other.map { [$0] } ?? []))
    let hasLeaks = other != nil && comparesLeaks(as: plan)
    return try plan.run(
      set, against: other, leaksByText: hasLeaks, model: opened, in: context)
  }

  func run(
    _ set: ReadSet, against other: ReadSet?, leaksByText: Bool, model: OpenedModel?,
    in context: RunContext
  ) throws -> Deduplication {
    var texts = ScannedTexts(
      sketcher: options.stages.contains(.near) ? sketcher : nil,
      leakSketcher: leaksByText && options.stages.contains(.near) ? sketcher(.text) : nil,
      keys: context.memory.keys)
    let reference = try other.map { try scan($0, into: &texts, in: context) }
    let source = try scan(set, into: &texts, in: context)
    return try decide(
      union(reference, source), texts, hasLeaks: leaksByText, model: model, in: context)
  }

  func preference(among names: [String]) throws(CorpusError) -> SourcePreference {
    try SourcePreference(
      options.preferredSources, among: names, areFiles: options.sourceField == nil, extent: extent)
  }

  /// Reads the files and decides, with the records of `index` before theirs.
  ///
  /// The records of the index are never removed. With `KeepPolicy.first` the decisions are those of
  /// one run over the files of the index and then `inputs`; other policies apply among `inputs`.
  ///
  /// - Parameters: as for `run(inputs:against:in:)`.
  /// - Throws: `CorpusError`; `TextError`, `otherOptions` where the index was made with options that
  ///   differ, a semantic stage included.
  public func run(
    inputs: Corpus, index: SavedIndex, in context: RunContext = RunContext()
  ) throws -> Deduplication {
    let set = try readSet(of: inputs)
    let plan = resolved(for: [set], index: index)
    try index.requireOptions(of: plan)
    return try plan.run(set, on: index, in: context)
  }

  private func run(
    _ set: ReadSet, on index: SavedIndex, in context: RunContext
  ) throws -> Deduplication {
    var sketcher = sketcher
    sketcher.hasShortKeys = !index.texts.holdsExamples
    var texts = ScannedTexts(
      sketcher: sketcher, hasFields: index.texts.holdsExamples, keys: context.memory.keys)
    try index.append(to: &texts)
    let source = try scan(set, into: &texts, in: context)
    return try decide(union(index, source), texts, in: context)
  }

  private func readPlan(
    of corpus: Corpus, selection: Selection? = nil, besides further: [Selection] = [],
    sourceField: FieldPath? = nil
  ) throws(CorpusError) -> ReadPlan {
    let key =
      options.stages.contains(.semantic)
      ? try options.model.keyField.map { text throws(CorpusError) in try FieldPath(text) } : nil
    let field = try options.keep.field.map { text throws(CorpusError) in try FieldPath(text) }
    return try corpus.plan(
      selections: [selection ?? options.selection] + further, numberField: field,
      sourceField: sourceField,
      keyField: key, options: options.reading)
  }

  /// How the inputs are read; a source to prefer that no file is, is told before the work.
  private func inputPlan(
    of inputs: Corpus, besides further: [Selection] = []
  ) throws(CorpusError) -> ReadPlan {
    let sourceField = try options.sourceField.map { text throws(CorpusError) in
      try FieldPath(text)
    }
    if sourceField == nil { _ = try preference(among: inputs.files.map(\.path)) }
    return try readPlan(of: inputs, besides: further, sourceField: sourceField)
  }

  /// The inputs, and how they are read.
  func readSet(of inputs: Corpus) throws(CorpusError) -> ReadSet {
    ReadSet(inputs, try inputPlan(of: inputs))
  }

  /// A set compared with, and how it is read.
  func knownSet(of corpus: Corpus) throws(CorpusError) -> ReadSet {
    ReadSet(corpus, try readPlan(of: corpus, selection: options.referenceSelection))
  }

  private func union(
    _ reference: (any KnownRecords)?, _ source: RecordSource
  ) throws(CorpusError) -> RecordUnion {
    try source.requireFewSources()
    if extent == .whole { try source.requireNumbers() }
    return RecordUnion(
      reference: reference, source: source, preference: try preference(among: source.sourceNames))
  }

  private func scan(
    _ set: ReadSet, into texts: inout ScannedTexts, in context: RunContext
  ) throws -> RecordSource {
    let look = texts.look
    let source = try RecordSource.scan(set.corpus, by: set.plan, in: context) {
      look.part(of: $0.columns[0])
    } expecting: {
      texts.reserveCapacity($0)
    } take: {
      try texts.append($0)
    }
    return try source.selecting([set.plan.selections[0]])
  }

  /// The sketcher of the near stage.
  public var sketcher: TextSketcher { sketcher(options.alike ?? .text) }

  /// The same, of records that are compared by what is `alike`.
  func sketcher(_ alike: Alike) -> TextSketcher {
    TextSketcher(
      options: TextSketcher.Options(
        width: options.shingle, threshold: options.threshold, seed: options.seed, alike: alike,
        folding: options.folding),
      common: alike == .example ? options.commonUnits : CommonUnits())
  }
}
