// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@testable import GamutEmbedding

/// Formats told apart, and those that are short to read: tensors and `.fvecs`.
struct VectorReaderTests {
  static func fvecs(_ rows: [[Float]]) -> [UInt8] {
    rows.flatMap { NPYFiles.bytes([UInt32($0.count)] + $0.map(\.bitPattern)) }
  }

  static func read(
    _ bytes: [UInt8], _ format: VectorFormat, array: String? = nil, expectedRowCount: Int? = nil,
    workers: Int = 2
  ) throws -> VectorRows {
    let folder = try ScratchFolder()
    return try VectorReader(workers: workers).read(
      path: folder.write(bytes, to: "v"), format: format, array: array,
      expectedRowCount: expectedRowCount)
  }

  static func refusal(
    _ bytes: [UInt8], _ format: VectorFormat, array: String? = nil, expectedRowCount: Int? = nil
  ) -> EmbeddingError? {
    #expect(throws: EmbeddingError.self) {
      try read(bytes, format, array: array, expectedRowCount: expectedRowCount)
    }
  }

  @Test func `a format is known by its content, whatever the name`() throws {
    var tensors = TensorFile()
    tensors.add("x", shape: [1, 1], [1])
    let files: [(String, [UInt8], VectorFormat?)] = [
      ("a.json", NPYFiles.header(NPYFiles.dictionary()), .npy),
      ("a.npy", ZipFile(members: []).bytes, .npz),
      ("b.npy", ZipFile(members: [.init(content: [])]).bytes, .npz),
      ("c.npy", tensors.bytes, .safetensors), ("d", Array("\u{FEFF} \r\n\t{".utf8), .json),
      ("e", Array("[".utf8), .json), ("e.fvecs", Array("[1]".utf8), .json),
      ("f", [0x1F, 0x8B], .json), ("g", [0x28, 0xB5, 0x2F, 0xFD], .json),
      ("h.FVECS", Self.fvecs([[1]]), .fvecs), ("h", Self.fvecs([[1]]), nil), ("i", [], nil),
      ("j.pt", Array("\u{80}\u{2}}".utf8), nil), ("k", Array("0.1 0.2".utf8), nil),
    ]
    let folder = try ScratchFolder()
    for (name, bytes, format) in files {
      let path = try folder.write(bytes, to: name)
      if let format {
        #expect(try VectorFormat.recognised(path: path) == format, "\(name)")
      } else {
        let error = #expect(throws: EmbeddingError.self) {
          try VectorFormat.recognised(path: path)
        }
        #expect(error?.code == .unknownFormat, "\(name)")
      }
    }
    #expect(throws: EmbeddingError.self) {
      try VectorFormat.recognised(path: folder.path("missing"))
    }
  }

  @Test(arguments: [91, 123, 347, 35_615])
  func `rows of fvecs whose length looks like JSON or gzip are known by their name`(
    length: Int
  ) throws {
    // "[", "{", "[" again in the lowest byte, and the magic number of gzip.
    let folder = try ScratchFolder()
    let row = [Float](repeating: 0.5, count: length)
    let path = try folder.write(Self.fvecs([row, row]), to: "rows.fvecs")
    #expect(try VectorFormat.recognised(path: path) == .fvecs)
    // Text has no byte of zero in its first four, whatever the name.
    let text = try folder.write(Array("[\(length), 1]\n[1, 2]\n".utf8), to: "text.fvecs")
    #expect(try VectorFormat.recognised(path: text) == .json)
  }

  @Test func `what a packed array claims is not reserved before it is read`() {
    struct Claim: ByteSource {
      let path = "claim.npz"
      func read<Element: BitwiseCopyable>(
        at offset: Int, into elements: inout MutableSpan<Element>
      ) throws(EmbeddingError) {
        throw EmbeddingError(code: .damaged, path: path, detail: "it ends here")
      }
    }
    // 16 TB, which no machine gives.
    let rows = StoredRows(format: .float32, rowCount: 1 << 32, columnCount: 1 << 10, start: 0)
    let error = #expect(throws: EmbeddingError.self) {
      try rows.load(inOrderFrom: Claim(), packedByteCount: 100)
    }
    #expect(error?.code == .damaged)
  }

  @Test func `the only matrix of a safetensors file is read in each of its types`() throws {
    let values: [Float] = [1, -2.5, 0, 4]
    let stored: [(String, [UInt8])] = [
      ("F32", NPYFiles.bytes(values.map(\.bitPattern))),
      ("F64", NPYFiles.bytes(values.map { Double($0).bitPattern })),
      ("F16", NPYFiles.bytes([0x3C00, 0xC100, 0, 0x4400] as [UInt16])),
      ("BF16", NPYFiles.bytes([0x3F80, 0xC020, 0, 0x4080] as [UInt16])),
    ]
    for (type, bytes) in stored {
      var file = TensorFile()
      file.add("ids", "I64", shape: [2], bytes: NPYFiles.bytes([1, 2] as [Int64]))
      file.add("emb", type, shape: [2, 2], bytes: bytes)
      for name in [nil, "emb"] {
        let found = try Self.read(file.bytes, .safetensors, array: name, expectedRowCount: 2)
        #expect(found.matrix == Matrix(rowCount: 2, columnCount: 2, elements: values))
      }
      #expect(
        Self.refusal(file.bytes, .safetensors, expectedRowCount: 1)?.code == .wrongRowCount)
    }
  }

  @Test func `a safetensors file without one matrix of floats is refused with a list`() {
    var file = TensorFile()
    file.add("b", shape: [1, 2], [1, 2])
    file.add("a", shape: [2, 1], [1, 2])
    file.add("whole", "I32", shape: [1, 1], bytes: [0, 0, 0, 0])
    file.add("cube", shape: [1, 1, 1], [1])
    let list =
      "the tensors are \"a\" (2 × 1 F32), \"b\" (1 × 2 F32), \"cube\" (1 × 1 × 1 F32), "
      + "\"whole\" (1 × 1 I32)"
    #expect(
      Self.refusal(file.bytes, .safetensors)?.detail == list)
    #expect(Self.refusal(file.bytes, .safetensors)?.remedy == .nameVectorField)
    #expect(Self.refusal(file.bytes, .safetensors, array: "c")?.detail == "no \"c\"; \(list)")
    #expect(Self.refusal(file.bytes, .safetensors, array: "whole")?.code == .unsupportedType)
    #expect(Self.refusal(file.bytes, .safetensors, array: "cube")?.code == .badShape)
    var bad = TensorFile()
    bad.add("x", shape: [2, 2], [1, 2, .nan, 4])
    let error = Self.refusal(bad.bytes, .safetensors)
    #expect(error?.code == .notFinite && error?.row == 1 && error?.column == 0)
  }

  @Test func `fvecs rows come out as they were put in, on any number of workers`() throws {
    #expect(
      try Self.read(Self.fvecs([[1, 2], [0, 0], [-3, 0.5]]), .fvecs, expectedRowCount: 3)
        == VectorRows(
          matrix: Matrix(rowCount: 3, columnCount: 2, elements: [1, 2, 0, 0, -3, 0.5]),
          zeroRows: [1]))
    let rows = (0..<700).map { row in (0..<800).map { Float(row * 31 + $0) } }
    for workers in [1, 2, 3] {
      let found = try Self.read(Self.fvecs(rows), .fvecs, workers: workers)
      #expect(found.matrix.elements == rows.flatMap { $0 })
    }
  }

  @Test func `an fvecs file of other rows is refused with the row`() {
    #expect(
      Self.refusal(Self.fvecs([[1, 2], [3, 4]]), .fvecs, expectedRowCount: 1)?.code
        == .wrongRowCount)
    #expect(Self.refusal(Self.fvecs([[1, 2], [3]]), .fvecs)?.code == .wrongLength)
    let uneven = Self.refusal(Self.fvecs([[1, 2, 3], [4], [5]]), .fvecs)
    #expect(uneven?.code == .badVectors && uneven?.row == 1)
    #expect(uneven?.detail == "its length is 1, expected 3 as in row 0")
    #expect(Self.refusal(Self.fvecs([[1, .infinity]]), .fvecs)?.code == .notFinite)
    for start in [[], [1, 0, 0], [0, 0, 0, 0], [255, 255, 255, 255]] as [[UInt8]] {
      #expect(Self.refusal(start, .fvecs)?.code == .badVectors)
    }
    #expect(Self.refusal(Self.fvecs([[1]]), .fvecs, array: "x")?.code == .wrongArray)
  }
}
