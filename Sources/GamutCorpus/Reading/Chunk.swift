// SPDX-License-Identifier: Apache-2.0

/// A stretch of one file that is read in one go.
struct Chunk: Sendable {
  /// Long enough that a call costs nothing, short enough for the caches and for fair shares.
  static let byteCount = 1 << 20

  /// The file, counted in the order of the corpus.
  let file: Int
  /// The stretch, in the units of the file's format.
  let range: Range<Int>

  /// The chunks of `source`, in order.
  static func all(of source: SourceFile, file: Int) -> [Chunk] {
    source.format?.parts(of: source.mapped).map { Chunk(file: file, range: $0) } ?? []
  }

  /// The bytes of `source` the chunk covers, but for the end of a last record.
  func sourceRange(in source: SourceFile) -> Range<Int> {
    source.format?.byteRange(of: range) ?? 0..<0
  }

  /// Calls `body` with the bytes of each record of the chunk, in order, and with what is wrong
  /// around the record there, if anything is.
  func forEachRecord(
    of source: SourceFile,
    _ body: (_ range: Range<Int>, _ arrayFault: String?) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    try source.format?.forEachRecord(in: range, of: source.mapped, body)
  }
}
