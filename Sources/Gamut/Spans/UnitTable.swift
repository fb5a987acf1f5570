// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

/// The units of records that have a word, in keep order: by record, then by their order in the text.
///
/// A unit never spans two parts of a text: two fields, or two turns.
///
/// The texts are held, unlike those of records: what the stages keep of a short text is more than the
/// text, and to read two equal lines again means to read the two records they stand in, which may be
/// two books.
struct UnitTable: Sendable {
  /// The text of each unit.
  private(set) var texts = TextBatch()
  /// The record of each unit.
  private(set) var records: [RecordIndex] = []
  /// Where each unit starts in its record's text.
  private(set) var starts: [UInt32] = []
  /// How many units there are.
  var count: Int { records.count }
  /// About how many bytes the table and what the stages know of its units take.
  var byteCount: Int { texts.bytes.count + Self.unitByteCount * count }
  private static let unitByteCount = 130

  /// Where unit `index` stands in its record's text.
  func range(of index: RecordIndex) -> Range<Int> {
    let start = Int(starts[Int(index)])
    return start..<start + texts.byteCount(of: Int(index))
  }

  /// Makes a table of no units.
  init() {}

  /// Cuts the texts of `records`, which `column` holds.
  init(
    of kind: TextUnit.Kind, in column: ShapedTexts, records: [RecordIndex], selection: Selection
  ) {
    var test = WordTest()
    for (i, record) in records.enumerated() {
      let parts = column.partRanges(of: i, in: selection)
      column.texts.withText(i) { text in
        for part in parts {
          for unit in TextUnit.units(kind, of: text, in: part) {
            let content = text.extracting(unit.content)
            guard test.hasWord(content) else { continue }
            self.records.append(record)
            starts.append(UInt32(unit.content.lowerBound))
            texts.append(content)
          }
        }
      }
    }
  }

  /// Adds the units of `other` after those of this table.
  mutating func append(_ other: UnitTable) {
    texts.append(contentsOf: other.texts)
    records += other.records
    starts += other.starts
    precondition(count <= Int(RecordIndex.max), "\(count) units")
  }
}

extension UnitTable {
  /// The texts of `units`, in the order given.
  func texts(of units: [RecordIndex]) -> TextBatch {
    var texts = TextBatch()
    for unit in units { self.texts.withText(Int(unit)) { texts.append($0) } }
    return texts
  }
}

extension TextBatch {
  /// These texts, all of one shape: units are equal where their bytes are.
  var withoutShapes: ShapedTexts {
    var shapes = TextBatch()
    for _ in 0..<count { shapes.endText() }
    return ShapedTexts(texts: self, shapes: shapes)
  }
}
