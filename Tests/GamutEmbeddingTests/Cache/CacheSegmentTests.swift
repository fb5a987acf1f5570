// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

@Suite struct CacheSegmentTests {
  private static let keys = [Hash128(high: 1, low: 2), Hash128(high: .max, low: 0x0102_0304)]
  private static let elements: [Float] = [
    1, -0.5, 0, .leastNonzeroMagnitude, 3.5, -.greatestFiniteMagnitude,
  ]

  private let folder: ScratchFolder
  private let segment: CacheSegment
  private let bytes: [UInt8]

  init() throws {
    folder = try ScratchFolder()
    segment = try CacheSegment.write(
      keys: Self.keys, elements: Self.elements, dimensionCount: 3, model: "the model",
      folder: folder.path)
    bytes = try folder.bytes(try folder.names()[0])
  }

  private func open(_ name: String) throws(CacheSegment.Fault) -> CacheSegment {
    try CacheSegment(path: folder.path(name), model: "the model", dimensionCount: 3)
  }

  /// The rows of a segment, nil for those that are damaged.
  private func rows(_ segment: CacheSegment) throws -> [[Float]?] {
    let file = try InputFile(path: segment.path)
    return try segment.keys.indices.map { row in
      var elements = [Float](repeating: .nan, count: 3)
      return try segment.read(row, of: file, to: &elements, at: 0) ? elements : nil
    }
  }

  @Test("What is written is read")
  func roundTrip() throws {
    let names = try folder.names()
    #expect(names.count == 1 && names[0].hasSuffix(".gamutvec") && names[0].utf8.count == 41)
    let read = try open(names[0])
    for found in [segment, read] {
      #expect(found.keys == Self.keys)
      #expect(try rows(found) == [Array(Self.elements[..<3]), Array(Self.elements[3...])])
    }
  }

  @Test("The format is the one on record")
  func format() {
    func hex(_ range: Range<Int>) -> String {
      bytes[range].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    // Magic, version 1, 3 numbers, 2 vectors, 9 bytes of description.
    #expect(
      hex(0..<32) == "47414d5554564543" + "01000000" + "03000000" + "0200000000000000"
        + "0900000000000000")
    #expect(Array(bytes[32..<41]) == Array("the model".utf8))
    #expect(hex(41..<57) == "0100000000000000" + "0200000000000000")
    #expect(hex(57..<73) == "ffffffffffffffff" + "0403020100000000")
    // 1, -0.5 and 0 behind the checksum of the row.
    #expect(hex(97..<109) == "0000803f" + "000000bf" + "00000000")
    #expect(bytes.count == 73 + 16 + 2 * 20)
    // Checksums of the head and of the first row, by xxhash 4.1.0 of Python: xxh3_128_intdigest(head)
    // and xxh3_64_intdigest(row, seed=2).
    #expect(hex(73..<89) == "fc7e930d1665538699beb349eae455f5")
    #expect(hex(89..<97) == "610458a94ce5d93f")
  }

  @Test("A segment that is cut anywhere is refused")
  func truncated() throws {
    for count in bytes.indices {
      try folder.write(Array(bytes[..<count]), to: "cut")
      #expect(throws: CacheSegment.Fault.self, "\(count) bytes") { try open("cut") }
    }
    try folder.write(bytes + [0], to: "long")
    #expect(throws: CacheSegment.Fault.self) { try open("long") }
  }

  @Test("No changed bit goes unnoticed")
  func flipped() throws {
    for place in bytes.indices {
      for bit in [0, 3, 7] {
        var changed = bytes
        changed[place] ^= 1 << UInt8(bit)
        try folder.write(changed, to: "changed")
        if place < 89 {
          #expect(throws: CacheSegment.Fault.self, "byte \(place)") { try open("changed") }
        } else {
          let found = try rows(try open("changed"))
          let damaged = (place - 89) / 20
          #expect(found[damaged] == nil && found[1 - damaged] != nil, "byte \(place)")
        }
      }
    }
  }

  @Test(
    "A row that is not finite is damaged, whatever its checksum says",
    arguments: [
      Float.nan, .infinity, -.infinity,
    ])
  func notFinite(element: Float) throws {
    var elements = Self.elements
    elements[1] = element
    let forged = try CacheSegment.write(
      keys: Self.keys, elements: elements, dimensionCount: 3, model: "the model",
      folder: folder.path)
    #expect(try rows(forged) == [nil, Array(Self.elements[3...])])
  }

  @Test("Another model, another length, another version and no file are refused with a reason")
  func others() throws {
    let name = try folder.names()[0]
    let other = #expect(throws: CacheSegment.Fault.self) {
      try CacheSegment(path: folder.path(name), model: "the Model", dimensionCount: 3)
    }
    #expect(other?.description == "of another model: the model")
    let length = #expect(throws: CacheSegment.Fault.self) {
      try CacheSegment(path: folder.path(name), model: "the model", dimensionCount: 4)
    }
    #expect(length?.description == "3 columns, expected 4")
    // Byte 20 counts 2³² vectors, byte 27 bytes of the description.
    for (byte, detail) in [
      (20, "4294967298 vectors, expected fewer than 2³²"),
      (27, "16777225 bytes of a description, expected fewer than 2²⁰"),
    ] {
      var large = bytes
      large[byte] = 1
      try folder.write(large, to: "large")
      let count = #expect(throws: CacheSegment.Fault.self) { try open("large") }
      #expect(count?.description == detail)
    }
    var newer = bytes
    newer[8] = 2
    try folder.write(newer, to: "newer")
    let version = #expect(throws: CacheSegment.Fault.self) { try open("newer") }
    #expect(version?.description == "version 2, expected 1")
    #expect(throws: CacheSegment.Fault.self) { try open("absent") }
  }
}
