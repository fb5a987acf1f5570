// SPDX-License-Identifier: Apache-2.0

private import GamutCore
internal import GamutJSON

extension Corpus {
  /// Where some of a record's text stands in its source, so that a copy of the record's bytes without
  /// those ranges is the record without that text.
  ///
  /// The text is that of the plan's first selection. What is between two parts of it stands nowhere.
  /// Escapes are taken whole; all other bytes of the source are outside of the ranges, so that the
  /// strings keep the escapes they were written with.
  ///
  /// - Parameter textRanges: ranges of the text, ascending and apart, at characters' borders.
  /// - Returns: ranges of the record's bytes, ascending; nil where they cannot be told or may not be
  ///   cut: in a part that is written in a string within a string, or as anything but a string; in a
  ///   call of a tool; in a string that is two parts at once; between two lone surrogates that would
  ///   become one character; and of a record that cannot be read.
  /// - Complexity: O(bytes of the record).
  public func sourceRanges(
    ofText textRanges: [Range<Int>], in record: SourceRange, by plan: ReadPlan
  ) -> [Range<Int>]? {
    let file = files[record.file]
    guard file.view.isJSONObject else { return nil }
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var reader = RecordReader(plan: plan, parsers: pair)
    reader.writer.keepOrigins()
    return file.mapped.withBytes(record.range) { bytes in
      do throws(RecordFault) {
        let tape = try reader.tape(of: record.range, in: file)
        try reader.appendParts(of: tape)
        reader.writer.endRecord()
        return PartStrings(bytes, tape, reader.writer, plan.selections[0])
          .sourceRanges(of: textRanges, in: bytes)
      } catch { return nil }
    }
  }
}

extension JSONTape {
  /// Where the string at `index` came from; nil where it is a string within a string.
  func origin(at index: Int) -> PartWriter.Origin? {
    isNested ? nil : PartWriter.Origin(tapeIndex: index)
  }
}
