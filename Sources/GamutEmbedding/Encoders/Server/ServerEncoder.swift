// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Synchronization

/// Vectors from an embeddings server: batches of texts, several requests under way at once.
///
/// The batches depend on the texts alone and results stand in their order, so nothing but the server
/// decides what comes out. A batch that the server refuses is halved until it takes the parts; how
/// many texts it took is remembered.
struct ServerEncoder: TextEncoder {
  let connection: ServerConnection
  let modelName: String
  let prompt: String
  let dimensionCount: Int
  /// A server batches as it likes.
  var dependsOnOtherTexts: Bool { true }
  /// Sixteen requests: a server may be slow, and progress is seen.
  let batchTextCount = 512
  private let history = ServerHistory()
  /// Whether a cache keeps the vectors, so that an error need not say what is lost.
  var isKept = false

  /// Texts of a request: the limit of text-embeddings-inference, where it is not raised; no server of
  /// note has a lower one, and one that has is found out.
  static let requestTextCount = 32
  /// 32 texts of 8,192 tokens are within the 2 MB that text-embeddings-inference takes as a body.
  private static let requestByteCount = 1 << 20
  /// Requests under way at once: enough that a server batches and is never idle, few enough that one
  /// on a processor answers the last in time.
  private static let requestCount = 4

  init(connection: ServerConnection, modelName: String, prompt: String, dimensionCount: Int) {
    self.connection = connection
    self.modelName = modelName
    self.prompt = prompt
    self.dimensionCount = dimensionCount
  }

  func appendVectors(
    of batch: TextBatch, to elements: inout [Float], workers: Int
  ) throws(EmbeddingError) {
    let start = elements.count
    let width = dimensionCount
    elements += [Float](repeating: 0, count: batch.count * width)
    // Servers refuse empty texts; they have a row of zeros without being asked.
    let texts = (0..<batch.count).filter { !Self.isBlank($0, of: batch) }
    let requests = requests(for: texts, of: batch)
    var next = 0
    do throws(EmbeddingError) {
      try Parallel.forEachChunk(
        of: requests.count, chunkSize: 1, workers: Self.requestCount,
        make: { chunk -> Result<[Float], EmbeddingError> in
          do throws(EmbeddingError) {
            return .success(
              try vectors(of: texts[requests[chunk.lowerBound]], batch, parser: AnswerParser()))
          } catch { return .failure(error) }
        },
        take: { (part) throws(EmbeddingError) in
          let vectors = try part.get()
          for row in 0..<vectors.count / width {
            let target = start + texts[next] * width
            elements.replaceSubrange(
              target..<target + width, with: vectors[row * width..<(row + 1) * width])
            next += 1
          }
          history.add(vectors.count / width)
        })
    } catch {
      let lost = history.vectorCount
      guard !isKept, lost > 0 else { throw error }
      throw EmbeddingError(
        code: error.code, path: error.path, row: error.row,
        detail: "\(error.detail); \(lost) vectors are lost", remedy: .keepVectors)
    }
  }

  /// Whether a text has nothing but ASCII space.
  private static func isBlank(_ text: Int, of batch: TextBatch) -> Bool {
    batch.withText(text) { bytes in
      for i in bytes.indices where !(bytes[i] == 0x20 || (0x09...0x0D).contains(bytes[i])) {
        return false
      }
      return true
    }
  }

  /// Ranges of `texts`: as many as a request may have, one at least.
  private func requests(for texts: [Int], of batch: TextBatch) -> [Range<Int>] {
    var requests: [Range<Int>] = []
    var start = 0
    var byteCount = 0
    for (place, text) in texts.enumerated() {
      let length = prompt.utf8.count + batch.byteCount(of: text)
      let isFull =
        place - start == Self.requestTextCount || byteCount + length > Self.requestByteCount
      if place > start, isFull {
        requests.append(start..<place)
        start = place
        byteCount = 0
      }
      byteCount += length
    }
    if start < texts.count { requests.append(start..<texts.count) }
    return requests
  }

  /// The vectors of `texts`, at least one, end to end.
  private func vectors(
    of texts: ArraySlice<Int>, _ batch: TextBatch, parser: AnswerParser
  ) throws(EmbeddingError) -> [Float] {
    let limit = history.textLimit
    if texts.count > limit {
      var elements: [Float] = []
      for start in stride(from: texts.startIndex, to: texts.endIndex, by: limit) {
        let part = texts[start..<min(start + limit, texts.endIndex)]
        elements += try vectors(of: part, batch, parser: parser)
      }
      return elements
    }
    let body = ServerRequest.body(model: modelName, prompt: prompt, batch: batch, texts: texts)
    let url = connection.address.text
    switch try connection.send(body, to: url, number: texts.first ?? 0) {
    case .success(let answer):
      return try connection.vectors(
        in: answer, count: texts.count, dimensionCount: dimensionCount, parser: parser
      ).elements
    case .refusal(let status, let error):
      // Too many texts, too many bytes, or a text that is too long: which of these, servers do not
      // agree how to say (400, 413, 422). One text alone is refused for itself.
      guard [400, 413, 422].contains(status) else { throw error }
      guard texts.count > 1 else {
        let text = texts.first ?? 0
        throw EmbeddingError(
          code: error.code, path: error.path, row: text,
          detail: "\(error.detail) (to one text of \(batch.byteCount(of: text)) bytes)")
      }
      history.lowerTextLimit(to: texts.count / 2)
      return try vectors(of: texts, batch, parser: parser)
    }
  }
}

/// What an encoder has learnt of its server, and had from it, over all calls.
private final class ServerHistory: Sendable {
  private let limit = Atomic(ServerEncoder.requestTextCount)
  private let count = Atomic(0)

  /// How many texts a request may have.
  var textLimit: Int { limit.load(ordering: .relaxed) }

  func lowerTextLimit(to limit: Int) { self.limit.min(limit, ordering: .relaxed) }

  /// How many vectors there have been.
  var vectorCount: Int { count.load(ordering: .relaxed) }

  func add(_ vectorCount: Int) { count.add(vectorCount, ordering: .relaxed) }
}

extension ServerConnection {
  /// The vectors of an answer, its faults as errors that name the address.
  func vectors(
    in answer: [UInt8], count: Int, dimensionCount: Int?, parser: AnswerParser
  ) throws(EmbeddingError) -> (elements: [Float], dimensionCount: Int) {
    do throws(AnswerParser.Fault) {
      return try parser.vectors(in: answer, count: count, dimensionCount: dimensionCount)
    } catch { throw self.error(error.detail, code: error.code) }
  }
}
