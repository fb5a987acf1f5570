// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding
import GamutLinear

/// What is asked and what is said in some records of a union, each text once.
struct SideTexts {
  /// The two sides, as columns of vectors are laid out.
  static let roles = [PartRole.asked, .said]

  /// For each side, the number of the text of each record; `none` where it has none.
  private(set) var numbers: [[UInt32]]
  /// For each side and text, the place of the first record that has it.
  private(set) var firstPlaces: [[Int]]

  static let none = UInt32.max

  /// Reads the texts of `records`, ascending: those of a reference come first.
  init(of records: [RecordIndex], in union: RecordUnion, workers: Int) {
    var numbers = [[UInt32]](repeating: [], count: Self.roles.count)
    var firstPlaces = [[Int]](repeating: [], count: Self.roles.count)
    var known = [[Hash128: UInt32]](repeating: [:], count: Self.roles.count)
    for (source, own, _) in Self.parts(of: records, in: union) {
      source.forEachPart(of: own, workers: workers) { columns in
        Self.roles.map { Self.hashes(of: columns[0].texts(of: $0)) }
      } count: {
        $0[0].count
      } _: { _, hashes in
        for side in Self.roles.indices {
          for hash in hashes[side] {
            guard let hash else {
              numbers[side].append(Self.none)
              continue
            }
            let next = UInt32(firstPlaces[side].count)
            let number = known[side][hash] ?? next
            if number == next {
              known[side][hash] = next
              firstPlaces[side].append(numbers[side].count)
            }
            numbers[side].append(number)
          }
        }
      }
    }
    self.numbers = numbers
    self.firstPlaces = firstPlaces
  }

  /// The records of each source, numbered as there, and the place of the first of them.
  static func parts(
    of records: [RecordIndex], in union: RecordUnion
  ) -> [(source: RecordSource, records: [RecordIndex], first: Int)] {
    let limit = RecordIndex(union.referenceCount)
    let known = records.prefix { $0 < limit }
    var parts: [(source: RecordSource, records: [RecordIndex], first: Int)] = []
    // An index, which holds no vectors, is refused before.
    if let reference = union.reference as? RecordSource {
      parts.append((reference, Array(known), 0))
    }
    parts.append((union.source, records[known.count...].map { $0 - limit }, known.count))
    return parts
  }

  private static func hashes(of texts: TextBatch) -> [Hash128?] {
    (0..<texts.count).map { i in
      texts.byteCount(of: i) == 0 ? nil : texts.withText(i) { StableHash.hash128($0) }
    }
  }

  /// The vectors of both sides, made by `model`, side by side: a row per record, whose halves have
  /// equal norms where both sides have words, and are zero where one has none; and for each side what
  /// was left unread of its texts, where the model says so.
  func rows(
    of records: [RecordIndex], in union: RecordUnion, by model: OpenedModel,
    in context: RunContext
  ) throws -> (rows: Matrix, cuts: [TextCuts?]) {
    let parts = Self.parts(of: records, in: union)
    let requests = Self.roles.indices.flatMap { side in
      parts.map { part in
        VectorRequest(
          source: part.source.embedding(Self.roles[side]),
          records: firstPlaces[side].filter {
            $0 >= part.first && $0 < part.first + part.records.count
          }.map { part.records[$0 - part.first] })
      }
    }
    // The parts of a side follow each other, and text `i` of a side becomes row `i`.
    var sides: [Matrix] = []
    var cuts: [TextCuts?] = []
    for (number, vectors) in try model.vectors(of: requests, in: context).enumerated() {
      if number % parts.count == 0 {
        sides.append(vectors.rows)
        cuts.append(vectors.cuts)
      } else {
        sides[sides.count - 1] = sides[sides.count - 1].appendingRows(of: vectors.rows)
        cuts[cuts.count - 1] = TextCuts.joined(cuts[cuts.count - 1], vectors.cuts)
      }
    }
    return (joined(&sides, recordCount: records.count), cuts)
  }

  /// Puts the rows of both sides, which are scaled to norm 1, side by side for each record.
  private func joined(_ sides: inout [Matrix], recordCount: Int) -> Matrix {
    let width = sides.map(\.columnCount).max() ?? 0
    for side in sides.indices { _ = sides[side].normalizeRows() }
    var elements = [Float](repeating: 0, count: recordCount * width * sides.count)
    for record in 0..<recordCount {
      for (side, rows) in sides.enumerated() where numbers[side][record] != Self.none {
        let start = (record * sides.count + side) * width
        let row = Int(numbers[side][record])
        for column in 0..<rows.columnCount { elements[start + column] = rows[row, column] }
      }
    }
    return Matrix(rowCount: recordCount, columnCount: width * sides.count, elements: elements)
  }
}

extension ShapedTexts {
  /// What the parts of `role` say in each record, a line each.
  func texts(of role: PartRole) -> TextBatch {
    var batch = TextBatch()
    for i in 0..<count {
      texts.withText(i) { text in
        var isFirst = true
        for part in parts(of: i) where part.role == role && !part.range.isEmpty {
          if !isFirst { batch.appendToText(UInt8(ascii: "\n")) }
          isFirst = false
          batch.appendToText(text.extracting(part.range))
        }
      }
      batch.endText()
    }
    return batch
  }
}
