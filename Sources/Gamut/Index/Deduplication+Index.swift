// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
public import GamutText

extension Deduplication {
  /// Writes an index of the kept records.
  ///
  /// - Parameters:
  ///   - file: where it goes; named when it is committed.
  /// - Throws: `OutputError`.
  /// - Complexity: the kept records are read and sketched again, since neither texts nor keys are
  ///   held beyond the stages.
  public func writeIndex(
    to file: inout OutputFile, in context: RunContext = RunContext()
  ) throws(OutputError) {
    let plan = DeduplicationPlan(options: options)
    var writer = IndexWriter(bandCount: plan.sketcher.banding.bandCount)
    try file.write(writer.head(IndexOptions(plan).bytes).span)
    try writeRecords(with: &writer, sketcher: plan.sketcher, workers: context.workers) {
      bytes throws(OutputError) in try file.write(bytes.span)
    }
    try file.write(writer.commit().span)
  }

  /// Writes the kept records behind those of `index`, which they were compared with; they count
  /// only when `commit` was called on what this returns.
  ///
  /// What a killed run left behind the index goes first.
  ///
  /// - Throws: `TextError`; the index is then as it was.
  public func append(
    to file: inout IndexFile, after index: SavedIndex,
    in context: RunContext = RunContext()
  ) throws(TextError) -> IndexWriter {
    var writer = IndexWriter(appendingTo: index.texts)
    try file.cut(after: index.texts.wholeByteCount)
    let sketcher = DeduplicationPlan(options: options).sketcher
    try writeRecords(
      with: &writer, sketcher: sketcher, formatVersion: index.texts.formatVersion,
      workers: context.workers
    ) { bytes throws(TextError) in try file.write(bytes) }
    try file.sync()
    return writer
  }

  private static let batchRecordCount = 1024

  /// Gives `write` the bytes of the kept records and of the notes, in their order.
  func writeRecords<Failure: Error>(
    with writer: inout IndexWriter, sketcher: TextSketcher,
    formatVersion: Int = IndexWriter.formatVersion, workers: Int,
    _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let kept = kept
    try Parallel.forEachChunk(
      of: kept.count, chunkSize: Self.batchRecordCount, workers: workers
    ) { range in
      batch(of: kept[range], sketcher: sketcher, formatVersion: formatVersion)
    } take: { batch throws(Failure) in
      try write(writer.add(batch))
    }
    try write(writer.finish(IndexAddition.notes(of: self).bytes))
  }

  private func batch(
    of records: ArraySlice<RecordIndex>, sketcher: TextSketcher, formatVersion: Int
  ) -> IndexBatch {
    let column = source.columns(of: records)[0]
    let places = records.map { record in
      let place = source.place(of: record)
      return IndexedPlace(
        file: UInt32(source.source(of: record).file), index: record,
        position: UInt64(place.row ?? place.line ?? 0))
    }
    return IndexBatch(column, at: places, sketcher: sketcher, formatVersion: formatVersion)
  }
}
