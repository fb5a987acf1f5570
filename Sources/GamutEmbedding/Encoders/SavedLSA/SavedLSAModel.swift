// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

/// A model of latent semantic analysis that was fitted before and saved, so that a reference, or
/// tomorrow's data, lands in the same space.
///
/// A text's vector is to the bit the one that the model gave where it was fitted.
public struct SavedLSAModel: Sendable {
  /// Where it is.
  public let path: String
  /// A hash of all that decides a vector.
  public let fingerprint: String
  /// The model.
  public let model: LSAModel

  /// Reads the model at `path`.
  ///
  /// - Throws: `notSavedModel`, `unknownModelVersion`, `damagedModel` or `notFinite`, in one line that
  ///   names the file and the part.
  /// - Complexity: O(bytes), in parallel; the vectors are read straight to where they are used. The
  ///   memory is that of the file, and 8 to 16 bytes more for each term.
  public init(path: String, workers: Int) throws(EmbeddingError) {
    let file = try InputFile(path: path)
    let head = try LSAHead(file)
    let reader = SectionReader(file: file, head: head, workers: workers)
    let width = head.dimensionCount
    model = LSAModel(
      options: head.options, fittedTextCount: head.fittedTextCount,
      givenTextCount: head.givenTextCount, singularValues: try reader.floats(of: .singularValues),
      words: try reader.index(of: .words),
      wordVectors: Matrix(
        rowCount: head.wordCount, columnCount: width,
        elements: try reader.floats(of: .wordVectors)),
      grams: try reader.index(of: .grams),
      gramVectors: Matrix(
        rowCount: head.gramCount, columnCount: width,
        elements: try reader.floats(of: .gramVectors)))
    self.path = path
    fingerprint = head.fingerprint
  }

  /// Whether a file, and no folder, is at `path`: so that a saved model is told from a folder.
  public static func isFile(_ path: String) -> Bool { InputFile.isRegular(path) }

  /// The name in reports.
  public var name: String { "lsa@\(fingerprint)" }
}

extension SavedLSAModel: Hashable {
  /// Whether both give the same vectors under the same name.
  public static func == (left: SavedLSAModel, right: SavedLSAModel) -> Bool {
    left.fingerprint == right.fingerprint
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// Reads the sections of a saved model.
private struct SectionReader {
  let file: InputFile
  let head: LSAHead
  let workers: Int

  func index(of section: LSASection) throws(EmbeddingError) -> HashIndex {
    var hashes = [UInt64](repeating: 0, count: head.count(of: section))
    var target = hashes.mutableSpan
    try file.read(at: head.offset(of: section), into: &target)
    let length = LSAFormat.pieceByteCount / section.elementByteCount
    let checksums = stride(from: 0, to: hashes.count, by: length).map {
      checksum(of: hashes.span.extracting($0..<min(hashes.count, $0 + length)))
    }
    try check(checksums, section)
    var index = HashIndex()
    for (number, hash) in hashes.enumerated()
    where index.insert(UInt64(littleEndian: hash)) != number {
      throw damaged("the \(section.name) hold one twice")
    }
    return index
  }

  func floats(of section: LSASection) throws(EmbeddingError) -> [Float] {
    let offset = head.offset(of: section)
    let (elements, checksums) = try FloatColumn.filled(
      rowCount: head.count(of: section), rowLength: 1,
      chunkSize: LSAFormat.pieceByteCount / section.elementByteCount, workers: workers
    ) { range, target throws(EmbeddingError) in
      try file.read(at: offset + 4 * range.lowerBound, into: &target)
      let checksum = checksum(of: target.span)
      var largest: UInt32 = 0
      for i in target.indices {
        let bits = UInt32(littleEndian: target[i].bitPattern)
        target[i] = Float(bitPattern: bits)
        largest = max(largest, bits & 0x7FFF_FFFF)
      }
      return (checksum, largest)
    }
    try check(checksums.map(\.0), section)
    guard checksums.allSatisfy({ $0.1 < Float.infinity.bitPattern }) else {
      throw EmbeddingError(
        code: .notFinite, path: file.path,
        detail: "the \(section.name) hold a number that is not finite")
    }
    return elements
  }

  /// The checksum of the bytes of `elements`, as they are in the file.
  private func checksum(of elements: Span<some BitwiseCopyable>) -> UInt64 {
    // Safe: bytes of numbers, read within the call.
    unsafe elements.withUnsafeBytes { StableHash.hash64(unsafe Span<UInt8>(_unsafeBytes: $0)) }
  }

  private func check(_ checksums: [UInt64], _ section: LSASection) throws(EmbeddingError) {
    guard LSAFormat.checksum(ofPieces: checksums) == head.checksums[section.rawValue] else {
      throw damaged("the \(section.name) are not as they were written")
    }
  }

  private func damaged(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .damagedModel, path: file.path, detail: detail)
  }
}
