// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

extension SpanPlan {
  /// The substrings of at least `minimumByteCount` bytes that stand in the texts of `order` before.
  ///
  /// A substring lies within one part of a text: over the border of two fields or turns, the end of
  /// a question would go with the beginning of what it is about.
  func repeatedSpans(
    atLeast minimumByteCount: Int, order: [RecordIndex], source: RecordSource,
    in context: RunContext
  ) throws -> [TextSpan] {
    let byteCount = order.reduce(0) { $0 + Int(source.columns.textByteCounts[Int($1)]) }
    guard byteCount <= RepeatMatcher.byteLimit else {
      throw SpanError.tooMuchText(byteCount: byteCount)
    }
    try context.memory.require(
      byteCount * RepeatMatcher.bytesPerTextByte, for: "\(byteCount) bytes of text and their order")
    var texts = TextBatch()
    texts.reserveCapacity(textCount: order.count, byteCount: byteCount)
    // The record of each text, and where it starts in the text of the record.
    var records: [RecordIndex] = []
    var starts: [Int] = []
    source.forEachBatch(of: order, workers: context.workers) { range, columns in
      for (i, rank) in range.enumerated() {
        for part in columns[0].partRanges(of: i, in: source.plan.selections[0]) {
          columns[0].texts.withText(i) { texts.append($0.extracting(part)) }
          records.append(order[rank])
          starts.append(part.lowerBound)
        }
      }
    }
    func range(_ range: Range<Int>, of text: Int) -> Range<Int> {
      range.lowerBound + starts[text]..<range.upperBound + starts[text]
    }
    return RepeatMatcher(minimumByteCount: minimumByteCount).repeats(in: texts).map { span in
      TextSpan(
        record: records[span.text], range: range(span.range, of: span.text), cause: .repeated,
        similarity: 1,
        kept: TextSpan.Copy(
          record: records[span.keptText], range: range(span.keptRange, of: span.keptText)))
    }
  }
}
