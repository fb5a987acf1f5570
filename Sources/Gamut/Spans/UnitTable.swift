// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

/// The units of records that have a word, in keep order: by record, then by their order in the text.
///
/// A unit never spans two parts of a text: two fields, or two turns.
struct UnitTable: Sendable {
  /// The record of each unit.
  private(set) var records: [RecordIndex] = []
  /// Where each unit starts in its record's text, and where it ends.
  private(set) var starts: [UInt32] = []
  private(set) var ends: [UInt32] = []
  /// What tells the units apart.
  private(set) var identities = TextIdentities()
  /// The band keys; nil without a near stage, or without units.
  private(set) var bands: BandTable?

  /// How many units there are.
  var count: Int { records.count }

  /// Where unit `index` stands in its record's text.
  func range(of index: RecordIndex) -> Range<Int> {
    Int(starts[Int(index)])..<Int(ends[Int(index)])
  }

  /// Cuts the texts of `order`, in that order.
  init(
    of kind: TextUnit.Kind, in order: [RecordIndex], source: RecordSource, sketcher: TextSketcher?,
    workers: Int
  ) {
    let parts = Parallel.mapChunks(of: order.count, chunkSize: 256, workers: workers) { range in
      let records = Array(order[range])
      return UnitTable(
        of: kind, in: source.columns(of: records)[0], records: records,
        selection: source.plan.selections[0], sketcher: sketcher)
    }
    for part in parts { append(part) }
    precondition(count <= Int(RecordIndex.max), "\(count) units")
  }

  private init(
    of kind: TextUnit.Kind, in column: TextColumn, records: [RecordIndex], selection: Selection,
    sketcher: TextSketcher?
  ) {
    var test = WordTest()
    var units = TextBatch()
    for (i, record) in records.enumerated() {
      let parts = column.partRanges(of: i, in: selection)
      column.texts.withText(i) { text in
        for part in parts {
          for unit in TextUnit.units(kind, of: text, in: part) {
            let content = text.extracting(unit.content)
            guard test.hasWord(content) else { continue }
            self.records.append(record)
            starts.append(UInt32(unit.content.lowerBound))
            ends.append(UInt32(unit.content.upperBound))
            units.append(content)
          }
        }
      }
    }
    identities = TextIdentities(of: units, shapes: units.withoutShapes.shapes)
    bands = sketcher?.bands(of: units)
  }

  private mutating func append(_ other: UnitTable) {
    records += other.records
    starts += other.starts
    ends += other.ends
    identities.append(contentsOf: other.identities)
    guard let more = other.bands else { return }
    if bands == nil { bands = more } else { bands?.append(contentsOf: more) }
  }
}

extension UnitTable {
  /// About how many bytes of text are held at once to read units again.
  private static let readByteCount = 64 << 20

  /// The texts of `units` again, in the order given: their records are read, some at a time.
  func texts(of units: [RecordIndex], source: RecordSource, workers: Int) -> TextBatch {
    var texts = TextBatch()
    var first = 0
    while first < units.count {
      var wanted: [RecordIndex] = []
      var places: [RecordIndex: Int] = [:]
      var byteCount = 0
      var next = first
      while next < units.count, byteCount < Self.readByteCount {
        let record = records[Int(units[next])]
        if places.updateValue(places[record] ?? wanted.count, forKey: record) == nil {
          wanted.append(record)
          byteCount += Int(source.columns.textByteCounts[Int(record)])
        }
        next += 1
      }
      let column = source.column(of: wanted, workers: workers)
      for unit in units[first..<next] {
        guard let place = places[records[Int(unit)]] else { continue }
        column.texts.withText(place) { texts.append($0.extracting(range(of: unit))) }
      }
      first = next
    }
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
