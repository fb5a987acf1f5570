// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct NPYReaderTests {
  static let values: [Float] = [1, -2, 0.5, 0, 65504, -0.25]

  @Test(arguments: [1, 2, 3] as [UInt8])
  func `every version is read`(version: UInt8) throws {
    let content =
      NPYFiles.header(NPYFiles.dictionary(), version: version)
      + NPYFiles.bytes(Self.values.map(\.bitPattern))
    let vectors = try NPYFiles.withFile(content) { try NPYReader(workers: 1).read(path: $0) }
    #expect(vectors.matrix == Matrix(rowCount: 2, columnCount: 3, elements: Self.values))
    #expect(vectors.zeroRows.isEmpty)
  }

  @Test func `half and double precision give the same values as single`() throws {
    let half =
      NPYFiles.header(NPYFiles.dictionary(descr: "'<f2'"))
      + NPYFiles.bytes(Self.values.map { Float16($0).bitPattern })
    let double =
      NPYFiles.header(NPYFiles.dictionary(descr: "\"<f8\""))
      + NPYFiles.bytes(Self.values.map { Double($0).bitPattern })
    for content in [half, double] {
      let vectors = try NPYFiles.withFile(content) { try NPYReader(workers: 2).read(path: $0) }
      #expect(vectors.matrix.elements == Self.values)
    }
  }

  @Test func `all half-precision numbers convert as the standard library converts them`() {
    for bits in UInt16.min...UInt16.max {
      let expected = Float(Float16(bitPattern: bits))
      let found = Float.single(fromHalf: bits)
      if expected.isNaN {
        #expect(found.isNaN, "\(bits)")
      } else if found.bitPattern != expected.bitPattern {
        Issue.record("\(bits): \(found), expected \(expected)")
      }
    }
  }

  @Test func `zero rows are named and negative zero is zero`() throws {
    let values: [Float] = [0, -0.0, 0, .leastNonzeroMagnitude, 0, 0]
    let content = NPYFiles.header(NPYFiles.dictionary()) + NPYFiles.bytes(values.map(\.bitPattern))
    let vectors = try NPYFiles.withFile(content) { try NPYReader(workers: 1).read(path: $0) }
    #expect(vectors.zeroRows == [0])
  }

  @Test func `a file of no rows is an empty matrix`() throws {
    let content = NPYFiles.header(NPYFiles.dictionary(shape: "(0, 384)"))
    let vectors = try NPYFiles.withFile(content) { try NPYReader(workers: 2).read(path: $0) }
    #expect(vectors.matrix.rowCount == 0 && vectors.matrix.columnCount == 384)
  }

  @Test(arguments: [
    "{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4'}",
    "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(2L,3L,)}",
    " {'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , 3 ) , } ",
  ])
  func `the order of keys, quotes and spaces of the header do not matter`(text: String) throws {
    let content = NPYFiles.header(text) + NPYFiles.bytes(Self.values.map(\.bitPattern))
    let vectors = try NPYFiles.withFile(content) { try NPYReader(workers: 1).read(path: $0) }
    #expect(vectors.matrix.elements == Self.values)
  }

  @Test func `rows of several chunks come out the same for any number of workers`() throws {
    var random = SeededRandom(seed: 3)
    let rowCount = 3 * (1 << 18) / 7 + 5
    let halves = (0..<rowCount * 7).map { _ in UInt16(truncatingIfNeeded: random.next()) & 0xBBFF }
    let content =
      NPYFiles.header(NPYFiles.dictionary(descr: "'<f2'", shape: "(\(rowCount), 7)"))
      + NPYFiles.bytes(halves)
    try NPYFiles.withFile(content) { path in
      let one = try NPYReader(workers: 1).read(path: path)
      #expect(one.matrix.elements[rowCount * 7 - 1] == Float(Float16(bitPattern: halves.last ?? 0)))
      for workers in [2, 4] {
        #expect(try NPYReader(workers: workers).read(path: path) == one)
      }
    }
  }

  @Test(
    .enabled(
      if: SharedData.isPresent(SharedData.data("embeddings/alpaca_20k_minilm_f16.npy")),
      "the sentence vectors are not here"))
  func `real sentence vectors are unit rows`() throws {
    let path = SharedData.data("embeddings/alpaca_20k_minilm_f16.npy")
    let vectors = try NPYReader(workers: 2).read(path: path, expectedRowCount: 20_000)
    #expect(vectors.matrix.columnCount == 384 && vectors.zeroRows.isEmpty)
    for row in stride(from: 0, to: 20_000, by: 997) {
      let norm = vectors.matrix.exactRowProduct(row, with: vectors.matrix, row: row)
      // 384 elements near 0.05 rounded to 11 bits: far below 10⁻³ in the sum of squares.
      #expect(abs(norm - 1) < 1e-3)
    }
  }
}
