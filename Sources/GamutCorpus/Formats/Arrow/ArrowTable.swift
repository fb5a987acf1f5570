// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow
internal import GamutFiles
internal import GamutJSON

/// The rows of a Parquet or an Arrow file, where they lie in memory.
///
/// An Arrow file without compression is used as it is mapped. Parquet, and compressed Arrow, is
/// unpacked into a nameless temporary file first, as compressed text is: what stays in memory is the
/// places of the batches, some hundred bytes a column of each.
///
/// `@unchecked Sendable`: batches are exported once and never written to; they are released with the
/// last reference. `@safe`: pointers into them leave only as arguments of calls that end within one
/// of this class.
@safe final class ArrowTable: @unchecked Sendable {
  /// The file as the user named it.
  let path: String
  /// The columns, in order.
  let fields: [ArrowField]
  /// How many rows there are.
  var rowCount: Int { rowStarts[rowStarts.count - 1] }
  /// The table as it came, whose form an output takes.
  let model: ArrowHandle
  /// The table whose batches are used: `model`, or what it was unpacked to.
  let rows: ArrowHandle
  /// The first row of each batch, and the count of all.
  let rowStarts: [Int]
  private let batches: [UnsafeMutablePointer<ArrowArray>]

  /// How many bytes a batch of an unpacked table has, about: as a chunk of text.
  private static let batchByteCount: Int64 = 1 << 20

  /// Opens `file`, and unpacks it where its rows cannot be used where they lie.
  ///
  /// - Throws: `unsupportedFormat` without the library, for types that are not read, or for what
  ///   Arrow does not read; `brokenTable`; `unreadableFile` where the temporary file cannot be written.
  init(_ file: SourceBytes, as kind: ArrowKind) throws(CorpusError) {
    let path = file.path
    self.path = path
    let model = try ArrowHandle(file, as: kind)
    self.model = model
    rows =
      model.isInPlace
      ? model
      : try Self.unpacked(
        model, path: path, folder: file.folder ?? NamelessFile.defaultFolder)
    if !model.isInPlace { file.didRead(0..<file.byteCount) }
    fields = try Self.fields(of: rows, path: path)
    let batches = try unsafe Self.batches(of: rows, path: path)
    unsafe self.batches = batches
    var starts = [0]
    for i in unsafe batches.indices {
      starts.append(unsafe starts[i] + Int(batches[i].pointee.length))
    }
    rowStarts = starts
  }

  deinit {
    for i in unsafe batches.indices { unsafe Self.release(batches[i]) }
  }

  @unsafe private static func release(_ batch: UnsafeMutablePointer<ArrowArray>) {
    // The interface asks that whoever was given an array releases it, and then forgets it.
    unsafe batch.pointee.release?(batch)
    unsafe batch.deinitialize(count: 1)
    unsafe batch.deallocate()
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
  ) throws(CorpusError) -> [UnsafeMutablePointer<ArrowArray>] {
    var batches: [UnsafeMutablePointer<ArrowArray>] = unsafe []
    let count = unsafe handle.functions.pointee.batch_count(handle.table)
    do throws(CorpusError) {
      for index in 0..<count {
        let batch = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
        unsafe batch.initialize(to: ArrowArray())
        unsafe batches.append(batch)
        try unsafe ArrowLibrary.run(path: path) { error in
          unsafe _ = handle.functions.pointee.batch(handle.table, index, batch, error)
        }
      }
    } catch {
      for i in unsafe batches.indices { unsafe release(batches[i]) }
      throw error
    }
    return unsafe batches
  }
}

extension ArrowTable {
  /// The batch that row `row` is in, and its place there.
  func place(of row: Int) -> (batch: Int, row: Int) {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    var low = 0
    var high = rowStarts.count - 1
    // rowStarts[low] <= row < rowStarts[high]
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if rowStarts[middle] <= row { low = middle } else { high = middle }
    }
    return (low, row - rowStarts[low])
  }

  /// Where the rows from `start` on may lie, in bytes: their share of all.
  private func share(_ rows: Range<Int>) -> Range<Int> {
    let all = self.rows.byteCount
    return all * rows.lowerBound / max(1, rowCount)..<all * rows.upperBound / max(1, rowCount)
  }

  /// Tells the system that `rows` will not be read soon; they stay readable.
  func didRead(_ rows: Range<Int>) { self.rows.didRead(share(rows)) }

  /// How many rows are read in one go: about `byteCount` bytes of them.
  func rowCount(ofBytes byteCount: Int) -> Int {
    max(1, byteCount / max(1, rows.byteCount / max(1, rowCount)))
  }

  /// Writes the tape of row `row` by `writer`.
  ///
  /// - Throws: the fault of a text that is not UTF-8, or not the JSON that its column says it is.
  func write(_ row: Int, by writer: inout ArrowRowWriter) throws(RecordFault) -> JSONTape {
    let place = place(of: row)
    return try unsafe writer.write(place.row, of: batches[place.batch], fields: fields)
  }
}
