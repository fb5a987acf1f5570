// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import GamutText

/// An index of given texts in a file of a test.
struct SmallIndex {
  let folder: ScratchFolder
  var path: String { folder.path("x.gamut") }
  /// The bytes of the file.
  let bytes: [UInt8]
  /// The end of the head and of each addition.
  private(set) var ends: [Int] = []
  let sketcher = TextSketcher(options: .init(width: .words(3)))

  /// Writes one addition for each list of texts, in batches of `batchCount`.
  init(_ additions: [[String]], batchCount: Int = 3) throws {
    folder = try ScratchFolder()
    var writer = IndexWriter(bandCount: sketcher.banding.bandCount)
    var bytes = writer.head(Array("the head".utf8))
    ends.append(bytes.count)
    for (number, texts) in additions.enumerated() {
      for start in stride(from: 0, to: texts.count, by: batchCount) {
        let some = Array(texts[start..<min(texts.count, start + batchCount)])
        let places = some.indices.map {
          IndexedPlace(
            file: UInt32(number), index: RecordIndex(start + $0), position: UInt64(start + $0 + 1))
        }
        bytes += writer.add(IndexBatch(Self.shaped(some), at: places, sketcher: sketcher))
      }
      bytes += writer.finish(Array("addition \(number)".utf8))
      bytes += writer.commit()
      ends.append(bytes.count)
    }
    self.bytes = bytes
    try folder.write(bytes, to: "x.gamut")
  }

  /// Opens `bytes` as an index.
  func open(_ bytes: [UInt8], workers: Int = 1) throws -> TextIndex {
    try TextIndex(path: try folder.write(bytes, to: "y.gamut"), workers: workers)
  }

  /// Texts with a shape made of their length, and a field of every third.
  static func shaped(_ texts: [String]) -> ShapedTexts {
    ShapedTexts(
      texts: TextBatch(texts), shapes: TextBatch(texts.map { shape(of: $0) }),
      fields: TextBatch(texts.map { fields(of: $0) }))
  }

  /// A shape that a text may have: one part, of 127 bytes at most.
  static func shape(of text: String) -> String {
    text.isEmpty ? "" : "u\(character(min(text.utf8.count, 127)))"
  }

  /// The fields beside a text.
  static func fields(of text: String) -> String {
    if text.utf8.count % 3 != 1 { return "" }
    let value = "fields of \(text.prefix(9))"
    return "v\(character(1))f\(character(value.utf8.count))\(value)"
  }

  private static func character(_ number: Int) -> Character {
    Character(Unicode.Scalar(UInt8(number)))
  }

  /// The error of opening `bytes`; nil where they open.
  func fault(of bytes: [UInt8]) throws -> TextError? {
    do { _ = try open(bytes) } catch let error as TextError { return error }
    return nil
  }
}
