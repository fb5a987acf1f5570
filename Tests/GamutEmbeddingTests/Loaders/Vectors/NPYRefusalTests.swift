// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import GamutEmbedding

struct NPYRefusalTests {
  static let body = [UInt8](repeating: 0, count: 24)

  /// The error of a file of `content`, its path taken out of the description.
  static func refusal(of content: [UInt8]) throws -> (code: EmbeddingError.Code?, line: String) {
    try NPYFiles.withFile(content) { path in
      do throws(EmbeddingError) {
        _ = try NPYReader(workers: 2).read(path: path)
        return (nil, "read without an error")
      } catch {
        #expect(!error.description.contains("\n"))
        #expect(error.description.hasPrefix(path))
        return (error.code, String(error.description.dropFirst(path.count)))
      }
    }
  }

  @Test(arguments: [
    ("'|O'", "object array"), ("'O'", "object array"), ("'>f4'", "big-endian array"),
    ("'>f2'", "big-endian array"), ("'<i4'", "unsupported element type"),
    ("'<c8'", "unsupported element type"), ("'|S5'", "unsupported element type"),
    ("'|V2'", "unsupported element type"),
    ("[('x', '<f4'), ('y', '<f4', (2,))]", "unsupported element type"),
  ])
  func `other element types are refused by name`(descr: String, name: String) throws {
    let content = NPYFiles.header(NPYFiles.dictionary(descr: descr)) + Self.body
    let refusal = try Self.refusal(of: content)
    #expect(refusal.line.hasPrefix(": \(name): "))
    #expect(refusal.line.contains("expected float32, float16 or float64"))
  }

  @Test func `Fortran order is refused`() throws {
    let content = NPYFiles.header(NPYFiles.dictionary(fortranOrder: "True")) + Self.body
    #expect(try Self.refusal(of: content).code == .fortranOrder)
  }

  @Test(arguments: ["()", "(6,)", "(1, 2, 3)", "(6, 0)"])
  func `other shapes are refused`(shape: String) throws {
    let content = NPYFiles.header(NPYFiles.dictionary(shape: shape)) + Self.body
    let refusal = try Self.refusal(of: content)
    #expect(refusal.code == .badShape)
    #expect(refusal.line.hasSuffix("expected rows × columns"))
  }

  @Test(arguments: [0, 1, 23, 25, 100])
  func `a file cut short or too long is refused`(byteCount: Int) throws {
    let content =
      NPYFiles.header(NPYFiles.dictionary()) + [UInt8](repeating: 0, count: byteCount)
    let refusal = try Self.refusal(of: content)
    #expect(refusal.code == .wrongLength)
    #expect(refusal.line.contains("\(128 + byteCount) bytes, but 2 × 3 float32"))
  }

  @Test(arguments: ["(4611686018427387904, 4)", "(9223372036854775807, 9223372036854775807)"])
  func `a shape beyond all memory is refused, not multiplied`(shape: String) throws {
    let content = NPYFiles.header(NPYFiles.dictionary(shape: shape)) + Self.body
    #expect(try Self.refusal(of: content).code == .wrongLength)
  }

  @Test(arguments: [
    "", "nonsense", "{", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'shape': (2, 3)}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -3)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 99999999999999999999)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} trailing",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)}",
    "{'descr': [('x', '<f4', 'fortran_order': False, 'shape': (2, 3)}",
    "{'descr': '<f4, 'fortran_order': False, 'shape': (2, 3)}",
  ])
  func `a header that is no such dictionary is refused`(text: String) throws {
    #expect(try Self.refusal(of: NPYFiles.header(text) + Self.body).code == .badHeader)
  }

  @Test func `every proper prefix of a file is refused`() throws {
    let content = NPYFiles.header(NPYFiles.dictionary()) + Self.body
    for length in 0..<content.count {
      #expect(try Self.refusal(of: Array(content.prefix(length))).code != nil, "\(length) bytes")
    }
  }

  @Test func `other files and unknown versions are refused`() throws {
    #expect(try Self.refusal(of: Array("{\"a\": 1}\n{\"a\": 2}\n".utf8)).code == .notNPY)
    #expect(try Self.refusal(of: [0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0, 0]).code == .notNPY)
    for version in [0, 4] as [UInt8] {
      let content = NPYFiles.header(NPYFiles.dictionary(), version: version) + Self.body
      #expect(try Self.refusal(of: content).code == .unknownVersion)
    }
    var content = NPYFiles.header(NPYFiles.dictionary(), version: 2) + Self.body
    content.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(try Self.refusal(of: content).code == .badHeader)
  }

  @Test(arguments: [
    ("'<f4'", NPYFiles.bytes([0, 0, 0, 0, Float.nan.bitPattern, 0x7F80_0000]), "nan"),
    ("'<f4'", NPYFiles.bytes([0, 0, 0, 0, 0xFF80_0000, Float.nan.bitPattern]), "-inf"),
    ("'<f2'", NPYFiles.bytes([0, 0, 0, 0, 0x7C00, 0] as [UInt16]), "inf"),
    ("'<f8'", NPYFiles.bytes([0, 0, 0, 0, 1e39.bitPattern, 0]), "inf"),
  ])
  func `the first element that is not finite is named`(
    descr: String, bytes: [UInt8], found: String
  ) throws {
    let refusal = try Self.refusal(
      of: NPYFiles.header(NPYFiles.dictionary(descr: descr)) + bytes)
    #expect(refusal.code == .notFinite)
    #expect(refusal.line.hasPrefix(": row 1, column 1: not finite: found \(found), expected"))
  }

  @Test func `of several faults the one of the lowest row is named for any number of workers`()
    throws
  {
    let rowCount = 1 << 18
    var values = [UInt32](repeating: 0, count: rowCount * 4)
    for row in [70_000, 140_000, 250_000] { values[row * 4 + 2] = 0x7FC0_0000 }
    let content =
      NPYFiles.header(NPYFiles.dictionary(shape: "(\(rowCount), 4)")) + NPYFiles.bytes(values)
    try NPYFiles.withFile(content) { path in
      for workers in [1, 2, 4] {
        let error = #expect(throws: EmbeddingError.self) {
          try NPYReader(workers: workers).read(path: path)
        }
        #expect(error?.row == 70_000 && error?.column == 2)
      }
    }
  }

  @Test func `a wrong number of rows is refused with both numbers`() throws {
    let content = NPYFiles.header(NPYFiles.dictionary()) + Self.body
    try NPYFiles.withFile(content) { path in
      do throws(EmbeddingError) {
        _ = try NPYReader(workers: 1).read(path: path, expectedRowCount: 3)
        Issue.record("2 rows were taken for 3")
      } catch {
        #expect(
          error.description
            == "\(path): wrong number of rows: 2 rows, expected 3: one per record read, rejected "
            + "ones included")
      }
    }
  }

  @Test(arguments: ["/nonexistent/vectors.npy", "/", "/dev/null"])
  func `what is no readable file is refused`(path: String) {
    do throws(EmbeddingError) {
      _ = try NPYReader(workers: 1).read(path: path)
      Issue.record("\(path) was read")
    } catch {
      #expect(error.code == .unreadable && error.path == path)
    }
  }
}
