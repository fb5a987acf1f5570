// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutLinear
public import GamutReport

extension ReportDocument {
  /// The counts of a deduplication; the sections are added by setting them.
  ///
  /// `seconds` is 0 until the caller sets it.
  public init(_ deduplication: Deduplication) {
    let source = deduplication.source
    let columns = source.columns
    let kept = deduplication.kept
    let groups = deduplication.groups
    self.init(
      title: source.corpus.files.map(\.path).joined(separator: ", "), version: Version.number,
      options: deduplication.options.members(deduplication.model), inputs: source.inputFiles,
      recordSchema: source.plan.schema?.description ?? "",
      rows: RowCounts(
        read: source.count, kept: kept.count, empty: deduplication.emptyCount,
        rejected: columns.rejections.count,
        removed: RemovedCounts(stages: deduplication.stages, deduplication.removedCount(by:))),
      bytes: ByteCounts(
        read: source.corpus.byteCount,
        kept: deduplication.outputByteCount))
    references = deduplication.reference?.inputFiles ?? []
    // Where cosines decide, the kernels of this machine had a part in it.
    if deduplication.stages.contains(.semantic) { blasCore = BLAS.coreName }
    groupCount = groups.count
    largestGroup = groups.map { $0.members.count + 1 }.max() ?? 0
    unverified = deduplication.unverifiedCount
  }
}

extension ReportDocument {
  /// Counts the removals that lose an answer, where prompts alone were compared.
  ///
  /// - Throws: `CorpusError`, where the schema of the responses cannot be found.
  /// - Complexity: linear in the bytes of the removed records and their keepers.
  public mutating func countOtherResponses(
    of deduplication: Deduplication, in context: RunContext = RunContext()
  ) throws(CorpusError) {
    otherResponses = try OtherResponses(of: deduplication, in: context)?.removals.count
  }

  /// Adds what is doubtful about the removals: the answers lost, and what `RemovalDoubts` has.
  ///
  /// - Throws: as `countOtherResponses(of:in:)`.
  /// - Complexity: linear in the bytes of the removed records and their keepers, of 16,384 at most.
  public mutating func addDoubts(
    of deduplication: Deduplication, in context: RunContext = RunContext()
  ) throws(CorpusError) {
    try countOtherResponses(of: deduplication, in: context)
    doubts = DoubtSearch(deduplication: deduplication, context: context).doubts()
  }

  /// Adds the section on what was removed, the doubts about it, and the findings on both.
  ///
  /// - Throws: as `countOtherResponses(of:in:)`.
  /// - Complexity: as that, and O(n log n) in the removals.
  public mutating func addRemovals(
    of deduplication: Deduplication, in context: RunContext = RunContext()
  ) throws(CorpusError) {
    let others = try OtherResponses(of: deduplication, in: context)?.removals
    otherResponses = others?.count
    doubts = DoubtSearch(deduplication: deduplication, context: context).doubts()
    removals = try RemovalSection(of: deduplication).report(otherResponses: others ?? [])
    semanticThresholds = deduplication.semanticAdvice?.section(deduplication.placedTexts(of:))
    findings = Findings(document: self).list
  }
}

extension Deduplication {
  /// The texts of records of the union, those of `reference` first, with their places.
  fileprivate func placedTexts(of records: [RecordIndex]) -> [PlacedText] {
    let limit = RecordIndex(reference?.count ?? 0)
    return records.flatMap { record in
      if let reference, record < limit { return reference.placedTexts(of: [record]) }
      return source.placedTexts(of: [record - limit])
    }
  }
}

extension RecordSource {
  /// The files as reports list them.
  public var inputFiles: [InputFile] {
    zip(corpus.files, columns.fileCounts).map {
      InputFile(name: $0.path, records: $1, bytes: $0.byteCount)
    }
  }
}
