// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutJSON
public import GamutReport

/// What repeats below whole records, and what becomes of it.
public struct SpanFindings: Sendable {
  /// The decisions on records. Where spans are cut, its cuts are of them, and the records that would
  /// be left without any text are removed.
  public let deduplication: Deduplication
  /// The spans, ordered by record and start; those of a record do not overlap.
  public let spans: [TextSpan]
  /// The records that were to be cut and are left whole; nil where nothing was to be cut.
  public let uncut: [RecordIndex]?
}

extension SpanFindings {
  /// How many spans there are, in how many records, and of how many bytes of text.
  public var counts: SpanCounts {
    var counts = SpanCounts(count: spans.count, uncut: uncut?.count)
    for (i, span) in spans.enumerated() {
      if i == 0 || spans[i - 1].record != span.record { counts.records += 1 }
      counts.bytes += span.range.count
    }
    return counts
  }

  /// Writes one line per span: where it stands, why it is one, and where its copy stands that stays.
  public func writeSpans(to file: inout OutputFile) throws(OutputError) {
    var lines = JSONLines()
    for span in spans {
      let line = lines.object { line in
        write(span.record, span.range, to: &line)
        line.member("cause", span.cause.rawValue)
        line.member("similarity", span.similarity)
        line.object("kept") { write(span.kept.record, span.kept.range, to: &$0) }
      }
      try file.write(line.span)
    }
  }

  private func write(_ record: RecordIndex, _ range: Range<Int>, to line: inout JSONWriter) {
    line.place(Place(deduplication.source.place(of: record)), index: record)
    line.member("start", range.lowerBound)
    line.member("end", range.upperBound)
  }
}
