// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutEmbedding
public import GamutLinear
public import GamutReport

/// The vectors of some records, of norm 1; records whose vector is zero are left out and counted.
public struct EmbeddedRecords: Sendable {
  /// The record of each row, ascending.
  public let records: [RecordIndex]
  /// One row of norm 1 per record: `records.count × dimensions`.
  public let rows: Matrix
  /// How many records have a zero vector, such as texts without words: they are in no metric.
  public let zeroCount: Int
  /// Texts that are longer than the model reads; nil where there are none, and where nobody knows.
  public let cutTexts: CutTexts?

  /// Scales rows, one per record of `records`, to norm 1, in place.
  init(_ rows: consuming Matrix, of records: [RecordIndex]) {
    self.init(TextVectors(rows: rows), of: records)
  }

  /// Scales the rows of `vectors`, one per record of `records`, to norm 1, in place.
  init(_ vectors: consuming TextVectors, of records: [RecordIndex]) {
    precondition(
      vectors.rows.rowCount == records.count, "\(vectors.rows.rowCount), \(records.count)")
    var vectors = vectors
    cutTexts = CutTexts(vectors.cuts)
    let zeros = vectors.rows.normalizeRows().zeroRows
    zeroCount = zeros.count
    if zeros.isEmpty {
      self.records = records
    } else {
      var isZero = [Bool](repeating: false, count: records.count)
      for row in zeros { isZero[row] = true }
      let rest = records.indices.filter { !isZero[$0] }
      self.records = rest.map { records[$0] }
      vectors.rows.keepRows(rest)
    }
    rows = vectors.rows
  }

  /// Those of `other`; without rows, which have no length, as if they had `columnCount` columns.
  init(_ other: EmbeddedRecords, columnCount: Int) {
    records = other.records
    zeroCount = other.zeroCount
    cutTexts = other.cutTexts
    rows =
      other.records.isEmpty ? Matrix(rowCount: 0, columnCount: columnCount) : other.rows
  }
}

extension CutTexts {
  /// What `cuts` leave out in all; nil where it is nothing, or not known.
  init?(_ cuts: TextCuts?) {
    guard let cuts else { return nil }
    self.init(texts: cuts.cutCount, tokens: cuts.tokenCount)
  }
}

extension EmbeddedRecords {
  /// Throws where the vectors of `model` are given and all of them zero: nothing can be said of
  /// records then, and the vectors are hardly those that were meant.
  func requireVectors(of opened: OpenedModel) throws(EmbeddingError) {
    guard records.isEmpty, zeroCount > 0 else { return }
    let detail = "all \(zeroCount) vectors are zero, expected one at least that is not"
    switch opened.model {
    case .files(let path, _, _, _):
      throw EmbeddingError(code: .badShape, path: path, detail: detail)
    case .field: throw EmbeddingError(code: .badShape, detail: "\(opened.name): \(detail)")
    case .lsa, .savedLSA, .folder, .server: return
    }
  }
}
