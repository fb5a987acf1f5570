// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension ModelFolder {
  /// Part of what a cached vector belongs to; raised when a change of an encoder changes vectors by more
  /// than their last bits.
  private static let encoderRevision = 2

  /// The same model, with its vectors kept in the cache at `path` and taken from there.
  ///
  /// - Throws: where the cache cannot be made or read.
  public func cached(in path: String) throws(EmbeddingError) -> ModelFolder {
    let cache = try VectorCache(
      path: path, model: "folder\t\(fingerprint)\t\(Self.encoderRevision)\t\(prompt)",
      dimensionCount: encoder.dimensionCount)
    var model = self
    model.encoder = CachedEncoder(encoder: encoder, cache: cache, portionTextCount: 1024)
    return model
  }

  /// What the cache was good for; nil without one.
  public var cacheUse: CacheUse? { (encoder as? CachedEncoder)?.cache.use }
}

extension EmbeddingServer {
  /// The least cosine of the vectors of one text by one model on different machines: numbers of 16
  /// bits differ by less than a thousandth, and another model is nowhere near.
  private static let sameModelCosine = 0.99

  /// The same server, with its vectors kept in the cache at `path` and taken from there.
  ///
  /// - Throws: where the cache cannot be made or read; `EmbeddingError.Code.otherModel` where the
  ///   server's vector of a word is not the one it had when the cache was made.
  public func cached(in path: String) throws(EmbeddingError) -> EmbeddingServer {
    let cache = try VectorCache(
      path: path, model: "server\t\(address)\t\(modelName)\t\(prompt)",
      dimensionCount: encoder.dimensionCount)
    let key = StableHash.hash128(Array(Self.probe.utf8).span)
    var kept = [Float](repeating: 0, count: encoder.dimensionCount)
    if cache.read([key], into: &kept)[0] {
      let cosine = Self.cosine(kept, probeVector)
      guard cosine >= Self.sameModelCosine else {
        throw EmbeddingError(
          code: .otherModel, path: cache.folder,
          detail: "the server's vector of one word has cosine \(Float(cosine)) with the one kept, "
            + "expected 1; remove the folder")
      }
    } else {
      try cache.add([key], probeVector)
    }
    var server = self
    var inner = encoder
    if var made = inner as? ServerEncoder {
      made.isKept = true
      inner = made
    }
    server.encoder = CachedEncoder(encoder: inner, cache: cache, portionTextCount: 256)
    return server
  }

  /// What the cache was good for; nil without one.
  public var cacheUse: CacheUse? { (encoder as? CachedEncoder)?.cache.use }

  private static func cosine(_ left: [Float], _ right: [Float]) -> Double {
    var (product, leftSquare, rightSquare) = (0.0, 0.0, 0.0)
    for (x, y) in zip(left, right) {
      product += Double(x) * Double(y)
      leftSquare += Double(x) * Double(x)
      rightSquare += Double(y) * Double(y)
    }
    return product / (leftSquare * rightSquare).squareRoot()
  }
}
