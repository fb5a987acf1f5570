// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// A saved model, version 1. All numbers are little-endian; there is no padding.
///
/// ```
/// head      magic, version u32, dimensions u32, words u64, n-grams u64, texts fitted u64, texts given u64,
///           the options: dimensions, shortest and longest n-gram, oversampling, power iterations u32
///           each, 0 u32, fitted texts, terms, seed u64 each, weight of a word f64,
///           the checksum of each section u64, the checksum of all before u64
/// sections  hashes of the words u64, of the n-grams u64, singular values f32, vectors of the words
///           f32, of the n-grams f32, row by row
/// ```
///
/// Checksums are XXH3; that of a section is taken over those of its pieces of 4 MiB, so that several
/// threads can read it. The version also counts how a text becomes terms: where folding, words or
/// n-grams change, old files are refused rather than read with other meanings.
enum LSAFormat {
  static let version: UInt32 = 1
  /// A byte that is no ASCII first, a line break last: a text or a file mangled as text has neither.
  static let magic: [UInt8] = [0x89] + Array("GMTLSA\n".utf8)
  /// Bytes of the head, its own checksum included.
  static let headByteCount = 152
  /// Bytes of a section that have a checksum of their own.
  static let pieceByteCount = 1 << 22
  /// More columns, terms and lengths of n-grams than any model has.
  static let dimensionLimit = 1 << 16
  static let termLimit = 1 << 31
  static let gramLengthLimit = 1 << 8

  /// The checksum of a section of which the pieces have `checksums`.
  static func checksum(ofPieces checksums: [UInt64]) -> UInt64 {
    var bytes: [UInt8] = []
    for checksum in checksums { append(checksum, to: &bytes) }
    return StableHash.hash64(bytes.span)
  }

  /// Adds a number, least byte first.
  static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    var rest = value
    for _ in 0..<value.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest &>>= 8
    }
  }
}

/// The sections of a saved model, in their order.
enum LSASection: Int, CaseIterable {
  case words, grams, singularValues, wordVectors, gramVectors

  /// The bytes of an element.
  var elementByteCount: Int {
    switch self {
    case .words, .grams: 8
    case .singularValues, .wordVectors, .gramVectors: 4
    }
  }

  /// The name in messages.
  var name: String {
    switch self {
    case .words: "words"
    case .grams: "n-grams"
    case .singularValues: "singular values"
    case .wordVectors: "vectors of the words"
    case .gramVectors: "vectors of the n-grams"
    }
  }
}

/// The head of a saved model.
struct LSAHead: Equatable, Sendable {
  var options: LSAModel.Options
  var dimensionCount: Int
  var wordCount: Int
  var gramCount: Int
  var fittedTextCount: Int
  var givenTextCount: Int
  /// The checksum of each section.
  var checksums: [UInt64]

  /// The bytes of the head.
  var bytes: [UInt8] {
    var bytes = LSAFormat.magic
    LSAFormat.append(LSAFormat.version, to: &bytes)
    LSAFormat.append(UInt32(dimensionCount), to: &bytes)
    for value in [wordCount, gramCount, fittedTextCount, givenTextCount] {
      LSAFormat.append(UInt64(value), to: &bytes)
    }
    for value in [
      options.dimensionCount, options.shortestGram, options.longestGram, options.oversampling,
      options.powerIterations, 0,
    ] { LSAFormat.append(UInt32(value), to: &bytes) }
    LSAFormat.append(UInt64(options.fittedTextLimit), to: &bytes)
    LSAFormat.append(UInt64(options.termLimit), to: &bytes)
    LSAFormat.append(options.seed, to: &bytes)
    LSAFormat.append(options.wordWeight.bitPattern, to: &bytes)
    for checksum in checksums { LSAFormat.append(checksum, to: &bytes) }
    LSAFormat.append(StableHash.hash64(bytes.span), to: &bytes)
    return bytes
  }

  /// How many elements a section has.
  func count(of section: LSASection) -> Int {
    switch section {
    case .words: wordCount
    case .grams: gramCount
    case .singularValues: dimensionCount
    case .wordVectors: wordCount * dimensionCount
    case .gramVectors: gramCount * dimensionCount
    }
  }

  /// How many bytes it has.
  func byteCount(of section: LSASection) -> Int {
    section.elementByteCount * count(of: section)
  }

  /// Where it starts.
  func offset(of section: LSASection) -> Int {
    LSASection.allCases.prefix(section.rawValue).reduce(LSAFormat.headByteCount) {
      $0 + byteCount(of: $1)
    }
  }

  /// The bytes of the whole file.
  var fileByteCount: Int {
    offset(of: .gramVectors) + byteCount(of: .gramVectors)
  }

  /// A hash of all that decides a vector, as digits: that of the head, which holds those of all
  /// sections.
  var fingerprint: String {
    let digits = String(StableHash.hash64(bytes.span), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
