// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport

extension SentenceEncoderTests {
  static let given = "embeddings/alpaca_20k_minilm_f16.npy"

  /// The first texts of the set the vectors were made of: the instruction, and the input, where it
  /// is not empty, on a line of its own.
  static func givenTexts(_ count: Int) throws -> [String] {
    struct Record: Decodable {
      let instruction, input: String
    }
    let data = try Data(contentsOf: URL(filePath: SharedData.data("embeddings/alpaca_20k.jsonl")))
    return try data.split(separator: 0x0A, maxSplits: count).prefix(count).map {
      let record = try JSONDecoder().decode(Record.self, from: Data($0))
      return record.input.isEmpty ? record.instruction : "\(record.instruction)\n\(record.input)"
    }
  }
}
