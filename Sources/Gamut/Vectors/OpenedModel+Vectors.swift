// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutLinear
import GamutText

/// Some records whose texts, or rows of a file, become vectors.
struct VectorRequest {
  /// The source, read by a plan whose first selection is the text to embed.
  let source: RecordSource
  /// The records wanted, ascending.
  let records: [RecordIndex]

  /// All records of `sources` that have text, without what nearly all prompts of one of them share.
  static func inOneSpace(_ sources: [RecordSource], in context: RunContext) -> [VectorRequest] {
    var requests: [VectorRequest] = []
    for source in sources {
      let records = source.withText(source.readable, workers: context.workers)
      requests.append(
        VectorRequest(
          source: source.embeddingPrompts(
            of: records, with: requests.first?.source.setAside ?? SetAsideUnits(),
            workers: context.workers),
          records: records))
    }
    return requests
  }
}

/// The vectors of some texts, and what they do not speak for.
struct TextVectors {
  /// A row a text.
  var rows: Matrix
  /// What the encoder left unread; nil where it reads all, and where nobody knows.
  var cuts: TextCuts?
}

extension OpenedModel {
  /// The vectors of the records of all `requests`, which share one space: with `lsa` the model is
  /// fitted on all of their texts together, since the words a gap consists of are those the training
  /// set lacks.
  ///
  /// - Throws: `EmbeddingError`; `CorpusError` of vectors in records.
  func vectors(
    of requests: [VectorRequest], in context: RunContext
  ) throws -> [TextVectors] {
    if let encoder = try encoder(for: requests, in: context) {
      return try Self.vectors(
        by: encoder, of: requests, in: context)
    }
    switch model {
    case .lsa, .savedLSA, .folder, .server: preconditionFailure("\(name) without an encoder")
    case .files(let embeddings, let reference, let field, let key):
      let paths = [embeddings] + (reference.map { [$0] } ?? [])
      precondition(requests.count <= paths.count, "\(requests.count) sets, \(paths.count) files")
      return try GivenVectors(context: context).matrices(
        of: requests, paths: paths, field: field, key: key
      ).map { TextVectors(rows: $0) }
    case .field(let path):
      return try GivenVectors(context: context).matrices(of: requests, fieldPath: path)
        .map { TextVectors(rows: $0) }
    }
  }

  /// What makes vectors of the texts of `requests`, fitted on them where that is the way of the
  /// model; nil where there are only vectors.
  func encoder(
    for requests: [VectorRequest], in context: RunContext
  ) throws(EmbeddingError) -> (any TextEncoder)? {
    do throws(BLAS.LoadError) { try BLAS.load() } catch {
      throw EmbeddingError(code: .noLibrary, detail: error.description)
    }
    switch held {
    case .nothing:
      guard case .lsa(let options) = model else { return nil }
      let total = requests.reduce(0) { $0 + $1.records.count }
      let counting = context.meter("learning the words", total: total)
      var builder = LSAModel.Builder(options: options, workers: context.workers)
      for request in requests {
        request.source.forEachEmbedded(of: request.records, workers: context.workers) {
          range, texts in
          builder.add(texts)
          counting.advance(by: range.count)
        }
      }
      context.begin("fitting the model")
      return try builder.build()
    case .saved(let saved): return saved.model
    case .folder(let folder): return folder.encoder
    case .server(let server): return server.encoder
    }
  }

  /// Encodes the texts of `request` and hands over the rows of some thousand records at a time, in
  /// their order, with what the encoder left unread of them. An encoder's error in a text names its record.
  static func forEachBlock<Failure: Error>(
    by encoder: any TextEncoder, of request: VectorRequest, in context: RunContext,
    meter: ProgressMeter,
    _ body: ([Float], TextCuts?) throws(Failure) -> Void
  ) throws {
    let count = request.records.count
    var texts = TextBatch()
    try request.source.forEachEmbedded(of: request.records, workers: context.workers) {
      range, part in
      texts.append(contentsOf: part)
      guard texts.count >= encoder.batchTextCount || range.upperBound == count else { return }
      try context.requireWanted()
      var elements: [Float] = []
      do throws(EmbeddingError) {
        try encoder.appendVectors(of: texts, to: &elements, workers: context.workers)
      } catch {
        guard let row = error.row else { throw error }
        let record = request.records[range.upperBound - texts.count + row]
        throw EmbeddingError(
          code: error.code, path: error.path,
          detail: "\(request.source.place(of: record)): \(error.detail)", remedy: error.remedy,
          underlying: error.underlying)
      }
      let cuts = encoder.cuts(of: texts, workers: context.workers)
      meter.advance(by: texts.count)
      texts.removeAll()
      do throws(Failure) { try body(elements, cuts) } catch {
        // The vectors are paid for, so they are kept; that they cannot be, on the same full disk as
        // like as not, does not hide the failure that counts.
        do throws(EmbeddingError) { try encoder.finish() } catch {}
        throw error
      }
    }
  }

  /// The vectors of the records of one request, with no other owner.
  ///
  /// - Throws: `EmbeddingError`, `CorpusError`.
  func vectors(
    of request: VectorRequest, in context: RunContext
  ) throws -> TextVectors {
    var vectors = try vectors(of: [request], in: context)
    // Taken out, not copied out: two owners would make the first change a copy of all of it.
    return vectors.removeLast()
  }

  /// The vectors of a reference, in the space of `embedded`, the rows of the inputs; not of a model
  /// that is fitted, which would be another one.
  ///
  /// - Precondition: files include one of the reference.
  /// - Throws: as `vectors(of:in:)`.
  func referenceVectors(
    of request: VectorRequest, besides embedded: Matrix, in context: RunContext
  ) throws -> Matrix {
    precondition(!model.isFitted, "\(name) is fitted on both sets together")
    var other = self
    var paths = [name, request.source.corpus.files[0].path]
    if case .files(let embeddings, let reference, let field, let key) = model {
      guard let reference else { preconditionFailure("no file of the reference's vectors") }
      other = OpenedModel(
        ofGiven: .files(embeddings: reference, reference: nil, field: field, key: key))
      paths = [embeddings, reference]
    }
    // The rows of the inputs are only looked at: nothing of them is copied.
    var matrices = try GivenVectors.alike(
      [embedded, other.vectors(of: request, in: context).rows], paths: paths)
    return matrices.removeLast()
  }

  private static func vectors(
    by encoder: any TextEncoder, of requests: [VectorRequest], in context: RunContext
  ) throws -> [TextVectors] {
    let total = requests.reduce(0) { $0 + $1.records.count }
    try context.memory.require(vectors: total, of: encoder.dimensionCount)
    let meter = context.meter("embedding", total: total)
    var vectors: [TextVectors] = []
    for request in requests {
      let count = request.records.count
      var elements: [Float] = []
      elements.reserveCapacity(count * encoder.dimensionCount)
      var cuts: TextCuts?
      try forEachBlock(by: encoder, of: request, in: context, meter: meter) { made, cut in
        elements += made
        if let cut { cuts = (cuts ?? TextCuts()).appending(cut) }
      }
      vectors.append(
        TextVectors(
          rows: Matrix(rowCount: count, columnCount: encoder.dimensionCount, elements: elements),
          cuts: cuts))
    }
    try encoder.finish()
    return vectors
  }
}
