// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutEmbedding
public import GamutLinear

/// The vectors of some records, of norm 1; records whose vector is zero are left out and counted.
public struct EmbeddedRecords: Sendable {
  /// The record of each row, ascending.
  public let records: [RecordIndex]
  /// One row of norm 1 per record: `records.count × dimensions`.
  public let rows: Matrix
  /// How many records have a zero vector, such as texts without words: they are in no metric.
  public let zeroCount: Int

  /// Scales `vectors`, one row per record of `records`, to norm 1, in place.
  init(_ vectors: consuming Matrix, of records: [RecordIndex]) {
    precondition(vectors.rowCount == records.count, "\(vectors.rowCount), \(records.count)")
    var scaled = vectors
    let zeros = scaled.normalizeRows().zeroRows
    zeroCount = zeros.count
    if zeros.isEmpty {
      self.records = records
    } else {
      var isZero = [Bool](repeating: false, count: records.count)
      for row in zeros { isZero[row] = true }
      let rest = records.indices.filter { !isZero[$0] }
      self.records = rest.map { records[$0] }
      scaled.keepRows(rest)
    }
    rows = scaled
  }

  /// Those of `other`; without rows, which have no length, as if they had `columnCount` columns.
  init(_ other: EmbeddedRecords, columnCount: Int) {
    records = other.records
    zeroCount = other.zeroCount
    rows =
      other.records.isEmpty ? Matrix(rowCount: 0, columnCount: columnCount) : other.rows
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
