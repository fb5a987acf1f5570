// SPDX-License-Identifier: Apache-2.0

import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct SafetensorsFileTests {
  static func open(_ bytes: [UInt8]) throws -> SafetensorsFile {
    let folder = try ScratchFolder()
    return try SafetensorsFile(path: folder.write(bytes, to: "model.safetensors"))
  }

  @Test("Tensors of all floating-point types come out as the numbers that were put in")
  func types() throws {
    var file = TensorFile()
    file.add("single", shape: [2, 2], [1, -2.5, 0, 3e38])
    file.add("half", "F16", shape: [3], bytes: TensorFile.bytes([0x3C00, 0xC100, 1] as [UInt16]))
    file.add("brain", "BF16", shape: [2], bytes: TensorFile.bytes([0x3F80, 0xC020] as [UInt16]))
    file.add("double", "F64", shape: [1], bytes: TensorFile.bytes([(0.1).bitPattern]))
    file.add("whole", "I64", shape: [2], bytes: TensorFile.bytes([3, -1] as [Int64]))
    file.add("empty", shape: [0, 7], [])
    let tensors = try Self.open(file.bytes)
    func floats(_ name: String) throws -> [Float] {
      try tensors.floats(of: name, try #require(tensors.tensors[name]))
    }
    #expect(try floats("single") == [1, -2.5, 0, 3e38])
    #expect(try floats("half") == [1, -2.5, 0x1p-24])
    #expect(try floats("brain") == [1, -2.5])
    #expect(try floats("double") == [0.1])
    #expect(try floats("empty") == [])
    let whole = try #require(tensors.tensors["whole"])
    #expect(try tensors.integers(of: "whole", whole) == [3, -1])
    #expect(throws: EmbeddingError.self) { try floats("whole") }
    #expect(throws: EmbeddingError.self) {
      try tensors.integers(of: "single", try #require(tensors.tensors["single"]))
    }
  }

  @Test("A tensor of a type that is not read may stand beside others; it alone is refused")
  func unreadTypes() throws {
    var file = TensorFile()
    file.add("scales", "F8_E8M0", shape: [3], bytes: [1, 2, 3])
    file.add("packed", "F4", shape: [2, 3], bytes: [1, 2, 3])
    file.add("vectors", shape: [1, 2], [1, 2])
    let tensors = try Self.open(file.bytes)
    #expect(
      try tensors.floats(of: "vectors", try #require(tensors.tensors["vectors"])) == [1, 2])
    for name in ["scales", "packed"] {
      let tensor = try #require(tensors.tensors[name])
      let error = #expect(throws: EmbeddingError.self) { try tensors.floats(of: name, tensor) }
      #expect(
        error?.detail == "tensor \"\(name)\" is of \(tensor.type), expected F32, F16, BF16 or F64")
      #expect(throws: EmbeddingError.self) { try tensors.integers(of: name, tensor) }
    }
  }

  @Test("A number that is not finite is refused with the tensor and the place")
  func notFinite() throws {
    var file = TensorFile()
    file.add("w", shape: [2], [0, .nan])
    let tensors = try Self.open(file.bytes)
    let error = #expect(throws: EmbeddingError.self) {
      try tensors.floats(of: "w", try #require(tensors.tensors["w"]))
    }
    #expect(error?.code == .notFinite)
    #expect(error?.detail.hasPrefix("tensor \"w\", element 1: found nan") == true)
  }

  static func entry(_ name: String, _ type: String, _ shape: String, _ offsets: String) -> String {
    "\"\(name)\": {\"dtype\": \"\(type)\", \"shape\": \(shape), \"data_offsets\": \(offsets)}"
  }

  @Test(
    "A header that does not describe its file is refused",
    arguments: [
      (
        "{\(entry("a", "F32", "[1]", "[0, 4]")), \(entry("b", "F32", "[1]", "[5, 9]"))}", 9,
        "a hole"
      ),
      (
        "{\(entry("a", "F32", "[2]", "[0, 8]")), \(entry("b", "F32", "[1]", "[4, 8]"))}", 8,
        "an overlap"
      ),
      ("{\(entry("a", "F32", "[1]", "[4, 8]"))}", 8, "a hole"),
      ("{\(entry("a", "F32", "[1]", "[0, 4]"))}", 5, "the file at 5"),
      ("{\(entry("a", "F32", "[2]", "[0, 8]"))}", 4, "within 0…4"),
      ("{\(entry("a", "F32", "[3]", "[0, 8]"))}", 8, "takes 12"),
      ("{\(entry("a", "F32", "[4611686018427387904, 8]", "[0, 8]"))}", 8, "too large"),
      ("{\(entry("a", "F32", "[-1]", "[0, 8]"))}", 8, "whole numbers"),
      ("{\(entry("a", "F32", "[1.5]", "[0, 8]"))}", 8, "whole numbers"),
      ("{\(entry("a", "F32", "[2]", "[8, 0]"))}", 8, "data_offsets"),
      ("{\(entry("a", "F32", "[2]", "[0]"))}", 8, "data_offsets"),
      ("{\(entry("a", "F4", "[16]", "[4, 8]"))}", 8, "a hole"),
      ("{\"a\": 1}", 0, "found none"),
      ("{\"__metadata__\": {\"format\": 1}}", 0, "an object of strings"),
      (
        "{\(entry("a", "U8", "[1]", "[0, 1]")), \(entry("a", "U8", "[1]", "[1, 2]"))}", 2,
        "stands twice"
      ),
      (
        "{\(entry("e\u{301}", "U8", "[1]", "[0, 1]")), \(entry("\u{e9}", "U8", "[1]", "[1, 2]"))}",
        2, "stands there twice"
      ),
    ])
  func refusals(header: String, byteCount: Int, detail: String) throws {
    let bytes = TensorFile.bytes(header: header, content: [UInt8](repeating: 0, count: byteCount))
    let error = #expect(throws: EmbeddingError.self) { try Self.open(bytes) }
    #expect(error?.detail.contains(detail) == true, "\(String(describing: error))")
    #expect(error?.description.contains("\n") == false)
  }

  @Test("What is no such file at all is refused by name")
  func notSafetensors() throws {
    for bytes in [
      [], [1, 2, 3], TensorFile.bytes([UInt64.max]), TensorFile.bytes([100_000_001 as UInt64]),
      TensorFile.bytes([9 as UInt64]) + [0x7B],
      TensorFile.bytes(header: "[]", content: []), TensorFile.bytes(header: "", content: []),
    ] {
      #expect(throws: EmbeddingError.self) { try Self.open(bytes) }
    }
    #expect(try Self.open(TensorFile.bytes(header: "{}   ", content: [])).tensors.isEmpty)
  }
}
