// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutCorpus

/// What stays in memory of each record: 16 bytes, 8 more where a field orders them, 2 more where one
/// names their sources, and 1 for every further selection.
public struct RecordColumns: Sendable {
  /// Where each record starts in its file.
  var starts: [UInt64] = []
  /// How many bytes each record has in its file.
  var byteCounts: [UInt32] = []
  /// How many bytes its text has, of the first selection; 0 for rejected records.
  var textByteCounts: [UInt32] = []
  /// What was read of each record.
  private let selections: [Selection]
  /// Whether each record has text of each selection behind the first.
  private var hasFurtherText: [[Bool]]
  /// The number of the field that orders the records; empty where none does.
  var numbers = NumberColumn()
  /// The source that a field names; empty where none does.
  private(set) var sources = SourceColumn()
  /// How many records there are up to the end of each file.
  private(set) var fileEnds: [Int]
  /// The records that could not be read, in order.
  public private(set) var rejections: [RejectedRecord] = []

  /// A record that could not be read.
  public struct RejectedRecord: Sendable {
    /// Its index among all records read.
    public let index: RecordIndex
    /// Why, and where.
    public let error: CorpusError
  }

  init(fileCount: Int, selections: [Selection]) {
    fileEnds = [Int](repeating: 0, count: fileCount)
    self.selections = selections
    hasFurtherText = selections.dropFirst().map { _ in [] }
  }

  /// The columns of one batch.
  struct Part: Sendable {
    let file: Int
    let starts: [UInt64]
    let byteCounts: [UInt32]
    let textByteCounts: [UInt32]
    let hasFurtherText: [[Bool]]
    let numbers: NumberColumn
    let sources: SourceColumn
    let rejections: [Rejection]

    init(_ batch: RecordBatch) {
      file = batch.file
      starts = batch.starts.map { UInt64($0) }
      // A record of 4 GiB or more is not a line of a data set; it would not parse either.
      byteCounts = batch.byteCounts.map { UInt32(clamping: $0) }
      textByteCounts =
        batch.columns.first.map { column in
          (0..<column.texts.count).map { UInt32(clamping: column.texts.byteCount(of: $0)) }
        } ?? [UInt32](repeating: 0, count: batch.count)
      hasFurtherText = batch.columns.dropFirst().map { column in
        (0..<column.texts.count).map { column.texts.byteCount(of: $0) > 0 }
      }
      numbers = batch.numbers
      sources = batch.sources
      rejections = batch.rejections
    }
  }

  mutating func append(_ part: Part) {
    let first = starts.count
    starts += part.starts
    byteCounts += part.byteCounts
    textByteCounts += part.textByteCounts
    for (i, more) in part.hasFurtherText.enumerated() { hasFurtherText[i] += more }
    numbers.append(contentsOf: part.numbers)
    sources.append(contentsOf: part.sources)
    rejections += part.rejections.map {
      RejectedRecord(index: RecordIndex(first + $0.index), error: $0.error)
    }
    for file in part.file..<fileEnds.count { fileEnds[file] = starts.count }
  }

  /// Throws where `count` more records are more than have a number.
  func requireRoom(for count: Int) throws(CorpusError) {
    guard starts.count + count > Int(RecordIndex.max) else { return }
    throw CorpusError(
      .tooManyRecords,
      detail: "the inputs have more than \(RecordIndex.max) records; clean them in several runs, "
        + "with an index of those before")
  }

  /// Makes room for `count` more records.
  mutating func reserveCapacity(_ count: Int) {
    starts.reserveCapacity(starts.count + count)
    byteCounts.reserveCapacity(byteCounts.count + count)
    textByteCounts.reserveCapacity(textByteCounts.count + count)
    if !numbers.isEmpty { numbers.reserveCapacity(count) }
  }

  /// Those of `records` that have text of `selection`; nil where it was not read.
  func withText(of selection: Selection, among records: [RecordIndex]) -> [RecordIndex]? {
    guard let place = selections.firstIndex(of: selection) else { return nil }
    guard place > 0 else { return records.filter { textByteCounts[Int($0)] > 0 } }
    return records.filter { hasFurtherText[place - 1][Int($0)] }
  }

  /// The records of the files at the places `inputs`, which follow one another.
  func records(ofFiles inputs: Range<Int>) -> Range<Int> {
    let end = inputs.isEmpty ? 0 : fileEnds[inputs.upperBound - 1]
    return min(end, inputs.lowerBound == 0 ? 0 : fileEnds[inputs.lowerBound - 1])..<end
  }

  /// The file of record `index`.
  func file(of index: RecordIndex) -> Int {
    fileEnds.firstIndex { Int(index) < $0 } ?? fileEnds.count
  }

  /// Where the bytes of record `index` stand.
  func source(of index: RecordIndex) -> SourceRange {
    SourceRange(
      file: file(of: index), start: Int(starts[Int(index)]),
      byteCount: Int(byteCounts[Int(index)]))
  }

  /// How many records each file holds.
  var fileCounts: [Int] {
    zip(fileEnds, [0] + fileEnds.dropLast()).map { $0 - $1 }
  }
}
