// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutJSON
import GamutReport

extension Deduplication {
  /// Records that one task looks at: long enough that threads pay, short enough for a fair share.
  private static let provenanceChunkCount = 1024

  /// What became of every record of `range`, in order of their indices.
  ///
  /// - Complexity: O(bytes of the records + removals).
  public func provenance(of range: Range<Int>) -> [RecordProvenance] {
    provenance(of: range, in: DuplicateGroups(removals))
  }

  /// Throws where a provenance cannot be written to a file of the name `path`: it is to be a table, and
  /// libgamut_arrow is missing.
  public static func requireForm(ofProvenance path: String) throws(OutputError) {
    guard TableWriter.isAsked(by: path) else { return }
    do throws(CorpusError) { try TableWriter.requireLibrary(for: path) } catch {
      throw OutputError(code: .conflict, path: path, detail: error.detail)
    }
  }

  /// Writes one line for every record that was read, in order of their indices: where it stands, its
  /// hash, what became of it and why. Where the name of the file ends in `.parquet`, it is a table with
  /// a row for each, and the members of the lines are its columns.
  ///
  /// - Throws: `conflict` for a table without libgamut_arrow.
  /// - Complexity: O(bytes of the inputs); 8 bytes of memory for each removal.
  public func writeProvenance(
    to file: inout OutputFile, in context: RunContext = RunContext()
  ) throws(OutputError) {
    let groups = DuplicateGroups(removals)
    if TableWriter.isAsked(by: file.path) {
      return try writeProvenanceTable(to: &file, groups, in: context)
    }
    try Parallel.forEachChunk(
      of: source.count, chunkSize: Self.provenanceChunkCount, workers: context.workers
    ) { range in
      var lines = JSONLines()
      var bytes: [UInt8] = []
      for row in provenance(of: range, in: groups) { bytes += lines.object { write(row, to: &$0) } }
      return bytes
    } take: { bytes throws(OutputError) in
      try file.write(bytes.span)
    }
  }

  private func writeProvenanceTable(
    to file: inout OutputFile, _ groups: DuplicateGroups, in context: RunContext
  ) throws(OutputError) {
    let path = file.path
    var failure: OutputError?
    func take(_ bytes: Span<UInt8>) -> Bool {
      do throws(OutputError) { try file.write(bytes) } catch {
        failure = error
        return false
      }
      return true
    }
    func run(_ body: () throws(CorpusError) -> Void) throws(OutputError) {
      do throws(CorpusError) { try body() } catch {
        throw failure ?? OutputError(code: .conflict, path: path, detail: error.detail)
      }
    }
    var writer: TableWriter?
    try run { () throws(CorpusError) in
      writer = try TableWriter(ProvenanceColumns().all, path: path, write: take)
    }
    try Parallel.forEachChunk(
      of: source.count, chunkSize: Self.provenanceChunkCount, workers: context.workers
    ) { range in
      var columns = ProvenanceColumns()
      for row in provenance(of: range, in: groups) {
        columns.append(row, keeper: keeper(of: row))
      }
      return columns.all
    } take: { columns throws(OutputError) in
      try run { () throws(CorpusError) in try writer?.append(columns, write: take) }
    }
    try run { () throws(CorpusError) in try writer?.finish(write: take) }
  }

  private func provenance(
    of range: Range<Int>, in groups: DuplicateGroups
  ) -> [RecordProvenance] {
    let records = range.map { RecordIndex($0) }
    let traces = source.corpus.traces(of: records.map { source.source(of: $0) })
    let rejections = source.columns.rejections
    var removal = removals.indices.partitionPoint { removals[$0].record >= range.lowerBound }
    var rejection = rejections.indices.partitionPoint {
      rejections[$0].index >= range.lowerBound
    }
    return zip(records, traces).map { record, trace in
      let decision: RecordProvenance.Decision
      if removal < removals.count, removals[removal].record == record {
        decision = .removed(removals[removal])
        removal += 1
      } else if rejection < rejections.count, rejections[rejection].index == record {
        let error = rejections[rejection].error
        decision = .rejected(reason: "\(error.code.name): \(error.detail)")
        rejection += 1
      } else {
        decision = .kept(cutByteCount: cuts[record].reduce(0) { $0 + $1.count })
      }
      return RecordProvenance(
        index: record, place: Place(trace.place), bytes: trace.bytes, hash: trace.hash,
        decision: decision, group: groups.first(of: record, decision))
    }
  }

  private func write(_ row: RecordProvenance, to line: inout JSONWriter) {
    line.place(row.place, index: row.index)
    if let bytes = row.bytes {
      line.member("offset", bytes.lowerBound)
      line.member("length", bytes.count)
    }
    line.member("hash", row.hash?.hexadecimal)
    line.member("decision", row.decision.name)
    let removal: Removal? = if case .removed(let removal) = row.decision { removal } else { nil }
    line.member("cause", removal?.cause.rawValue)
    line.member("group", row.group.map { Int($0) })
    line.member("keeper", keeper(of: row))
    if let removal, removal.keeper.isReference { line.member("against", true) }
    line.member("similarity", removal?.similarity)
    switch row.decision {
    case .kept(let cutByteCount) where cutByteCount > 0: line.member("cut", cutByteCount)
    case .rejected(let reason): line.member("reason", reason)
    case .kept, .removed: break
    }
  }

  /// The index of the keeper of a removed record among the records of its own run.
  private func keeper(of row: RecordProvenance) -> Int? {
    guard case .removed(let removal) = row.decision else { return nil }
    return Int(
      removal.keeper.isReference ? place(of: removal.keeper).index : removal.keeper.index)
  }
}

/// The groups of duplicates by their first records.
private struct DuplicateGroups: Sendable {
  /// Looked up by keeper and never walked, so that no order of it reaches the output.
  private var firsts: [Removal.Keeper: RecordIndex] = [:]

  /// Takes removals in any order.
  init(_ removals: [Removal]) {
    for removal in removals {
      let keeper = removal.keeper
      let other = keeper.isReference ? removal.record : min(removal.record, keeper.index)
      firsts[keeper] = min(firsts[keeper] ?? other, other)
    }
  }

  /// The first record of the group of `record`; nil where it is alone.
  func first(of record: RecordIndex, _ decision: RecordProvenance.Decision) -> RecordIndex? {
    switch decision {
    case .kept: firsts[Removal.Keeper(index: record, isReference: false)]
    case .removed(let removal): firsts[removal.keeper]
    case .rejected: nil
    }
  }
}
