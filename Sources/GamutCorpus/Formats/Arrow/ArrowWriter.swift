// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// Writes kept rows as a file of the kind that they came from: the schema with all its metadata, the
/// order of the columns, codecs, the length of row groups and the page index are those of the first
/// table; cells are copied, never made again from their texts.
///
/// One thread at a time. `@safe`: the pointer leaves only into calls of the library.
@safe final class ArrowWriter {
  private let path: String
  private let model: ArrowTable.File
  private let sink = ArrowSink()
  private var writer: OpaquePointer?

  /// Begins a file like the one of `model`.
  ///
  /// - Parameter write: takes the bytes of the file in order, here and in the other calls; where it
  ///   answers false, the call throws, and the caller knows why.
  init(model table: ArrowTable, write: (Span<UInt8>) -> Bool) throws(CorpusError) {
    guard let model = table.file else { preconditionFailure("a table without a file has no kind") }
    path = table.path
    self.model = model
    var writer: OpaquePointer?
    try unsafe sink.run(path: path, take: write) { pointer, error in
      unsafe writer = model.model.functions.pointee.begin(
        model.model.table, model.rows.table, pointer, error)
    }
    unsafe self.writer = writer
  }

  deinit { unsafe model.model.functions.pointee.discard(writer) }

  /// Adds the rows of `table` for which `isKept`, in order.
  ///
  /// - Throws: `unsupportedFormat` where its columns are others than those of the model.
  func append(
    _ table: ArrowTable, where isKept: (Int) -> Bool, write: (Span<UInt8>) -> Bool
  ) throws(CorpusError) {
    guard let writer = unsafe writer, let rowsOfFile = table.file?.rows else {
      preconditionFailure("nothing is open")
    }
    let starts = table.batches.rowStarts
    for batch in 0..<table.batches.count {
      let rows = starts[batch]..<starts[batch + 1]
      let kept: [UInt8] = rows.map { isKept($0) ? 1 : 0 }
      if !kept.contains(1) { continue }
      try unsafe sink.run(path: table.path, take: write) { _, error in
        unsafe kept.withUnsafeBufferPointer { kept in
          unsafe _ = rowsOfFile.functions.pointee.append(
            writer, rowsOfFile.table, Int64(batch), kept.baseAddress, error)
        }
      }
      table.didRead(rows)
    }
  }

  /// Writes what remains.
  func finish(write: (Span<UInt8>) -> Bool) throws(CorpusError) {
    let ending = unsafe writer
    unsafe writer = nil
    guard let ending = unsafe ending else { preconditionFailure("nothing is open") }
    try unsafe sink.run(path: path, take: write) { _, error in
      unsafe _ = model.model.functions.pointee.finish(ending, error)
    }
  }
}
