// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutEmbedding
import GamutJSON
import GamutLinear
public import GamutReport

/// The main job: deduplicates, measures what is left, compares it with a reference, and says so.
public struct ReportPlan: Sendable {
  /// What fixes the report.
  public struct Options: Hashable, Codable, Sendable {
    /// How duplicates are removed first.
    public var deduplication = DeduplicationPlan.Options()
    /// The text whose diversity and coverage are measured.
    public var selection = Selection.view(.prompt)
    /// The text of the reference; nil where it is the same.
    public var referenceSelection: Selection?
    /// What makes its vectors.
    public var model = VectorModel.lsa(.init())
    /// τ of coverage; nil takes it from the reference.
    public var coverageThreshold: Double?
    /// The share of refusals in the traffic that the set is for, 0…1; nil where nobody knows.
    public var expectedRefusals: Double?
    /// How many records can be added, to be spread over the gaps; nil for none.
    public var budget: Int?
    /// How tokens are counted, and at which length a model will be trained.
    public var tokens = TokenOptions()
    /// The seed of samples, splits and clusterings.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
  }

  /// What fixes the report.
  public var options: Options

  /// A plan with `options`.
  public init(options: Options = Options()) { self.options = options }

  /// The decisions and the document of one run.
  public struct Report: Sendable {
    /// Which records stay.
    public let deduplication: Deduplication
    /// All that is said of them; `seconds` is 0 until the caller sets it.
    public var document: ReportDocument
  }

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - inputs: the set.
  ///   - reference: what the set is meant to serve; nil leaves coverage out.
  ///   - model: that of the options, where it is open already.
  ///   - context: what may be taken; the result is the same for any.
  ///   - check: called with the decisions before anything is measured; what it throws ends the run.
  /// - Throws: `CorpusError`, `TextError`, `EmbeddingError`, and what `check` throws.
  public func run(
    inputs: Corpus, reference: Corpus? = nil, model: OpenedModel? = nil,
    in context: RunContext = RunContext(),
    check: (Deduplication) throws -> Void = { _ in }
  ) throws -> Report {
    let model = try model.orOpened(options.model, in: context)
    let counter = try options.tokens.counter()
    let deduplication = try DeduplicationPlan(options: options.deduplication).run(
      inputs: inputs, besides: options.furtherTexts(of: inputs, in: context),
      model: options.deduplication.model == model.model ? model : nil, in: context)
    try check(deduplication)
    var document = ReportDocument(deduplication)
    document.options += options.members(model)
    try document.addRemovals(of: deduplication, in: context)
    let reading = options.deduplication.reading
    let whole = try deduplication.source.selecting([options.selection])
    let texts = whole.withText(whole.readable, workers: context.workers)
    try whole.requireText(texts.isEmpty ? .nowhere : .somewhere)
    let kept = texts.filter { deduplication.isKept[Int($0)] }
    let source = whole.embeddingPrompts(of: kept, workers: context.workers)
    let own = VectorRequest(source: source, records: kept)
    let pass = RecordPass(
      try deduplication.source.selecting(AuditSection.selections(for: options.selection)),
      deduplication.kept, counter: counter, tokens: options.tokens, in: context)
    document.answers = pass.answers.flatMap {
      AnswerSection(source: pass.source, records: pass.records, texts: $0, context: context)
        .report()
    }
    document.answers?.expectedRefusals = options.expectedRefusals
    document.tokens = TokenSection(
      pass.tokens, of: pass.source, pass.records, hasRoles: pass.answers != nil, counter: counter,
      options: options.tokens, in: context
    ).report()
    try context.requireWanted()
    let embedded = EmbeddedRecords(
      try model.vectors(of: own, in: context), of: kept)
    try embedded.requireVectors(of: model)
    try context.requireWanted()
    let measured = try DiversitySection(
      embedded: embedded, source: source, seed: options.seed, context: context
    ).measured(
      counts: document.rows, model: model.name, view: options.selection.name)
    document.diversity = measured.report
    document.diversity?.cutTexts = embedded.cutTexts
    if !options.model.isGiven { document.diversity?.setAside = SetAsideText(source.setAside) }
    if let removed = document.rows.removed[.semantic] {
      document.diversity?.nearest?.thresholds?.stageBefore = SemanticThresholds.Stage(
        threshold: options.deduplication.semanticThreshold, removed: removed,
        otherView: options.deduplication.selection == options.selection
          ? nil : options.deduplication.selection.name)
    }
    try context.requireWanted()
    let audit = AuditSection(pass, seed: options.seed, in: context)
    document.audit = audit.report(
      neighbors: measured.neighbors.map { RecordNeighbors($0, of: embedded) })
    try context.requireWanted()
    var map = measured.topics.map {
      MapSection(
        records: embedded, topics: $0, topicRecords: embedded.records, source: source,
        of: deduplication, seed: options.seed, in: context)
    }
    document.blasCore = BLAS.coreName
    try context.requireWanted()
    if let reference {
      let other = try RecordSource.reading(
        reference, selection: options.referenceSelection ?? options.selection, options: reading,
        in: context)
      document.references = other.inputFiles
      document.audit?.form = audit.form(
        besides: try other.selecting(
          AuditSection.selections(for: options.referenceSelection ?? options.selection)))
      let wanted = other.withText(other.readable, workers: context.workers)
      let section = try CoverageSection(
        training: own,
        // A model that is fitted anew has another space; any other has the same rows again.
        embedded: options.model.isFitted ? nil : embedded,
        reference: VectorRequest(
          source: other.embeddingPrompts(
            of: wanted, with: source.setAside, workers: context.workers),
          records: wanted),
        model: model, threshold: options.coverageThreshold, seed: options.seed,
        in: context)
      let coverage = section.report(
        model: model.name, isEncoded: !options.model.isGiven, budget: options.budget,
        in: context)
      document.coverage = coverage
      map?.compare(with: section, gaps: coverage.gaps)
      document.coverage?.more = try ShiftSection(section, seed: options.seed, in: context).report()
    }
    document.diversity?.map = map?.report()
    document.findings = Findings(document: document).list
    return Report(deduplication: deduplication, document: document)
  }
}

extension ReportPlan.Options {
  /// What the one pass over the inputs reads for the report, beside what is deduplicated. A record may
  /// be rejected for a path, so paths are read with nothing else.
  fileprivate func furtherTexts(of inputs: Corpus, in context: RunContext) -> [Selection] {
    guard case .view = deduplication.selection, case .view = selection else { return [] }
    let wanted =
      [selection] + (HeldTexts.mayHold(inputs, in: context) ? AnswerSection.selections : [])
    var further: [Selection] = []
    for text in wanted where text != deduplication.selection && !further.contains(text) {
      further.append(text)
    }
    return further
  }

  /// The options of diversity and coverage, as reports name them.
  func members(_ model: OpenedModel) -> [JSONMember] {
    [
      JSONMember("diversity_view", .string(selection.name))
    ] + (referenceSelection.map { [JSONMember("reference_text", .string($0.name))] } ?? []) + [
      JSONMember("diversity_model", .object(model.members)),
      JSONMember(
        "lsa_fitted_on",
        model.model.isFitted
          ? .string("diversity: the corpus; coverage: corpus and reference together") : .null),
      JSONMember("coverage_threshold", .optional(coverageThreshold)),
    ] + (expectedRefusals.map { [JSONMember("expected_refusals", .number($0))] } ?? [])
      + (budget.map { [JSONMember("budget", .integer($0))] } ?? []) + tokens.members
  }
}
