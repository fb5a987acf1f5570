// SPDX-License-Identifier: Apache-2.0

package import GamutCore
internal import GamutJSON

/// What proves which record is meant: where it stands, and a hash of it.
package struct RecordTrace: Hashable, Sendable {
  /// Where it stands, as people count.
  package let place: RecordPlace
  /// Its bytes in the unpacked file; nil for a row of columns, which has none of its own, and for what
  /// came from memory.
  package let bytes: Range<Int>?
  /// The hash of those bytes; of a row of columns that of its cells as compact JSON. Nil for a row
  /// that is not JSON, since one of its texts is not UTF-8.
  package let hash: Hash128?
}

extension Corpus {
  /// Where each record stands, and its hash.
  ///
  /// - Complexity: O(bytes of the records), and of what stands between them where they are in order; the
  ///   first call for a file of lines counts the lines before.
  package func traces(of records: [SourceRange]) -> [RecordTrace] {
    var traces: [RecordTrace] = []
    traces.reserveCapacity(records.count)
    var start = 0
    while start < records.count {
      let file = records[start].file
      var end = start + 1
      while end < records.count, records[end].file == file { end += 1 }
      append(records[start..<end], of: files[file], to: &traces)
      start = end
    }
    return traces
  }

  private func append(
    _ records: ArraySlice<SourceRange>, of file: SourceFile, to traces: inout [RecordTrace]
  ) {
    if file.view.table != nil { return appendRows(records, of: file, to: &traces) }
    let covered =
      (records.first?.start ?? 0)..<(records.map { $0.range.upperBound }.max() ?? 0)
    let isAscending = zip(records, records.dropFirst()).allSatisfy { $0.start <= $1.start }
    if isAscending { file.willRead(covered) }
    let places = file.places(of: records.map(\.range))
    for (record, place) in zip(records, places) {
      let hash = file.mapped.withBytes(record.range) { StableHash.hash128($0) }
      traces.append(
        RecordTrace(place: place, bytes: file.mapped.isMemory ? nil : record.range, hash: hash))
    }
    if isAscending { file.didRead(covered) }
  }

  private func appendRows(
    _ records: ArraySlice<SourceRange>, of file: SourceFile, to traces: inout [RecordTrace]
  ) {
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var tapes = RecordTapes(parsers: pair, mode: .tolerant, nulls: .shown)
    var bytes: [UInt8] = []
    for record in records {
      var hash: Hash128?
      do throws(RecordFault) {
        let tape = try tapes.tape(of: record.range, in: file)
        bytes.removeAll(keepingCapacity: true)
        JSONText.append(tape, at: JSONTape.rootValue, to: &bytes)
        hash = StableHash.hash128(bytes.span)
      } catch {
        // It was told when the record was read.
      }
      traces.append(RecordTrace(place: file.place(of: record.range), bytes: nil, hash: hash))
    }
  }
}
