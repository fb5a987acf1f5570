// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct SavedLSAModelTests {
  static func bytes(of model: LSAModel) -> [UInt8] {
    var bytes: [UInt8] = []
    model.write { piece in unsafe piece.withUnsafeBufferPointer { unsafe bytes += $0 } }
    return bytes
  }

  /// A model with few enough bytes to damage each of them.
  static func smallModel() throws -> LSAModel {
    var options = LSAModel.Options()
    options.dimensionCount = 2
    options.seed = 7
    return try lsaModel(["red card", "card lost", "a red car"], options: options)
  }

  /// The error of reading `bytes` as a model.
  static func error(of bytes: [UInt8], in folder: ScratchFolder) throws -> EmbeddingError? {
    let path = try folder.write(bytes, to: "m.lsa")
    do throws(EmbeddingError) { _ = try SavedLSAModel(path: path, workers: 2) } catch {
      #expect(error.path == path && !error.description.contains("\n"))
      return error
    }
    return nil
  }

  /// `bytes` with a number put in, and the checksum of the head made to match.
  static func forged(
    _ bytes: [UInt8], at offset: Int, _ value: some FixedWidthInteger
  ) -> [UInt8] {
    var bytes = bytes
    var number: [UInt8] = []
    LSAFormat.append(value, to: &number)
    bytes.replaceSubrange(offset..<offset + number.count, with: number)
    let end = LSAFormat.headByteCount - 8
    var checksum: [UInt8] = []
    LSAFormat.append(StableHash.hash64(bytes.span.extracting(0..<end)), to: &checksum)
    bytes.replaceSubrange(end..<end + 8, with: checksum)
    return bytes
  }

  @Test(arguments: [1, 2, 3])
  func `what was saved gives the same vectors, to the bit`(workers: Int) throws {
    let folder = try ScratchFolder()
    let texts = randomTexts(300, seed: 21)
    let model = try lsaModel(texts)
    let bytes = Self.bytes(of: model)
    let path = try folder.write(bytes, to: "m.lsa")
    let saved = try SavedLSAModel(path: path, workers: workers)
    // Words and n-grams that it never saw too.
    let batch = TextBatch(texts + ["zzz abcabc", "", "é"])
    #expect(saved.model.encode(batch, workers: workers) == model.encode(batch, workers: 1))
    #expect(saved.model.options == model.options && saved.fingerprint == model.fingerprint)
    #expect(saved.model.fittedTextCount == 300 && saved.model.givenTextCount == 300)
    #expect(Self.bytes(of: saved.model) == bytes)
    #expect(saved.name == "lsa@\(model.fingerprint)" && model.fingerprint.utf8.count == 16)
  }

  @Test func `sections of several pieces come back whole`() throws {
    // 1,900 words of 600 columns: 4.6 MB, two pieces.
    let folder = try ScratchFolder()
    let texts = (0..<1_900).map { "w\($0)" }
    var words = HashIndex()
    for text in texts { _ = words.insert(StableHash.hash64(Array(text.utf8).span)) }
    var random = SeededRandom(seed: 2)
    let model = LSAModel(
      options: {
        var options = LSAModel.Options()
        options.dimensionCount = 600
        return options
      }(),
      fittedTextCount: 9, givenTextCount: 10, singularValues: [Float](repeating: 1, count: 600),
      words: words,
      wordVectors: random.signs(rowCount: 1_900, columnCount: 600), grams: HashIndex(),
      gramVectors: random.signs(rowCount: 0, columnCount: 600))
    let path = try folder.write(Self.bytes(of: model), to: "m.lsa")
    for workers in [1, 3] {
      let saved = try SavedLSAModel(path: path, workers: workers)
      #expect(saved.model.wordVectors == model.wordVectors)
    }
  }

  @Test func `every byte counts: none can be changed, and the file cannot end anywhere else`()
    throws
  {
    let folder = try ScratchFolder()
    let bytes = Self.bytes(of: try Self.smallModel())
    #expect(try Self.error(of: bytes, in: folder) == nil)
    for i in bytes.indices {
      var changed = bytes
      changed[i] ^= UInt8(1 << (i % 8))
      let error = try #require(try Self.error(of: changed, in: folder), "byte \(i)")
      #expect([.notSavedModel, .unknownModelVersion, .damagedModel].contains(error.code))
    }
    for count in Array(0..<160) + [bytes.count / 2, bytes.count - 1] {
      #expect(try Self.error(of: Array(bytes.prefix(count)), in: folder) != nil, "\(count) bytes")
    }
    #expect(try Self.error(of: bytes + [0], in: folder)?.code == .damagedModel)
  }

  @Test func `the part that is damaged is named`() throws {
    let folder = try ScratchFolder()
    let model = try Self.smallModel()
    let bytes = Self.bytes(of: model)
    let head = try LSAHead(InputFile(path: try folder.write(bytes, to: "whole.lsa")))
    for section in LSASection.allCases {
      var changed = bytes
      changed[head.offset(of: section)] ^= 1
      let error = try #require(try Self.error(of: changed, in: folder))
      #expect(error.detail == "the \(section.name) are not as they were written")
    }
    #expect(
      try Self.error(of: Array("just a text file, and no model".utf8), in: folder)?.description
        == "\(folder.path("m.lsa")): not a saved model: "
        + "does not start as a model that gamut saved")
    var later = bytes
    later[8] = 2
    let error = try #require(try Self.error(of: later, in: folder))
    #expect(error.code == .unknownModelVersion && error.detail == "2, expected 1")
  }

  @Test func `a head with a true checksum and claims that are not true is refused`() throws {
    let folder = try ScratchFolder()
    let bytes = Self.bytes(of: try Self.smallModel())
    for (offset, value) in [
      (16, UInt64.max), (16, 1 << 31), (16, 1 << 40), (24, UInt64.max), (24, 0), (32, UInt64.max),
      (40, 1 << 63), (72, UInt64.max), (80, 1 << 63),
    ] {
      let error = try Self.error(of: Self.forged(bytes, at: offset, value), in: folder)
      #expect(error?.code == .damagedModel, "\(value) at \(offset)")
    }
    for (offset, value) in [
      (12, 0), (12, UInt32.max), (48, 1), (52, 0), (52, 9), (56, UInt32.max), (68, 1),
    ] {
      let error = try Self.error(of: Self.forged(bytes, at: offset, value), in: folder)
      #expect(error?.code == .damagedModel, "\(value) at \(offset)")
    }
    let weight = Self.forged(bytes, at: 96, Double.nan.bitPattern)
    #expect(try Self.error(of: weight, in: folder)?.code == .damagedModel)
  }

  @Test func `a number that is not finite, and a word twice, are refused although checksums fit`()
    throws
  {
    let folder = try ScratchFolder()
    let model = try Self.smallModel()
    var values = model.singularValues
    values[1] = .infinity
    let endless = LSAModel(
      options: model.options, fittedTextCount: 3, givenTextCount: 3, singularValues: values,
      words: model.words, wordVectors: model.wordVectors, grams: model.grams,
      gramVectors: model.gramVectors)
    #expect(try Self.error(of: Self.bytes(of: endless), in: folder)?.code == .notFinite)

    var bytes = Self.bytes(of: model)
    let start = LSAFormat.headByteCount
    bytes.replaceSubrange(start + 8..<start + 16, with: Array(bytes[start..<start + 8]))
    let section = bytes.span.extracting(start..<start + 8 * model.wordCount)
    let checksum = LSAFormat.checksum(ofPieces: [StableHash.hash64(section)])
    let twice = Self.forged(bytes, at: 104, checksum)
    #expect(try Self.error(of: twice, in: folder)?.detail == "the words hold one twice")
  }

  @Test func `what is no file is an error, not a wait or a crash`() throws {
    let folder = try ScratchFolder()
    for path in [folder.path, folder.path("none"), "/dev/null"] {
      #expect(!SavedLSAModel.isFile(path))
      #expect(throws: EmbeddingError.self) { try SavedLSAModel(path: path, workers: 1) }
    }
  }
}

