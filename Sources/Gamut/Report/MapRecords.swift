// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutReport
import GamutUnicode

/// Looks up what a page tells of the records on a map: where they stand, how they begin, and what else
/// may colour them.
struct MapRecords {
  /// Read by a plan whose first selection is the text that was drawn.
  let source: RecordSource
  /// What was removed before, and for whom; nil for records of a reference.
  let deduplication: Deduplication?

  /// What one look at a text tells.
  private struct Look: Sendable {
    let beginning: String
    let length: Int
    let language: String?
  }

  /// Bytes of a text that a page may show.
  private static let byteLimit = 320

  /// The records, one for each of `records`; languages are counted from `languages`, to which those
  /// that are new are added in the order in which they occur.
  func look(
    at records: [RecordIndex], languages: inout [String], workers: Int
  ) -> [MapReport.Record] {
    var removedFor: [RecordIndex: Int] = [:]
    for removal in deduplication?.removals ?? [] where !removal.keeper.isReference {
      removedFor[removal.keeper.index, default: 0] += 1
    }
    var found: [MapReport.Record] = []
    source.forEachPart(of: records, workers: workers, Self.looks, count: \.count) { range, looks in
      for (record, look) in zip(records[range], looks) {
        let language = look.language.map { name in
          if let known = languages.firstIndex(of: name) { return known }
          languages.append(name)
          return languages.count - 1
        }
        found.append(
          MapReport.Record(
            place: Place(source.place(of: record)), index: Int(record), beginning: look.beginning,
            length: look.length,
            source: deduplication == nil ? nil : source.sourceNumber(of: record),
            language: language, removed: removedFor[record] ?? 0))
      }
    }
    return found
  }

  private static func looks(_ columns: [ShapedTexts]) -> [Look] {
    let texts = columns[0].texts
    let tellsLanguages = LanguageCounter.problem == nil
    return (0..<texts.count).map { i in
      texts.withText(i) { text in
        var languages = LanguageCounter()
        if tellsLanguages { languages.add(text) }
        var end = min(text.count, byteLimit)
        // Not within a character: its bytes behind the first begin with 10.
        while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
        var beginning: [UInt8] = []
        var length = 0
        for j in 0..<text.count {
          if j < end { beginning.append(text[j]) }
          if text[j] & 0xC0 != 0x80 { length += 1 }
        }
        return Look(
          beginning: String(decoding: beginning, as: UTF8.self), length: length,
          language: languages.languages.first?.name)
      }
    }
  }
}
