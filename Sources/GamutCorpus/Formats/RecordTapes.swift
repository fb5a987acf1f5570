// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Makes the tape of one record after the other, of whatever form its file is: the view of a record
/// that everything behind it reads.
struct RecordTapes {
  private let parsers: ParserPair
  private let mode: JSONMode
  private var writer = TapeWriter()
  private var rows: ArrowRowWriter

  /// Makes a maker that has `parsers` for itself.
  ///
  /// - Parameter nulls: what becomes of the cells of tables that hold nothing.
  init(parsers: ParserPair, mode: JSONMode, nulls: ArrowRowWriter.Nulls = .absent) {
    self.parsers = parsers
    self.mode = mode
    rows = ArrowRowWriter(nulls: nulls, parser: parsers.record)
  }

  /// The tape of the record at `range` of `source`, valid until the next call.
  mutating func tape(
    of range: Range<Int>, in source: SourceFile
  ) throws(RecordFault) -> JSONTape {
    let isOfBytes = if case .table = source.view { false } else { true }
    if isOfBytes, range.count > Self.byteLimit { throw .tooLarge(range.count) }
    switch source.view {
    case .json: return try parse(range, of: source)
    case .text:
      return try source.mapped.withBytes(range) { line throws(RecordFault) in
        let hasReturn = !line.isEmpty && line[line.count - 1] == 0x0D
        let text = line.extracting(0..<line.count - (hasReturn ? 1 : 0))
        if let offset = UTF8Check.firstFault(in: text) {
          throw RecordFault(
            code: .invalidUTF8, detail: "the line is not UTF-8, at its byte \(offset)")
        }
        writer.begin()
        writer.beginObject()
        writer.string(Self.text)
        writer.string(text)
        writer.endObject(memberCount: 1)
        return writer.finished()
      }
    case .csv(let table):
      return try source.mapped.withBytes(range) { row throws(RecordFault) in
        try table.write(row, by: &writer)
      }
    case .table(let table): return try table.write(range.lowerBound, by: &rows)
    }
  }

  /// The most bytes of a record: a text of 50 million words, of which each stage would take gigabytes.
  static let byteLimit = 256 << 20

  private static let text = Array("text".utf8)

  private func parse(
    _ range: Range<Int>, of source: SourceFile
  ) throws(RecordFault) -> JSONTape {
    try source.mapped.withBytes(range) { record throws(RecordFault) in
      do throws(JSONSyntaxError) {
        return try parsers.record.parse(
          record, padding: source.byteCount - range.upperBound, mode: mode)
      } catch { throw .syntax(error) }
    }
  }
}
