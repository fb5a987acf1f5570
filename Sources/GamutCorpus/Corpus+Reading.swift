// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutJSON

extension Corpus {
  /// Reads the records of chunk `index`.
  ///
  /// Records are parsed once, however many selections the plan has. Chunks of a corpus are in the
  /// order of their records, so the batches of `0..<chunkCount` one after the other are all records.
  ///
  /// - Throws: under `.stop`, the error of the first record that cannot be read; given to
  ///   `Parallel.mapChunks(of:chunkSize:workers:throwing:)` with a chunk size of 1, the one of the
  ///   lowest record is thrown for any number of workers. Under `.skip` nothing: the batch holds the
  ///   rejections, and `RejectionTally` applies the bound.
  /// - Complexity: O(bytes of the chunk); any number of threads may read at once.
  public func read(chunk index: Int, by plan: ReadPlan) throws(CorpusError) -> RecordBatch {
    let chunk = chunk(index)
    let source = files[chunk.file]
    let sourceRange = chunk.sourceRange(in: source)
    source.willRead(sourceRange)
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var reading = BatchReading(plan: plan, file: chunk.file, parsers: pair)
    reading.reserve(byteCount: sourceRange.count)
    try chunk.forEachRecord(of: source) { range, arrayFault throws(CorpusError) in
      try reading.read(range, of: source, arrayFault: arrayFault)
    }
    // The look at the byte before the chunk may have mapped a whole large page of the file again.
    source.didRead(max(0, sourceRange.lowerBound - Chunk.byteCount)..<sourceRange.upperBound)
    return reading.finished()
  }

  /// Reads some records again, in the order given, as one batch.
  ///
  /// A record that was read by the same plan before reads the same; one that cannot be read is a
  /// rejection, whatever the policy.
  public func read(records: [SourceRange], by plan: ReadPlan) -> RecordBatch {
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var reading = BatchReading(plan: plan, file: -1, parsers: pair)
    for record in records { reading.readLenient(record.range, of: files[record.file]) }
    return reading.finished()
  }

  /// Lends the bytes of a record as they stand in its file; a row of a table as compact JSON, or as
  /// nothing where one of its texts is not UTF-8.
  public func withSource<Result, Failure: Error>(
    of record: SourceRange, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let file = files[record.file]
    if file.view.table != nil { return try body(json(of: record).span) }
    return try file.mapped.withBytes(record.range, body)
  }

  /// A record as compact JSON, its nulls shown; nothing where it cannot be read.
  private func json(of record: SourceRange) -> [UInt8] {
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var tapes = RecordTapes(parsers: pair, mode: .tolerant, nulls: .shown)
    var bytes: [UInt8] = []
    do throws(RecordFault) {
      let tape = try tapes.tape(of: record.range, in: files[record.file])
      JSONText.append(tape, at: JSONTape.rootValue, to: &bytes)
    } catch { return [] }
    return bytes
  }

  /// The fields at the top of a record with what they hold, strings as they read and all else as
  /// compact JSON; none where it cannot be read, or is a list.
  package func members(of record: SourceRange) -> [(name: String, text: String)] {
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var tapes = RecordTapes(parsers: pair, mode: .tolerant, nulls: .shown)
    do throws(RecordFault) {
      let tape = try tapes.tape(of: record.range, in: files[record.file])
      guard tape.tag(at: JSONTape.rootValue) == .object else { return [] }
      var members: [(name: String, text: String)] = []
      var key = JSONTape.rootValue + 1
      while tape.tag(at: key) == .string {
        var bytes: [UInt8] = []
        if tape.tag(at: key + 1) == .string {
          bytes = tape.bytes(at: key + 1)
        } else {
          JSONText.append(tape, at: key + 1, to: &bytes)
        }
        members.append((tape.text(at: key), String(decoding: bytes, as: UTF8.self)))
        key = tape.index(after: key + 1)
      }
      return members
    } catch { return [] }
  }

  /// Adds the bytes of each record to `texts`, as they stand in the files: a text a record.
  public func appendSources(of records: [SourceRange], to texts: inout TextBatch) {
    for record in records {
      withSource(of: record) { texts.append($0) }
    }
  }

  /// Adds the bytes of each record to `texts` without the white space between the words of JSON; it
  /// changes nothing else. A row of fields or columns, or a line of text, becomes an object. Records
  /// must have been read: of one that is not JSON, anything may come.
  public func appendCompactJSON(of records: [SourceRange], to texts: inout TextBatch) {
    for record in records {
      switch files[record.file].view {
      case .json:
        files[record.file].mapped.withBytes(record.range) {
          JSONText.appendCompact($0, to: &texts)
        }
      case .text, .csv, .table: texts.appendToText(json(of: record).span)
      }
      texts.endText()
    }
  }

  /// Where a record stands, as people count.
  ///
  /// The first call for a file of lines counts the lines of the whole file once.
  public func place(of record: SourceRange) -> RecordPlace {
    files[record.file].place(of: record.range)
  }
}

/// A batch while it is being read.
private struct BatchReading {
  private let plan: ReadPlan
  private var reader: RecordReader
  private var batch: RecordBatch

  init(plan: ReadPlan, file: Int, parsers: ParserPair) {
    self.plan = plan
    reader = RecordReader(plan: plan, parsers: parsers)
    batch = RecordBatch(file: file, columnCount: 0)
  }

  mutating func reserve(byteCount: Int) {
    // Texts are at most as long as their source: escapes shrink, and the newline that joins parts
    // takes the room of quotes. A record of 256 bytes is a short one.
    reader.writer.reserve(recordCount: byteCount / 256, byteCount: byteCount)
    batch.starts.reserveCapacity(byteCount / 256)
    batch.byteCounts.reserveCapacity(byteCount / 256)
  }

  mutating func read(
    _ range: Range<Int>, of source: SourceFile, arrayFault: String?
  ) throws(CorpusError) {
    if let fault = attempt(range, of: source, arrayFault: arrayFault) {
      let error = source.error(fault, at: range)
      if plan.options.onError == .stop { throw error }
      batch.rejections.append(Rejection(index: batch.count - 1, error: error))
    }
  }

  mutating func readLenient(_ range: Range<Int>, of source: SourceFile) {
    if let fault = attempt(range, of: source, arrayFault: nil) {
      batch.rejections.append(
        Rejection(index: batch.count - 1, error: source.error(fault, at: range)))
    }
  }

  private mutating func attempt(
    _ range: Range<Int>, of source: SourceFile, arrayFault: String?
  ) -> RecordFault? {
    batch.starts.append(range.lowerBound)
    batch.byteCounts.append(range.count)
    if let arrayFault {
      reader.reject()
      return RecordFault(code: .brokenArray, detail: arrayFault).withHint(for: range, in: source)
    }
    do throws(RecordFault) {
      try reader.read(range, of: source)
      return nil
    } catch { return error.withHint(for: range, in: source) }
  }

  mutating func finished() -> RecordBatch {
    batch.columns = reader.writer.columns
    batch.numbers = reader.numbers
    batch.sources = reader.sources
    batch.keys = reader.keys
    return batch
  }
}

extension RecordFault {
  /// The same fault, with what the format of `source` knows of it.
  func withHint(for range: Range<Int>, in source: SourceFile) -> RecordFault {
    source.format?.explained(self, at: range, in: source.mapped) ?? self
  }
}
