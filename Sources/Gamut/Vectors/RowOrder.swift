// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutEmbedding

/// Finds the row of each record in a JSON file of vectors: by a key that both have, by the field
/// `index` of the rows, or by their order.
struct RowOrder {
  /// The file of vectors.
  let corpus: Corpus
  let path: String
  /// Its rows as they stand.
  let rows: [SourceRange]
  /// The records that want one.
  let request: VectorRequest
  let workers: Int

  private static let batchCount = 256

  /// The row of each record of the request.
  ///
  /// - Parameter key: the field that rows and records have in common; nil where there is none.
  /// - Throws: `EmbeddingError` where a row is doubled, missing, or belongs to no record; `CorpusError`
  ///   of a row without a key.
  func ordered(by key: String?) throws -> [SourceRange] {
    if let key { return try ordered(by: FieldPath(key)) }
    guard rows.count == request.source.count else {
      throw EmbeddingError.wrongRowCount(
        path: path, found: rows.count, expected: request.source.count)
    }
    let order = try corpus.rowIndices(of: rows)
    guard let order else { return request.records.map { rows[Int($0)] } }
    var byIndex = [SourceRange?](repeating: nil, count: rows.count)
    for (row, index) in zip(rows, order) {
      guard byIndex.indices.contains(index) else {
        throw error(at: row, "its index is \(index), expected 0 to \(rows.count - 1)")
      }
      guard byIndex[index] == nil else {
        throw error(
          at: row,
          "the index \(index) is doubled; expected each of 0 to \(rows.count - 1) once",
          remedy: .nameKeyField)
      }
      byIndex[index] = row
    }
    return request.records.compactMap { byIndex[Int($0)] }
  }

  private func ordered(by key: FieldPath) throws -> [SourceRange] {
    let keys = try rowKeys(key)
    var rowOfKey: [String: Int] = [:]
    for (row, name) in keys.enumerated() {
      if let earlier = rowOfKey.updateValue(row, forKey: name) {
        throw error(
          at: rows[row],
          "the key \(OneLine.quoted(name)) is doubled; it is that of \(place(rows[earlier])) too")
      }
    }
    let recordKeys = recordKeys(key)
    if recordKeys.allSatisfy(\.isEmpty), let numbered = try numbered(keys, key) { return numbered }
    var recordOfKey: [String: Int] = [:]
    for (record, name) in recordKeys.enumerated() where !name.isEmpty {
      if let earlier = recordOfKey.updateValue(record, forKey: name) {
        throw EmbeddingError(
          code: .unmatchedRow, path: path,
          detail: "the key \(OneLine.quoted(name)) is doubled: \(recordPlace(earlier)) and "
            + "\(recordPlace(record)) have it")
      }
    }
    var unknown = keys.indices.filter { recordOfKey[keys[$0]] == nil }
    // What could not be read may have had a row.
    unknown.removeFirst(min(unknown.count, request.source.columns.rejections.count))
    if let row = unknown.first {
      throw error(at: rows[row], "no record has the key \(OneLine.quoted(keys[row]))")
    }
    return try request.records.map { record in
      let name = recordKeys[Int(record)]
      guard let row = rowOfKey[name] else {
        let what =
          name.isEmpty
          ? "has no \(OneLine.quoted(key.text))"
          : "has the key \(OneLine.quoted(name)), and no row does"
        throw EmbeddingError(
          code: .unmatchedRow, path: path, detail: "\(recordPlace(Int(record))) \(what)")
      }
      return rows[row]
    }
  }

  /// The rows by the numbers at the ends of their keys, where the records have no keys: `row-0` to
  /// `row-99` of a hundred records, or `1` to `100`, behind one beginning.
  private func numbered(_ keys: [String], _ key: FieldPath) throws(EmbeddingError)
    -> [SourceRange]?
  {
    let count = request.source.count
    var byNumber = [SourceRange?](repeating: nil, count: count + 1)
    var beginning: Substring?
    for (row, name) in keys.enumerated() {
      let digits = name.utf8.reversed().prefix { 0x30...0x39 ~= $0 }.count
      let start = name.dropLast(digits)
      guard let number = Int(name.suffix(digits)), number <= count, byNumber[number] == nil,
        beginning == nil || beginning == start
      else {
        throw noKeys(key, name)
      }
      beginning = start
      byNumber[number] = rows[row]
    }
    guard keys.count == count, let missing = byNumber.firstIndex(of: nil),
      missing == 0 || missing == count
    else { throw noKeys(key, keys.first ?? "") }
    let first = missing == 0 ? 1 : 0
    return request.records.compactMap { byNumber[Int($0) + first] }
  }

  private func noKeys(_ key: FieldPath, _ name: String) -> EmbeddingError {
    EmbeddingError(
      code: .unmatchedRow, path: path,
      detail: "no record has \(OneLine.quoted(key.text)), and the keys of the rows, such as "
        + "\(OneLine.quoted(name)), do not number the \(request.source.count) records")
  }

  private func rowKeys(_ key: FieldPath) throws(CorpusError) -> [String] {
    let parts = try Parallel.mapChunks(
      of: rows.count, chunkSize: Self.batchCount, workers: workers
    ) { range throws(CorpusError) -> [String] in
      var keys = TextBatch()
      try corpus.appendKeys(of: Array(rows[range]), at: key, to: &keys)
      return (0..<keys.count).map { keys.string($0) }
    }
    return Array(parts.joined())
  }

  private func recordKeys(_ key: FieldPath) -> [String] {
    let source = request.source
    var options = ReadPlan.Options()
    options.mode = source.plan.options.mode
    let plan = ReadPlan(selections: [], keyField: key, options: options)
    return Array(
      Parallel.mapChunks(of: source.count, chunkSize: Self.batchCount, workers: workers) { range in
        let keys = source.corpus.read(
          records: range.map { source.source(of: RecordIndex($0)) }, by: plan
        ).keys
        return (0..<keys.count).map { keys.string($0) }
      }.joined())
  }

  private func place(_ row: SourceRange) -> String { "\(corpus.place(of: row))" }

  private func recordPlace(_ record: Int) -> String {
    "\(request.source.place(of: RecordIndex(record)))"
  }

  private func error(
    at row: SourceRange, _ detail: String, remedy: Remedy? = nil
  ) -> EmbeddingError {
    EmbeddingError(code: .unmatchedRow, path: place(row), detail: detail, remedy: remedy)
  }
}
