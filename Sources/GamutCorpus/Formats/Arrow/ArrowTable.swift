// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow
internal import GamutFiles
internal import GamutJSON

/// Rows of columns where they lie in memory: of a Parquet or an Arrow file, or of a table that the
/// caller holds.
///
/// An Arrow file without compression is used as it is mapped. Parquet, and compressed Arrow, is
/// unpacked into a nameless temporary file first, as compressed text is: what stays in memory is the
/// places of the batches, some hundred bytes a column of each. The columns of a caller's table are
/// used in its own memory.
final class ArrowTable: Sendable {
  /// The file as the user named it, or what the table is called.
  let path: String
  /// The columns, in order.
  let fields: [ArrowField]
  /// The rows.
  let batches: ArrowBatches
  /// The file that the rows come from; nil for those of a caller.
  let file: File?
  /// About how many bytes the rows take where they are used.
  let byteCount: Int

  /// An open file.
  struct File {
    /// As it came: the form of an output.
    let model: ArrowHandle
    /// The table whose batches are used: `model`, or what it was unpacked to.
    let rows: ArrowHandle
  }

  /// How many rows there are.
  var rowCount: Int { batches.rowCount }

  /// How many bytes a batch of an unpacked table has, about: as a chunk of text.
  private static let batchByteCount: Int64 = 1 << 20

  /// Opens `file`, and unpacks it where its rows cannot be used where they lie.
  ///
  /// - Throws: `unsupportedFormat` without the library, for types that are not read, or for what
  ///   Arrow does not read; `brokenTable`; `unreadableFile` where the temporary file cannot be written.
  init(_ file: SourceBytes, as kind: ArrowKind) throws(CorpusError) {
    path = file.path
    let model = try ArrowHandle(file, as: kind)
    let rows =
      model.isInPlace
      ? model
      : try Self.unpacked(
        model, path: path, folder: file.folder ?? NamelessFile.defaultFolder)
    if !model.isInPlace { file.didRead(0..<file.byteCount) }
    fields = try Self.fields(of: rows, path: path)
    batches = try Self.batches(of: rows, path: path)
    byteCount = rows.byteCount
    self.file = File(model: model, rows: rows)
  }

  /// Takes the batches of a caller, who sees to it that their offsets and indices lie within them.
  init(_ batches: ArrowBatches, fields: [ArrowField], name: String) {
    path = name
    self.fields = fields
    self.batches = batches
    byteCount = batches.byteCount(of: fields)
    file = nil
  }

  private static func unpacked(
    _ model: ArrowHandle, path: String, folder: String
  ) throws(CorpusError) -> ArrowHandle {
    var copy = try made(in: folder, path: path)
    var failure: FileError?
    let sink = ArrowSink()
    do throws(CorpusError) {
      try unsafe sink.run(path: path) { bytes in
        do throws(FileError) { try copy.write(bytes) } catch {
          failure = error
          return false
        }
        return true
      } body: { pointer, error in
        unsafe _ = model.functions.pointee.unpack(model.table, batchByteCount, pointer, error)
      }
    } catch {
      if let failure { throw CorpusError(ofCopyOf: path, failure, folder: folder) }
      throw error
    }
    return try ArrowHandle(
      SourceBytes(MappedFile(finishing: copy, path: path)), as: .arrowStream)
  }

  private static func made(
    in folder: String, path: String
  ) throws(CorpusError) -> NamelessFile {
    do throws(FileError) { return try NamelessFile(folder: folder) } catch {
      throw CorpusError(ofCopyOf: path, error, folder: folder)
    }
  }

  private static func fields(
    of handle: ArrowHandle, path: String
  ) throws(CorpusError) -> [ArrowField] {
    var schema = unsafe ArrowSchema()
    try unsafe ArrowLibrary.run(path: path) { error in
      unsafe _ = handle.functions.pointee.schema(handle.table, &schema, error)
    }
    defer { unsafe schema.release?(&schema) }
    return try unsafe ArrowField(&schema, path: path).children
  }

  private static func batches(
    of handle: ArrowHandle, path: String
  ) throws(CorpusError) -> ArrowBatches {
    let batches = ArrowBatches()
    for index in 0..<(unsafe handle.functions.pointee.batch_count(handle.table)) {
      try unsafe batches.append { batch throws(CorpusError) in
        try unsafe ArrowLibrary.run(path: path) { error in
          unsafe _ = handle.functions.pointee.batch(handle.table, index, batch, error)
        }
      }
    }
    return batches
  }
}

extension ArrowTable {
  /// Where the rows from `start` on may lie, in bytes: their share of all.
  private func share(_ rows: Range<Int>) -> Range<Int> {
    byteCount * rows.lowerBound / max(1, rowCount)..<byteCount * rows.upperBound / max(1, rowCount)
  }

  /// Tells the system that `rows` will not be read soon; they stay readable.
  func didRead(_ rows: Range<Int>) { file?.rows.didRead(share(rows)) }

  /// How many rows are read in one go: about `byteCount` bytes of them.
  func rowCount(ofBytes byteCount: Int) -> Int {
    max(1, byteCount / max(1, self.byteCount / max(1, rowCount)))
  }

  /// Writes the tape of row `row` by `writer`.
  ///
  /// - Throws: the fault of a text that is not UTF-8, or not the JSON that its column says it is.
  func write(_ row: Int, by writer: inout ArrowRowWriter) throws(RecordFault) -> JSONTape {
    try unsafe batches.withRow(row) { batch, place throws(RecordFault) in
      try unsafe writer.write(place, of: batch, fields: fields)
    }
  }
}
