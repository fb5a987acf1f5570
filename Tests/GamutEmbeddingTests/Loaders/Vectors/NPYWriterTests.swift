// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutEmbedding

struct NPYWriterTests {
  static func bytes(of matrix: Matrix) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    NPYWriter.write(matrix) { span in pieces.append(span.indices.map { span[$0] }) }
    return pieces
  }

  @Test func `the bytes of a small matrix are those NumPy writes`() {
    let matrix = Matrix(rowCount: 1, columnCount: 2, elements: [1, -2])
    var expected: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0]
    expected += Array("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }".utf8)
    expected += [UInt8](repeating: 0x20, count: 128 - 1 - expected.count) + [0x0A]
    expected += [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    #expect(Self.bytes(of: matrix).flatMap { $0 } == expected)
  }

  @Test(arguments: [(0, 3), (1, 1), (3, 7), (700, 800), (99_999, 3)])
  func `what is written is read back`(rowCount: Int, columnCount: Int) throws {
    var random = SeededRandom(seed: 1)
    let elements = (0..<rowCount * columnCount).map { _ in Float(random.nextUnit()) }
    let matrix = Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
    let pieces = Self.bytes(of: matrix)
    #expect(pieces[0].count % 64 == 0)
    #expect(pieces.allSatisfy { $0.count <= 1 << 20 })
    let vectors = try NPYFiles.withFile(pieces.flatMap { $0 }) {
      try NPYReader(workers: 2).read(path: $0, expectedRowCount: rowCount)
    }
    #expect(vectors.matrix == matrix)
  }

  @Test func `a failure of the writer passes through at once`() {
    struct Full: Error {}
    var count = 0
    let matrix = Matrix(rowCount: 1000, columnCount: 1000)
    #expect(throws: Full.self) {
      try NPYWriter.write(matrix) { (_) throws(Full) in
        count += 1
        if count == 2 { throw Full() }
      }
    }
    #expect(count == 2)
  }
}
