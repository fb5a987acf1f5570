// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

// What of the records is embedded, and gives clusters their names. People are shown whole texts.

extension RecordSource {
  /// Records looked at to find what nearly all share: the standard error of nine in ten is 1 %.
  private static let sampleCount = 1024

  /// These records, of whose prompts what tools answered is left out, and what stands in nearly all of
  /// them; of any other text nothing is.
  ///
  /// - Parameters:
  ///   - records: those that are embedded, of which a sample is looked at, evenly spaced.
  ///   - others: what was set aside of records that these are compared with.
  func embeddingPrompts(
    of records: [RecordIndex], with others: SetAsideUnits = SetAsideUnits(), workers: Int
  ) -> RecordSource {
    guard plan.selections.first == .view(.prompt) else { return self }
    let count = min(records.count, Self.sampleCount)
    let wanted = (0..<count).map { records[$0 * records.count / count] }
    let column = column(of: wanted, workers: workers)
    var sample = CommonUnits.Sample()
    for i in 0..<column.count { sample.add(column, at: i) }
    var source = self
    source.prompt = PromptText(setAside: sample.setAside(with: others))
    return source
  }

  /// These records, of which the parts of `side` are embedded.
  func embedding(_ side: PartRole) -> RecordSource {
    var source = self
    source.side = side
    return source
  }

  /// What is set aside.
  var setAside: SetAsideUnits { prompt?.setAside ?? SetAsideUnits() }

  /// What is embedded of `column`, the first selection of some records.
  private func embedded(_ column: ShapedTexts) -> TextBatch {
    if let side { return column.texts(of: side) }
    return prompt?.texts(of: column) ?? column.texts
  }

  /// What is embedded of `records`, all at once: for samples.
  func embeddedTexts(of records: [RecordIndex], workers: Int) -> TextBatch {
    var texts = TextBatch()
    forEachEmbedded(of: records, workers: workers) { _, part in texts.append(contentsOf: part) }
    return texts
  }

  /// Reads `records` again and hands over in order what is embedded of them, a few thousand at a time.
  func forEachEmbedded<Failure: Error>(
    of records: [RecordIndex], workers: Int,
    _ body: (Range<Int>, TextBatch) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachPart(of: records, workers: workers) {
      embedded($0[0])
    } count: {
      $0.count
    } _: { range, texts throws(Failure) in
      try body(range, texts)
    }
  }
}
