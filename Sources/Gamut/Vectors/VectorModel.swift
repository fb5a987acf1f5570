// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
public import GamutEmbedding
import GamutLinear

/// Where vectors come from.
public enum VectorModel: Hashable, Sendable {
  /// Latent semantic analysis of the texts at hand.
  case lsa(LSAModel.Options)
  /// A sentence encoder, or a static model, of a folder.
  case folder(ModelFolder)
  /// A server that makes vectors as OpenAI's does.
  case server(EmbeddingServer)
  /// A `.npy` file with one row per record read, rejected ones included; and one for the reference,
  /// where there is any.
  case files(embeddings: String, reference: String?)

  /// Whether it is fitted on the texts it embeds.
  public var isFitted: Bool {
    switch self {
    case .lsa: true
    case .folder, .server, .files: false
    }
  }

  /// Its name in reports.
  public var name: String {
    switch self {
    case .lsa: "lsa"
    case .folder(let folder): folder.name
    case .server(let server): server.name
    case .files: "embeddings"
    }
  }

  /// What its cache of vectors was good for; nil without one.
  public var cacheUse: CacheUse? {
    switch self {
    case .lsa, .files: nil
    case .folder(let folder): folder.cacheUse
    case .server(let server): server.cacheUse
    }
  }
}

/// Some records whose texts, or rows of a file, become vectors.
struct VectorRequest {
  /// The source, read by a plan whose first selection is the text to embed.
  let source: RecordSource
  /// The records wanted, ascending.
  let records: [RecordIndex]
}

extension VectorModel {
  /// The vectors of the records of all `requests`, which share one space: with `lsa` the model is
  /// fitted on all of their texts together, since the words a gap consists of are those the training
  /// set lacks.
  ///
  /// - Throws: `EmbeddingError`.
  func vectors(
    of requests: [VectorRequest], workers: Int, progress: ProgressSink?
  ) throws -> [Matrix] {
    switch self {
    case .lsa(let options):
      let total = requests.reduce(0) { $0 + $1.records.count }
      let counting = ProgressMeter("learning the words", total: total, to: progress)
      var builder = LSAModel.Builder(options: options, workers: workers)
      for request in requests {
        request.source.forEachBatch(of: request.records, workers: workers) { range, columns in
          builder.add(columns[0].texts)
          counting.advance(by: range.count)
        }
      }
      _ = ProgressMeter("fitting the model", to: progress)
      let model = try builder.build()
      return try VectorModel.vectors(by: model, of: requests, workers: workers, progress: progress)
    case .folder(let folder):
      return try VectorModel.vectors(
        by: folder.encoder, of: requests, workers: workers, progress: progress)
    case .server(let server):
      return try VectorModel.vectors(
        by: server.encoder, of: requests, textCount: VectorModel.servedTextCount, workers: workers,
        progress: progress)
    case .files(let embeddings, let reference):
      let reader = NPYReader(workers: workers)
      let paths = [embeddings] + (reference.map { [$0] } ?? [])
      precondition(requests.count <= paths.count, "\(requests.count) sets, \(paths.count) files")
      var matrices: [Matrix] = []
      for (request, path) in zip(requests, paths) {
        let matrix = try reader.read(path: path, expectedRowCount: request.source.count).matrix
        if let first = matrices.first, first.columnCount != matrix.columnCount {
          throw EmbeddingError(
            code: .badShape, path: path,
            detail: "\(matrix.columnCount) columns, expected \(first.columnCount) as in \(paths[0])"
          )
        }
        let isWhole = request.records.count == matrix.rowCount
        matrices.append(isWhole ? matrix : matrix.selectingRows(request.records.lazy.map(Int.init)))
      }
      return matrices
    }
  }

  /// Texts encoded at once, at least: enough for the tasks of many workers to end together.
  private static let encodedTextCount = 4096
  /// The same for a server, which may be slow: few enough that progress is seen.
  private static let servedTextCount = 512

  private static func vectors(
    by encoder: any TextEncoder, of requests: [VectorRequest],
    textCount: Int = VectorModel.encodedTextCount,
    workers: Int, progress: ProgressSink?
  ) throws(EmbeddingError) -> [Matrix] {
    let total = requests.reduce(0) { $0 + $1.records.count }
    let meter = ProgressMeter("embedding", total: total, to: progress)
    var matrices: [Matrix] = []
    for request in requests {
      let count = request.records.count
      var elements: [Float] = []
      elements.reserveCapacity(count * encoder.dimensionCount)
      var texts = TextBatch()
      try request.source.forEachBatch(of: request.records, workers: workers) {
        (range, columns) throws(EmbeddingError) in
        texts.append(contentsOf: columns[0].texts)
        guard texts.count >= textCount || range.upperBound == count else { return }
        try encoder.appendVectors(of: texts, to: &elements, workers: workers)
        meter.advance(by: texts.count)
        texts.removeAll()
      }
      matrices.append(
        Matrix(rowCount: count, columnCount: encoder.dimensionCount, elements: elements))
    }
    try encoder.finish()
    return matrices
  }
}
