// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension LSAHead {
  /// Reads and checks the head of `file`: after this, every count fits the length of the file.
  init(_ file: InputFile) throws(EmbeddingError) {
    let path = file.path
    func damaged(_ detail: String) -> EmbeddingError {
      EmbeddingError(code: .damagedModel, path: path, detail: detail)
    }
    let magic = LSAFormat.magic
    guard file.byteCount >= magic.count + 4,
      try file.bytes(at: 0, count: magic.count) == magic
    else {
      throw EmbeddingError(
        code: .notSavedModel, path: path,
        detail: "does not start as a model that gamut saved")
    }
    let bytes = try file.bytes(at: 0, count: min(file.byteCount, LSAFormat.headByteCount))
    var place = magic.count
    func next<Number: FixedWidthInteger>(_: Number.Type) -> Number {
      let width = Number.bitWidth / 8
      defer { place += width }
      return (0..<width).reversed().reduce(0) { $0 << 8 | Number(bytes[place + $1]) }
    }
    let version = next(UInt32.self)
    guard version == LSAFormat.version else {
      throw EmbeddingError(
        code: .unknownModelVersion, path: path,
        detail: "\(version), expected \(LSAFormat.version)")
    }
    guard bytes.count == LSAFormat.headByteCount else {
      throw damaged("\(bytes.count) bytes, fewer than its head has")
    }
    let end = LSAFormat.headByteCount - 8
    let found = StableHash.hash64(bytes.span.extracting(0..<end))
    let dimensionCount = Int(next(UInt32.self))
    let counts = (0..<4).map { _ in next(UInt64.self) }
    let small = (0..<6).map { _ in Int(next(UInt32.self)) }
    let limits = (0..<2).map { _ in next(UInt64.self) }
    let seed = next(UInt64.self)
    let weight = Double(bitPattern: next(UInt64.self))
    checksums = LSASection.allCases.map { _ in next(UInt64.self) }
    guard next(UInt64.self) == found else { throw damaged("the head is not as it was written") }
    // What follows is never met by accident; whoever made the file made the checksum too.
    guard (1...LSAFormat.dimensionLimit).contains(dimensionCount),
      counts.prefix(2).allSatisfy({ $0 <= UInt64(LSAFormat.termLimit) }),
      (counts + limits).allSatisfy({ $0 <= UInt64(Int.max) })
    else {
      throw damaged("the head claims \(dimensionCount) dimensions, \(counts) terms and texts")
    }
    guard small[1] >= 1, small[1] <= small[2], small[2] <= LSAFormat.gramLengthLimit,
      small[0] >= dimensionCount, small[5] == 0, weight.isFinite
    else { throw damaged("the head holds options that make no sense") }
    self.dimensionCount = dimensionCount
    wordCount = Int(counts[0])
    gramCount = Int(counts[1])
    fittedTextCount = Int(counts[2])
    givenTextCount = Int(counts[3])
    options = LSAModel.Options()
    options.dimensionCount = small[0]
    options.shortestGram = small[1]
    options.longestGram = small[2]
    options.oversampling = small[3]
    options.powerIterations = small[4]
    options.fittedTextLimit = Int(limits[0])
    options.termLimit = Int(limits[1])
    options.seed = seed
    options.wordWeight = weight
    guard file.byteCount == fileByteCount else {
      throw damaged("\(file.byteCount) bytes, expected \(fileByteCount)")
    }
  }
}
