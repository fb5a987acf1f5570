// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

extension LSAModel {
  /// Hands the bytes of the saved model to `write`, in order, in pieces of at most 4 MiB: the same
  /// for the same model on every machine.
  ///
  /// It takes 152 bytes, 8 + 4 × `dimensionCount` for each word and n-gram, and 4 for each dimension.
  ///
  /// - Precondition: the model has 1 to 65,536 dimensions and n-grams of 256 code points at most.
  /// - Throws: what `write` throws, at once.
  public func write<Failure: Error>(
    to write: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(
      (1...LSAFormat.dimensionLimit).contains(dimensionCount)
        && options.longestGram <= LSAFormat.gramLengthLimit,
      "\(dimensionCount) dimensions, n-grams of \(options.longestGram)")
    try write(head.bytes.span)
    for section in LSASection.allCases {
      for piece in 0..<pieceCount(of: section) {
        try write(bytes(ofPiece: piece, of: section).span)
      }
    }
  }

  /// A hash of all that decides a vector, as 16 digits; a saved model of the same hash gives the same
  /// vectors.
  public var fingerprint: String { head.fingerprint }

  private var head: LSAHead {
    LSAHead(
      options: options, dimensionCount: dimensionCount, wordCount: wordCount, gramCount: gramCount,
      fittedTextCount: fittedTextCount, givenTextCount: givenTextCount,
      checksums: LSASection.allCases.map { section in
        LSAFormat.checksum(
          ofPieces: (0..<pieceCount(of: section)).map {
            StableHash.hash64(bytes(ofPiece: $0, of: section).span)
          })
      })
  }

  private func elementCount(of section: LSASection) -> Int {
    switch section {
    case .words: words.count
    case .grams: grams.count
    case .singularValues: singularValues.count
    case .wordVectors: wordVectors.elements.count
    case .gramVectors: gramVectors.elements.count
    }
  }

  private func pieceCount(of section: LSASection) -> Int {
    let length = LSAFormat.pieceByteCount / section.elementByteCount
    return (elementCount(of: section) + length - 1) / length
  }

  private func bytes(ofPiece piece: Int, of section: LSASection) -> [UInt8] {
    let length = LSAFormat.pieceByteCount / section.elementByteCount
    let range = piece * length..<min(elementCount(of: section), (piece + 1) * length)
    return switch section {
    case .words: LSAModel.bytes(of: words.hashes, range)
    case .grams: LSAModel.bytes(of: grams.hashes, range)
    case .singularValues: LSAModel.bytes(of: singularValues, range)
    case .wordVectors: LSAModel.bytes(of: wordVectors.elements, range)
    case .gramVectors: LSAModel.bytes(of: gramVectors.elements, range)
    }
  }

  private static func bytes(of hashes: [UInt64], _ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * range.count)
    for i in range {
      unsafe withUnsafeBytes(of: hashes[i].littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  private static func bytes(of elements: [Float], _ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * range.count)
    for i in range {
      let bits = elements[i].bitPattern.littleEndian
      unsafe withUnsafeBytes(of: bits) { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
