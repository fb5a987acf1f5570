// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutDiversity
import GamutEmbedding
import GamutJSON
import GamutLinear
public import GamutReport

/// Says what a reference has and a training set lacks, without removing anything.
public struct CoveragePlan: Sendable {
  /// What fixes the comparison.
  public struct Options: Hashable, Codable, Sendable {
    /// The text that is compared.
    public var selection = Selection.view(.prompt)
    /// The text of the reference; nil where it is the same.
    public var referenceSelection: Selection?
    /// What makes its vectors.
    public var model = VectorModel.lsa(.init())
    /// τ; nil takes it from the reference.
    public var threshold: Double?
    /// How many records can be added, to be spread over the gaps; nil for none.
    public var budget: Int?
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

  /// A comparison that can be written.
  public struct Comparison: Sendable {
    /// All that is said of it; `seconds` is 0 until the caller sets it.
    public var document: ReportDocument
    private let section: CoverageSection

    fileprivate init(document: ReportDocument, section: CoverageSection) {
      self.document = document
      self.section = section
    }

    /// Writes one line per reference record: its gap, its largest cosine to the training set, whether
    /// it is covered, the p-value of "like the training data", and its topic (null for a record near
    /// to none).
    public func writeGaps(to file: inout OutputFile) throws(OutputError) {
      let rows = section.comparison.rows
      let topics = section.comparison.topicOfRow
      var lines = JSONLines()
      for (row, record) in section.reference.records.enumerated() {
        let line = lines.object { line in
          line.member("index", record)
          line.member("gap", rows.gaps[row])
          line.member("max_cosine", rows.maxCosines[row])
          line.member("covered", rows.isCovered[row])
          line.member("p_value", rows.novelty.pValues[row])
          line.member("cluster", topics[row])
        }
        try file.write(line.span)
      }
    }
  }

  /// Reads both sets and compares them.
  ///
  /// - Parameter model: that of the options, where it is open already.
  /// - Throws: `CorpusError`, `EmbeddingError`.
  public func run(
    inputs: Corpus, reference: Corpus, model: OpenedModel? = nil,
    in context: RunContext = RunContext()
  ) throws -> Comparison {
    let model = try model.orOpened(options.model, in: context)
    let selections = [options.selection, options.referenceSelection ?? options.selection]
    let sources = try zip([inputs, reference], selections).map { corpus, selection in
      try RecordSource.reading(
        corpus, selection: selection, options: options.reading, in: context)
    }
    let requests = VectorRequest.inOneSpace(sources, in: context)
    let section = try CoverageSection(
      training: requests[0], reference: requests[1], model: model,
      threshold: options.threshold, seed: options.seed, in: context)
    let source = sources[0]
    let rejected = source.columns.rejections.count
    let kept = source.readable
    var document = ReportDocument(
      title: inputs.files.map(\.path).joined(separator: ", "), version: Version.number,
      options: options.members(model), inputs: source.inputFiles,
      recordSchema: source.plan.schema?.description ?? "",
      rows: RowCounts(
        read: source.count, kept: kept.count,
        empty: kept.count { source.columns.textByteCounts[Int($0)] == 0 }, rejected: rejected,
        removed: [:]),
      bytes: ByteCounts(
        read: inputs.byteCount,
        kept: kept.reduce(inputs.form?.byteCount(around: kept.count) ?? 0) {
          $0 + Int(source.columns.byteCounts[Int($1)])
        }))
    document.references = sources[1].inputFiles
    document.coverage = section.report(
      model: model.name, isEncoded: !options.model.isGiven, budget: options.budget, in: context)
    document.blasCore = BLAS.coreName
    document.coverage?.more = try ShiftSection(
      section, seed: options.seed, in: context
    ).report()
    document.findings = Findings(document: document).list
    return Comparison(document: document, section: section)
  }
}

extension CoveragePlan.Options {
  /// The options as reports name them.
  func members(_ model: OpenedModel) -> [JSONMember] {
    [JSONMember("view", .string(selection.name))]
      + (referenceSelection.map { [JSONMember("reference_text", .string($0.name))] } ?? [])
      + model.members
      + [JSONMember("coverage_threshold", .optional(threshold))]
      + (budget.map { [JSONMember("budget", .integer($0))] } ?? []) + reading.members
      + [JSONMember("seed", .integer(Int(truncatingIfNeeded: seed)))]
  }
}
