// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// The records of one chunk, as columns: entry `i` of each belongs to record `i` of the batch.
///
/// Rejected records have their entry in every column too, with empty texts, so that places in the
/// batch count every record read.
public struct RecordBatch: Sendable {
  /// The file of every record, counted in the order of the corpus; -1 in a batch of records that
  /// were asked for one by one.
  public let file: Int
  /// Where each record starts in its file.
  public internal(set) var starts: [Int] = []
  /// How many bytes each record has: a line without its newline (a carriage return stays), an
  /// element of an array from its first to its last byte.
  public internal(set) var byteCounts: [Int] = []
  /// One column for each selection asked for, in that order.
  public internal(set) var columns: [ShapedTexts]
  /// The number field, none where it is missing or no number; empty when none was asked for.
  public internal(set) var numbers = NumberColumn()
  /// The source of each record, "" where it names none; empty when no field was asked for.
  public internal(set) var sources = SourceColumn()
  /// The key of each record, "" where it has none; empty when no field was asked for.
  public internal(set) var keys = TextBatch()
  /// The records that could not be read, in order.
  public internal(set) var rejections: [Rejection] = []

  /// How many records there are, the rejected ones included.
  public var count: Int { starts.count }

  init(file: Int, columnCount: Int) {
    self.file = file
    columns = Array(repeating: ShapedTexts(), count: columnCount)
  }

  /// The place of record `index` of a chunk's batch in its file.
  public func source(of index: Int) -> SourceRange {
    SourceRange(file: file, start: starts[index], byteCount: byteCounts[index])
  }
}

/// A record that could not be read.
public struct Rejection: Sendable {
  /// Its place in the batch.
  public let index: Int
  /// Why, and where.
  public let error: CorpusError
}

/// Where the bytes of a record stand.
public struct SourceRange: Hashable, Sendable {
  /// The file, counted in the order of the corpus.
  public let file: Int
  /// The first byte.
  public let start: Int
  /// How many bytes.
  public let byteCount: Int

  /// Names bytes of a file.
  public init(file: Int, start: Int, byteCount: Int) {
    self.file = file
    self.start = start
    self.byteCount = byteCount
  }

  var range: Range<Int> { start..<start + byteCount }
}

/// Where a record stands, as people count.
public struct RecordPlace: Hashable, Sendable {
  /// The file as the user named it.
  public let path: String
  /// The line of the record's first byte, from 1; nil in a Parquet or an Arrow file.
  public let line: Int?
  /// In an array, the row of the record, from 0; nil in JSONL.
  public let row: Int?
}

extension RecordPlace: CustomStringConvertible {
  /// As a `CorpusError` names it: `train.jsonl:207`, in an array `train.json:14007 (row 311)`, in a
  /// table `train.parquet (row 311)`.
  public var description: String {
    "\(OneLine.escaped(path))\(line.map { ":\($0)" } ?? "")\(row.map { " (row \($0))" } ?? "")"
  }
}