/// Models saved by earlier versions, which must keep loading.
///
/// `lsa-v1.lsa` was made by `gamut embed --dimensions 2 --seed 7 --save-model` of the texts of
/// `SavedLSAModelTests.smallModel`; its vectors are those of `gamut embed --model` of that day.
struct SavedLSAFixtureTests {
  @Test func `the model of format 1 loads, gives its vectors, and is saved as it was`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/lsa-v1.lsa").path
    let saved = try SavedLSAModel(path: path, workers: 1)
    #expect(
      SavedLSAModelTests.bytes(of: saved.model)
        == Array(try Data(contentsOf: URL(filePath: path))))
    #expect(saved.model.options.seed == 7 && saved.model.dimensionCount == 2)
    #expect(saved.model.wordCount == 5 && saved.model.gramCount == 22)
    let rows = saved.model.encode(TextBatch(["red card", "lost", "cars", ""]), workers: 1)
    let expected: [Float] = [
      0.999242246, 0.0389223658, 0.391621292, -0.920126498, 0.999046445, -0.0436594188, 0, 0,
    ]
    // Written after another scaling to norm 1, which moves the last bit.
    for (found, value) in zip(rows.elements, expected) { #expect(abs(found - value) < 1e-6) }
    #expect(rows.elements.count == expected.count)
  }
}
