// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// A stretch of one file that is read in one go.
struct Chunk: Sendable {
  /// Long enough that a call costs nothing, short enough for the caches and for fair shares.
  static let byteCount = 1 << 20

  /// The file, counted in the order of the corpus.
  let file: Int
  /// Of lines: the bytes in which the chunk's lines start. Of arrays: the rows.
  let range: Range<Int>

  /// The chunks of `source`, in order.
  static func all(of source: SourceFile, file: Int) -> [Chunk] {
    switch source.container {
    case nil: []
    case .lines:
      stride(from: 0, to: source.byteCount, by: byteCount).map { start in
        Chunk(
          file: file, range: max(start, source.textStart)..<min(start + byteCount, source.byteCount)
        )
      }
    case .array: rows(of: source.elements).map { Chunk(file: file, range: $0) }
    }
  }

  private static func rows(of elements: ElementTable) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var first = 0
    for row in 0..<elements.count
    where elements.range(of: row).upperBound - elements.range(of: first).lowerBound >= byteCount {
      chunks.append(first..<row + 1)
      first = row + 1
      if first == elements.count { return chunks }
    }
    if first < elements.count { chunks.append(first..<elements.count) }
    return chunks
  }

  /// The bytes of `source` the chunk covers, but for the end of a last line.
  func sourceRange(in source: SourceFile) -> Range<Int> {
    guard source.container == .array, !range.isEmpty else { return range }
    return source.elements.range(of: range.lowerBound)
      .lowerBound..<source.elements.range(of: range.upperBound - 1).upperBound
  }

  /// Calls `body` with the bytes of each record of the chunk, in order; in an array also with what
  /// is wrong with the array there, if anything is.
  func forEachRecord<Failure: Error>(
    of source: SourceFile,
    _ body: (_ range: Range<Int>, _ arrayFault: String?) throws(Failure) -> Void
  ) throws(Failure) {
    guard source.container == .lines else {
      for row in range { try body(source.elements.range(of: row), source.elements.faults[row]) }
      return
    }
    try source.mapped.withBytes(0..<source.byteCount) { bytes throws(Failure) in
      var start = range.lowerBound
      // A line belongs to the chunk in which it starts.
      if start > source.textStart, bytes[start - 1] != 0x0A {
        start = Newlines.next(in: bytes, from: start) + 1
      }
      while start < range.upperBound {
        let end = Newlines.next(in: bytes, from: start)
        if JSONScanner.skipSpace(bytes.extracting(start..<end), from: 0) < end - start {
          try body(start..<end, nil)
        }
        start = end + 1
      }
    }
  }
}
