// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutLinear

/// Reads vectors that are given: by files beside the records, or by a field of them.
struct GivenVectors {
  let context: RunContext

  /// Records whose vectors one task reads: about 2 MB of JSON at 384 numbers.
  private static let batchRecordCount = 256

  /// The vectors of each request's records from the file of the same place in `paths`.
  func matrices(
    of requests: [VectorRequest], paths: [String], field: String?, key: String? = nil
  ) throws -> [Matrix] {
    var matrices: [Matrix] = []
    for (request, path) in zip(requests, paths) {
      var matrix = try matrix(of: request, path: path, field: field, key: key)
      if matrix.rowCount != request.records.count {
        matrix.keepRows(request.records.lazy.map(Int.init))
      }
      matrices.append(matrix)
    }
    return try Self.alike(matrices, paths: paths)
  }

  /// The vectors that stand in the field at `fieldPath` of each request's records.
  func matrices(of requests: [VectorRequest], fieldPath: String) throws -> [Matrix] {
    let field = VectorField.path(try FieldPath(fieldPath))
    let matrices = try requests.map { request in
      try matrix(
        of: request.records.map { request.source.source(of: $0) }, in: request.source.corpus,
        at: field)
    }
    return try Self.alike(matrices, paths: requests.map { $0.source.corpus.files[0].path })
  }

  /// The matrices, all of one column count: those without rows take that of the others.
  ///
  /// - Throws: `badShape` of the first that differs from one before.
  static func alike(
    _ matrices: consuming [Matrix], paths: [String]
  ) throws(EmbeddingError) -> [Matrix] {
    var result = matrices
    guard let first = result.firstIndex(where: { $0.rowCount > 0 }) else { return result }
    let columnCount = result[first].columnCount
    for i in result.indices where result[i].columnCount != columnCount {
      guard result[i].rowCount == 0 else {
        throw EmbeddingError(
          code: .badShape, path: paths[i],
          detail: "\(result[i].columnCount) columns, expected \(columnCount) as in \(paths[first])")
      }
      result[i] = Matrix(rowCount: 0, columnCount: columnCount)
    }
    return result
  }

  /// The rows of a file: of all records read if it is binary, of those wanted if it is JSON.
  private func matrix(
    of request: VectorRequest, path: String, field: String?, key: String?
  ) throws -> Matrix {
    let format = try VectorFormat.recognised(path: path)
    guard format == .json else {
      guard key == nil else {
        throw EmbeddingError(
          code: .unmatchedRow, path: path,
          detail: "rows of this format have no keys, expected JSON lines or an array of JSON")
      }
      return try VectorReader(workers: context.workers).read(
        path: path, format: format, array: field, expectedRowCount: request.source.count
      ).matrix
    }
    let corpus = try Corpus(vectorsAt: path)
    var sources: [SourceRange] = []
    try Parallel.forEachChunk(of: corpus.chunkCount, chunkSize: 1, workers: context.workers) {
      range -> Result<[SourceRange], CorpusError> in
      do throws(CorpusError) {
        return .success(try corpus.sources(ofChunk: range.lowerBound))
      } catch { return .failure(error) }
    } take: {
      sources += try $0.get()
    }
    guard let first = sources.first else {
      throw EmbeddingError.wrongRowCount(path: path, found: 0, expected: request.source.count)
    }
    let rows = try RowOrder(
      corpus: corpus, path: path, rows: sources, request: request, workers: context.workers
    ).ordered(by: key)
    let place =
      if let field { VectorField.path(try FieldPath(field)) } else {
        try corpus.vectorField(of: first)
      }
    return try matrix(of: rows, in: corpus, at: place)
  }

  /// The vectors of `records`, all as long as the first.
  private func matrix(
    of records: [SourceRange], in corpus: Corpus, at field: VectorField
  ) throws -> Matrix {
    guard let first = records.first else { return Matrix(rowCount: 0, columnCount: 0) }
    let columnCount = try corpus.vectorLength(of: first, at: field)
    let meter = context.meter("reading vectors", total: records.count)
    try context.memory.require(vectors: records.count, of: columnCount)
    var elements: [Float] = []
    elements.reserveCapacity(Self.numberLimit(of: records[...], columnCount: columnCount))
    try Parallel.forEachChunk(
      of: records.count, chunkSize: Self.batchRecordCount, workers: context.workers
    ) { range -> Result<[Float], CorpusError> in
      var part: [Float] = []
      part.reserveCapacity(Self.numberLimit(of: records[range], columnCount: columnCount))
      do throws(CorpusError) {
        try corpus.appendVectors(
          of: Array(records[range]), at: field, columnCount: columnCount, to: &part)
        return .success(part)
      } catch { return .failure(error) }
    } take: { part in
      let rows = try part.get()
      elements += rows
      meter.advance(by: rows.count / columnCount)
    }
    return Matrix(rowCount: records.count, columnCount: columnCount, elements: elements)
  }

  /// How many numbers `records` of `columnCount` each can hold. A number takes two bytes at least, with
  /// the comma or the bracket behind it: one long list claims no memory for records without any.
  private static func numberLimit(of records: ArraySlice<SourceRange>, columnCount: Int) -> Int {
    min(records.count * columnCount, records.reduce(0) { $0 + $1.byteCount } / 2)
  }
}
