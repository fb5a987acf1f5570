// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@testable import GamutEmbedding
@testable import GamutJSON

/// Files with faults of a seeded generator: each is read or refused, and none ends the program.
struct MutatedFilesTests {
  static let mutantCount = 1500

  static func seed(_ format: VectorFormat) -> [[UInt8]] {
    var tensors = TensorFile()
    tensors.add("rows", "F16", shape: [2, 2], bytes: [0, 0x3C, 0, 0x40, 0, 0, 0, 0xC1])
    tensors.add("ids", "I64", shape: [1], bytes: [UInt8](repeating: 1, count: 8))
    let array = NPZReaderTests.array
    return switch format {
    case .npy: [array, NPYFiles.header(NPYFiles.dictionary(), version: 2) + array.suffix(24)]
    case .npz:
      [false, true].flatMap { isWide in
        [false, true].map { isDeflated in
          ZipFile(
            members: [
              .init(content: array, isDeflated: isDeflated, isWide: isWide),
              .init(name: "ids.npy", content: NPZReaderTests.ids),
            ], isWide: isWide
          ).bytes
        }
      }
    case .safetensors: [tensors.bytes]
    case .fvecs: [VectorReaderTests.fvecs([[1, 2], [3, 4], [5, 6]])]
    case .json: []
    }
  }

  @Test(arguments: [VectorFormat.npy, .npz, .safetensors, .fvecs])
  func `a file of vectors with faults is read or refused in one line`(
    format: VectorFormat
  ) throws {
    let folder = try ScratchFolder()
    var random = SeededRandom(seed: 15)
    var readCount = 0
    let seeds = Self.seed(format)
    for number in 0..<Self.mutantCount {
      let path = try folder.write(random.mutated(seeds[number % seeds.count]), to: "v")
      do throws(EmbeddingError) {
        let found = try VectorReader(workers: 1).read(path: path, format: format)
        readCount += 1
        #expect(found.matrix.elements.allSatisfy { $0.isFinite })
        let count = found.matrix.rowCount * found.matrix.columnCount
        #expect(found.matrix.elements.count == count)
      } catch {
        #expect(!error.description.contains("\n"), "mutant \(number)")
      }
    }
    // Faults in what carries no meaning leave a file readable; if all did, none was tested.
    #expect(readCount < Self.mutantCount / 2)
  }

  @Test func `JSON of a model with faults is read or refused in one line`() {
    let text =
      "{\"a\": [1, -2.5e3, true, null], \"b\\u00e9\\ud83d\\ude00\": {\"c\": \"\\n\", \"d\": []}}"
    var random = SeededRandom(seed: 16)
    for _ in 0..<Self.mutantCount {
      do throws(EmbeddingError) {
        _ = try JSONTree(parsing: random.mutated(Array(text.utf8)), path: "m")
      } catch { #expect(!error.description.contains("\n")) }
    }
  }
}
