// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The tokens of texts laid end to end: text `i` is `ids[ends[i - 1]..<ends[i]]`.
struct TokenBatch: Equatable, Sendable {
  var ids: [Int32] = []
  var ends: [Int] = []

  var count: Int { ends.count }

  func range(of text: Int) -> Range<Int> { (text == 0 ? 0 : ends[text - 1])..<ends[text] }

  /// Texts one task cuts into tokens; constant.
  private static let chunkTextCount = 128

  /// The tokens of the texts of `batch`, each made by one call of `appendTokens` with the text's
  /// bytes.
  static func make(
    of batch: TextBatch, workers: Int,
    _ appendTokens: @Sendable (Span<UInt8>, inout [Int32], inout TextTokenizer.Scratch) -> Void
  ) -> TokenBatch {
    let parts = Parallel.mapChunks(
      of: batch.count, chunkSize: chunkTextCount, workers: workers
    ) { texts in
      var part = TokenBatch()
      var scratch = TextTokenizer.Scratch()
      for text in texts {
        batch.withText(text) { appendTokens($0, &part.ids, &scratch) }
        part.ends.append(part.ids.count)
      }
      return part
    }
    var whole = TokenBatch()
    for part in parts {
      let start = whole.ids.count
      whole.ids += part.ids
      whole.ends += part.ends.lazy.map { start + $0 }
    }
    return whole
  }
}
