// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutCorpus
import GamutText

/// The records of some files after one pass over them: columns, and the way back to their texts.
///
/// The texts of a small set are held. Of any other set whatever needs them reads them again by place,
/// a batch at a time.
public struct RecordSource: Sendable {
  /// The files.
  public let corpus: Corpus
  /// How records are read, and which texts of them.
  public let plan: ReadPlan
  /// What stays in memory of each record.
  public let columns: RecordColumns
  /// The texts that were read with the records, where they are held; the plan may want others.
  private(set) var held: HeldTexts?
  /// What of their prompts is embedded; nil for all of them.
  var prompt: PromptText?
  /// The side of them that is embedded; nil for all of the text.
  var side: PartRole?

  /// Reads all records once and keeps of each its columns; what `map` makes of each batch goes to
  /// `take`.
  ///
  /// - Parameters:
  ///   - text: where the first text of the plan must be found, as it must of a whole set; nil of a part,
  ///     which may lack it.
  ///   - map: called on any thread.
  ///   - expecting: called once, with how many more records there may be.
  ///   - take: called on this thread with the parts, in the order of the records.
  /// - Throws: the error of the first record that cannot be read, as the plan's policy has it; what
  ///   `take` throws.
  /// - Complexity: O(bytes); 16 bytes a record.
  static func scan<Part: Sendable>(
    _ corpus: Corpus, by plan: ReadPlan, requiring text: TextPresence? = .somewhere,
    in context: RunContext,
    _ map: @Sendable (RecordBatch) -> Part, expecting: (Int) -> Void = { _ in },
    take: (Part) throws -> Void
  ) throws -> RecordSource {
    let meter = context.meter("reading", total: corpus.byteCount, unit: .bytes)
    var columns = RecordColumns(fileCount: corpus.files.count, selections: plan.selections)
    let isHeld = HeldTexts.mayHold(corpus, in: context)
    var held = isHeld ? HeldTexts(of: corpus, plan.selections, in: context) : nil
    var tally = RejectionTally(policy: plan.options.onError)
    var readByteCount = 0
    var isReserved = false
    try Parallel.forEachChunk(of: corpus.chunkCount, chunkSize: 1, workers: context.workers) {
      range -> Result<(RecordColumns.Part, Part, [ShapedTexts], Int), CorpusError> in
      let chunk = range.lowerBound
      do throws(CorpusError) {
        let batch = try corpus.read(chunk: chunk, by: plan)
        let byteCount = corpus.byteCount(ofChunk: chunk)
        meter.advance(by: byteCount)
        let texts = isHeld ? batch.columns : []
        return .success((RecordColumns.Part(batch), map(batch), texts, byteCount))
      } catch { return .failure(error) }
    } take: { result in
      try context.requireWanted()
      let (part, mapped, texts, byteCount) = try result.get()
      try tally.add(part.rejections)
      try columns.requireRoom(for: part.starts.count)
      columns.append(part)
      held?.append(texts)
      if let isFull = held?.isFull, isFull { held = nil }
      readByteCount += byteCount
      try take(mapped)
      if !isReserved, readByteCount >= corpus.byteCount / 16 {
        // Columns that double as they grow hold two and a half times as much at the worst moment.
        isReserved = true
        let share = Double(corpus.byteCount) / Double(max(1, readByteCount)) - 1
        let expected = Int(Double(columns.starts.count) * share * 1.1)
        columns.reserveCapacity(expected)
        expecting(expected)
      }
    }
    var source = RecordSource(corpus: corpus, plan: plan, columns: columns)
    source.held = held
    if text != nil {
      try source.requireText(columns.textByteCounts.contains { $0 > 0 } ? .somewhere : .nowhere)
    }
    return source
  }

  /// Where a text was found.
  enum TextPresence {
    /// In one record at least.
    case somewhere
    /// In none.
    case nowhere
  }

  /// Nothing can be said of records that all lack the text that is asked for.
  func requireText(_ presence: TextPresence) throws(CorpusError) {
    guard let selection = plan.selections.first, count > columns.rejections.count,
      presence == .nowhere
    else { return }
    let found = plan.schema.map { " (read as \($0))" } ?? ""
    throw CorpusError(
      .nothingThere, path: corpus.files.count == 1 ? corpus.files[0].path : nil,
      detail: "\(selection.name) is empty in all of the \(count) records\(found); "
        + "expected text: take another view, or name the fields that hold it")
  }

  /// How many records have no number in the field that orders them, and come last.
  public var withoutNumberCount: Int {
    plan.numberField == nil ? 0 : columns.numbers.missingCount
  }

  /// A field that orders the records and that none of them has is a mistake.
  func requireNumbers() throws(CorpusError) {
    guard let field = plan.numberField, withoutNumberCount == count, count > 0 else { return }
    throw CorpusError(
      .missingField, path: corpus.files.count == 1 ? corpus.files[0].path : nil, field: field.text,
      detail: "no record has a number in \(OneLine.quoted(field.text)), which is to order them")
  }
}

