// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct NPZReaderTests {
  static let rows: [Float] = [1, -2.5, 0, 3, 0.5, 7]
  static let array =
    NPYFiles.header(NPYFiles.dictionary()) + NPYFiles.bytes(rows.map(\.bitPattern))
  static let ids =
    NPYFiles.header(NPYFiles.dictionary(descr: "'<i8'", shape: "(2,)"))
    + NPYFiles.bytes([1, 2] as [Int64])

  static func read(
    _ bytes: [UInt8], array: String? = nil, expectedRowCount: Int? = nil, workers: Int = 2
  ) throws -> VectorRows {
    let folder = try ScratchFolder()
    return try VectorReader(workers: workers).read(
      path: folder.write(bytes, to: "v.npz"), format: .npz, array: array,
      expectedRowCount: expectedRowCount)
  }

  static func refusal(
    _ bytes: [UInt8], array: String? = nil, expectedRowCount: Int? = nil
  ) -> EmbeddingError? {
    let error = #expect(throws: EmbeddingError.self) {
      try read(bytes, array: array, expectedRowCount: expectedRowCount)
    }
    #expect(error?.description.contains("\n") == false)
    return error
  }

  @Test(arguments: [false, true], [false, true])
  func `an array comes out as it was put in`(isDeflated: Bool, isWide: Bool) throws {
    let member = ZipFile.Member(content: Self.array, isDeflated: isDeflated, isWide: isWide)
    for comment in ["", "PK\u{5}\u{6} in a comment"] {
      let file = ZipFile(members: [member], isWide: isWide, comment: Array(comment.utf8))
      let found = try Self.read(file.bytes, expectedRowCount: 2)
      #expect(found.matrix == Matrix(rowCount: 2, columnCount: 3, elements: Self.rows))
      #expect(found.zeroRows.isEmpty)
    }
  }

  /// Made by NumPy 2.4: `savez_compressed(f, vectors=numpy.tile(a, (16, 1)), ids=numpy.arange(64))`
  /// and `savez(f, a.astype("<f2"))` of `a = numpy.arange(12, dtype="<f4").reshape(4, 3) / 4 - 1`.
  static let compressed =
    "UEsDBC0AAAAIAAAAIQCG3rjw//////////8LABQAdmVjdG9ycy5ucHkBABAAgAMAAAAAAABwAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GmYmOgrGmjoKtQrkAi4Ghob9DAwOQMwAxA37GMCgwQ5I2APFgbgBiBcA8QEgfmA/qn5U/XBSDwBQSwMELQAAAAgAAAAhANjFqu3//////////wcAFABpZHMubnB5AQAQAIACAAAAAAAAxQAAAAAAAACdzLlOAlEAheFBRHZFQJD9ssgFHFlklbWjw9BQUJGJDIHEAJkhNISn8IWF5PcFPM2Xc4rz8zmbTOcW5aic5FI3vwzZFbK/6UhVyNXOOBjadrEzlvp1H2vfpn7ZzbW21y+90GqoRVWcxf/jUogFb9CKt2jDO7SjA534d+hGD3rxHh/Qh4/oxwAG8QlDGMZnjGAUYxjHBCYxhQLTmMEs5vAF8yixgEUs4Suq+IZlrGAVa/iOdWxgE1vYxg5+YBd72McBDnGEv1BLAQItAy0AAAAIAAAAIQCG3rjwcAAAAIADAAALAAAAAAAAAAAAAACAAQAAAAB2ZWN0b3JzLm5weVBLAQItAy0AAAAIAAAAIQDYxartxQAAAIACAAAHAAAAAAAAAAAAAACAAa0AAABpZHMubnB5UEsFBgAAAAACAAIAbgAAAKsBAAAAAA=="
  static let stored =
    "UEsDBC0AAAAAAAAAIQDDjBHz//////////8JABQAYXJyXzAubnB5AQAQAJgAAAAAAAAAmAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjInLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoNCwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgC8ALoAuAC0AAAANAA4ADoAPAA9AD4AP1BLAQItAy0AAAAAAAAAIQDDjBHzmAAAAJgAAAAJAAAAAAAAAAAAAACAAQAAAABhcnJfMC5ucHlQSwUGAAAAAAEAAQA3AAAA0wAAAAAA"

  @Test func `what NumPy writes is read`() throws {
    let values = (0..<12).map { Float($0) / 4 - 1 }
    let stored = try Self.read(Array(try #require(Data(base64Encoded: Self.stored))))
    #expect(stored.matrix == Matrix(rowCount: 4, columnCount: 3, elements: values))
    let bytes = Array(try #require(Data(base64Encoded: Self.compressed)))
    for name in [nil, "vectors", "vectors.npy"] {
      let found = try Self.read(bytes, array: name)
      #expect(found.matrix.elements == (0..<16).flatMap { _ in values })
    }
    #expect(
      Self.refusal(bytes, array: "ids")?.detail.hasPrefix("found <i8, expected float32") == true)
  }

  @Test func `a file of many chunks is the same for any number of workers`() throws {
    let columnCount = 700
    let values = (0..<columnCount * 900).map { Float($0 % 8191) - 4000 }
    let content =
      NPYFiles.header(NPYFiles.dictionary(shape: "(900, 700)"))
      + NPYFiles.bytes(values.map(\.bitPattern))
    for isDeflated in [false, true] {
      let bytes = ZipFile(members: [.init(content: content, isDeflated: isDeflated)]).bytes
      for workers in [1, 2, 3] {
        #expect(try Self.read(bytes, workers: workers).matrix.elements == values)
      }
    }
  }

  @Test func `several matrices, none, and names that are not there are refused with a list`() {
    let two = ZipFile(members: [
      .init(name: "a.npy", content: Self.array), .init(name: "b.npy", content: Self.array),
      .init(name: "ids.npy", content: Self.ids), .init(name: "note.txt", content: [1]),
    ]).bytes
    let list =
      "the arrays are \"a\" (2 × 3 <f4), \"b\" (2 × 3 <f4), \"ids\" (2 <i8), "
      + "\"note.txt\" (no array)"
    let unnamed = Self.refusal(two)
    #expect(unnamed?.code == .wrongArray)
    #expect(unnamed?.detail == list && unnamed?.remedy == .nameVectorField)
    #expect(Self.refusal(two, array: "c")?.detail == "no \"c\"; \(list)")
    #expect(Self.refusal(ZipFile(members: []).bytes)?.code == .wrongArray)
    #expect(throws: Never.self) { try Self.read(two, array: "b") }
    #expect(Self.refusal(two, array: "b", expectedRowCount: 3)?.code == .wrongRowCount)
  }

  @Test func `bytes that are not those that were written are refused`() {
    for isDeflated in [false, true] {
      let wrong = ZipFile(members: [
        .init(content: Self.array, isDeflated: isDeflated, crc32: 1)
      ])
      #expect(Self.refusal(wrong.bytes)?.code == .damaged)
      var flipped = ZipFile(members: [.init(content: Self.array, isDeflated: isDeflated)]).bytes
      // The last number of the array, before the directory (46 + 11 + 0) and its end (22).
      flipped[flipped.count - 22 - 57 - 1] ^= 1
      #expect(Self.refusal(flipped)?.code == .damaged)
    }
  }

  @Test func `a directory that does not fit its file is refused`() {
    typealias Member = ZipFile.Member
    let wrong: [Member] = [
      Member(content: Self.array, headerStart: 9_999_999),
      Member(content: Self.array, headerStart: 1),
      Member(content: Self.array, isWide: true, headerStart: 1 << 62),
      Member(content: Self.array, isWide: true, packedByteCount: 1 << 62),
      Member(content: Self.array, byteCount: 3),
      Member(content: Self.array, isDeflated: true, isWide: true, byteCount: 1 << 40),
      Member(content: Self.array, method: 12), Member(content: Self.array, flags: 1),
    ]
    for member in wrong {
      #expect(Self.refusal(ZipFile(members: [member]).bytes)?.code == .badArchive)
    }
    // A deflated array that is shorter, or longer, than the directory says.
    for (byteCount, code) in [
      (200, EmbeddingError.Code.wrongLength), (100, .badHeader), (10, .badHeader),
    ] {
      let member = Member(
        content: Self.array, isDeflated: true, byteCount: UInt64(byteCount))
      #expect(Self.refusal(ZipFile(members: [member]).bytes)?.code == code)
    }
    let short = Member(content: Array(Self.array.dropLast()), isDeflated: true, byteCount: 152)
    #expect(Self.refusal(ZipFile(members: [short]).bytes)?.code == .damaged)
    let long = Member(content: Self.array + [0], isDeflated: true, byteCount: 152)
    #expect(Self.refusal(ZipFile(members: [long]).bytes)?.code == .damaged)
  }

  @Test func `a file cut anywhere is refused`() {
    for isWide in [false, true] {
      let bytes = ZipFile(
        members: [.init(content: Self.array, isDeflated: isWide, isWide: isWide)], isWide: isWide
      ).bytes
      for count in 0..<bytes.count {
        #expect(throws: EmbeddingError.self) { try Self.read(Array(bytes.prefix(count))) }
      }
    }
  }
}
