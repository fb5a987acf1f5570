// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

/// The models of `Scripts/encoder-layouts`, with the vectors of the real libraries.
struct LayoutTests {
  static let folder = ProcessInfo.processInfo.environment["GAMUT_ENCODER_LAYOUTS"]

  struct Expected: Decodable {
    let texts: [String]
    let vectors: [[Double]]
  }

  @Test(
    "Vectors of every layout are those of sentence-transformers and Model2Vec, to 10⁻⁴ of their norm",
    .enabled(if: folder != nil, "run Scripts/encoder-layouts and set GAMUT_ENCODER_LAYOUTS"))
  func layouts() throws {
    let folder = try #require(Self.folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    for name in names {
      let path = "\(folder)/\(name)"
      let expected = try JSONDecoder().decode(
        Expected.self, from: Data(contentsOf: URL(filePath: "\(path)/expected.json")))
      var found: [Float] = []
      do {
        try ModelFolder(path: path).encoder.appendVectors(
          of: TextBatch(expected.texts), to: &found, workers: 2)
      } catch {
        Issue.record("\(error)")
        continue
      }
      let width = expected.vectors[0].count
      #expect(found.count == width * expected.texts.count, "\(name)")
      guard found.count == width * expected.texts.count else { continue }
      var largest = 0.0
      for (text, vector) in expected.vectors.enumerated() {
        let norm = vector.map { $0 * $0 }.reduce(0, +).squareRoot()
        for j in 0..<width {
          largest = max(largest, abs(Double(found[text * width + j]) - vector[j]) / max(norm, 1e-9))
        }
      }
      // Model2Vec rounds the means of 16-bit vectors to 16 bits, 2⁻¹¹ of each number.
      #expect(largest < (name.hasSuffix("float16") ? 0x1p-11 : 1e-4), "\(name): \(largest)")
    }
    print("\(names.count) layouts")
  }
}