extension RecordSource {
  /// How many records were read, rejected ones included.
  public var count: Int { columns.starts.count }

  /// Where the bytes of record `index` stand.
  public func source(of index: RecordIndex) -> SourceRange { columns.source(of: index) }

  /// Where record `index` stands, as people count.
  public func place(of index: RecordIndex) -> RecordPlace {
    corpus.place(of: columns.source(of: index))
  }

  /// The texts of some records again: one column per selection of the plan.
  public func columns(of records: some Sequence<RecordIndex>) -> [ShapedTexts] {
    held?.columns(of: records, for: plan.selections)
      ?? corpus.read(records: records.map(columns.source), by: plan).columns
  }

  /// Other texts of the same records.
  ///
  /// - Throws: where no schema was needed so far and one is now, what detecting it throws.
  func selecting(_ selections: [Selection]) throws(CorpusError) -> RecordSource {
    guard let known = plan.selecting(selections) else {
      let other = try corpus.plan(selections: selections, options: plan.options)
      return RecordSource(corpus: corpus, plan: other, columns: columns)
    }
    var source = RecordSource(corpus: corpus, plan: known, columns: columns)
    source.held = held
    return source
  }
}

extension RecordSource {
  /// Records one task reads again, and tasks in a wave: what is held of the texts at once.
  private static let batchRecordCount = 256
  private static let waveBatchCount = 64

  /// Reads the texts of `records` again and hands them over in order, a few thousand at a time.
  func forEachBatch<Failure: Error>(
    of records: [RecordIndex], workers: Int,
    _ body: (Range<Int>, [ShapedTexts]) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachPart(of: records, workers: workers) {
      $0
    } count: {
      $0.first?.texts.count ?? 0
    } _: { range, columns throws(Failure) in
      try body(range, columns)
    }
  }

  /// The same, with what `map` makes of each batch on any thread; `count` says of how many records a
  /// part is.
  func forEachPart<Part: Sendable, Failure: Error>(
    of records: [RecordIndex], workers: Int, _ map: @Sendable ([ShapedTexts]) -> Part,
    count: (Part) -> Int, _ body: (Range<Int>, Part) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachPart(
      of: records, workers: workers, { _, columns in map(columns) }, count: count, body)
  }

  /// The same, with the places of a batch in `records`.
  func forEachPart<Part: Sendable, Failure: Error>(
    of records: [RecordIndex], workers: Int, _ map: @Sendable (Range<Int>, [ShapedTexts]) -> Part,
    count: (Part) -> Int, _ body: (Range<Int>, Part) throws(Failure) -> Void
  ) throws(Failure) {
    let waveCount = Self.batchRecordCount * Self.waveBatchCount
    for start in stride(from: 0, to: records.count, by: waveCount) {
      let wave = start..<min(records.count, start + waveCount)
      let parts = Parallel.mapChunks(
        of: wave.count, chunkSize: Self.batchRecordCount, workers: workers
      ) {
        let places = wave.lowerBound + $0.lowerBound..<wave.lowerBound + $0.upperBound
        return map(places, columns(of: records[places]))
      }
      var next = start
      for part in parts {
        let count = count(part)
        try body(next..<next + count, part)
        next += count
      }
    }
  }

  /// The first selection of `records`, all at once: for samples and blocks.
  public func column(of records: [RecordIndex], workers: Int) -> ShapedTexts {
    var column = ShapedTexts()
    forEachBatch(of: records, workers: workers) { _, columns in column.append(columns[0]) }
    return column
  }
}

extension RecordSource {
  /// Reads the records of `corpus` once, for their places alone.
  static func reading(
    _ corpus: Corpus, selection: Selection, options: ReadPlan.Options, in context: RunContext
  ) throws -> RecordSource {
    try reading(corpus, selections: [selection], options: options, in: context)
  }

  /// The same with several texts of each record.
  static func reading(
    _ corpus: Corpus, selections: [Selection], sourceField: FieldPath? = nil,
    options: ReadPlan.Options, in context: RunContext
  ) throws -> RecordSource {
    let plan = try corpus.plan(
      selections: selections, sourceField: sourceField, options: options)
    return try scan(corpus, by: plan, in: context) { _ in
    } take: { _ in
    }
  }

  /// The records that could be read, ascending.
  var readable: [RecordIndex] {
    var isRejected = [Bool](repeating: false, count: count)
    for rejection in columns.rejections { isRejected[Int(rejection.index)] = true }
    return isRejected.indices.lazy.filter { !isRejected[$0] }.map { RecordIndex($0) }
  }

  /// Those of `records` whose text is not empty.
  func withText(_ records: [RecordIndex], workers: Int) -> [RecordIndex] {
    if let known = columns.withText(of: plan.selections[0], among: records) { return known }
    var result: [RecordIndex] = []
    forEachBatch(of: records, workers: workers) { range, columns in
      for (i, row) in range.enumerated() where columns[0].texts.byteCount(of: i) > 0 {
        result.append(records[row])
      }
    }
    return result
  }
}
