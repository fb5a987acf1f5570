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
  public internal(set) var columns: [TextColumn]
  /// The number field, NaN where it is missing or no number; empty when none was asked for.
  public internal(set) var numbers: [Double] = []
  /// The source of each record, "" where it names none; empty when no field was asked for.
  public internal(set) var sources = SourceColumn()
  /// The records that could not be read, in order.
  public internal(set) var rejections: [Rejection] = []

  /// How many records there are, the rejected ones included.
  public var count: Int { starts.count }

  init(file: Int, columnCount: Int) {
    self.file = file
    columns = Array(repeating: TextColumn(), count: columnCount)
  }

  /// The place of record `index` of a chunk's batch in its file.
  public func source(of index: Int) -> SourceRange {
    SourceRange(file: file, start: starts[index], byteCount: byteCounts[index])
  }
}

/// The texts of one selection.
public struct TextColumn: Equatable, Sendable {
  /// The text of each record: the parts that are not empty, joined by newlines.
  public internal(set) var texts = TextBatch()
  /// The shape of each text: the role of every part and its length.
  ///
  /// Texts are the same exactly if both the text and the shape are equal: "a\nb" and "c" is not "a"
  /// and "b\nc", and what a user said is not what an assistant said. A shape is a few bytes: per
  /// part a role byte (for a role without a byte of its own, `o`, a length and the name) and the
  /// length of the part in bytes, seven bits to a byte, lowest first.
  public internal(set) var shapes = TextBatch()

  /// Makes a column of no texts.
  public init() {}

  /// Makes a column of texts with as many shapes, as another column had them.
  public init(texts: TextBatch, shapes: TextBatch) {
    precondition(texts.count == shapes.count, "\(texts.count) texts, \(shapes.count) shapes")
    self.texts = texts
    self.shapes = shapes
  }

  /// Adds all texts of `other` with their shapes.
  public mutating func append(_ other: TextColumn) {
    texts.append(contentsOf: other.texts)
    shapes.append(contentsOf: other.shapes)
  }

  /// Adds text `index` of `other` with its shape.
  public mutating func append(_ other: TextColumn, at index: Int) {
    other.texts.withText(index) { texts.append($0) }
    other.shapes.withText(index) { shapes.append($0) }
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
  /// The line of the record's first byte, from 1.
  public let line: Int
  /// In an array, the row of the record, from 0; nil in JSONL.
  public let row: Int?
}

extension RecordPlace: CustomStringConvertible {
  /// As a `CorpusError` names it: `train.jsonl:207`, or in an array `train.json:14007 (row 311)`.
  public var description: String {
    "\(OneLine.escaped(path)):\(line)\(row.map { " (row \($0))" } ?? "")"
  }
}
