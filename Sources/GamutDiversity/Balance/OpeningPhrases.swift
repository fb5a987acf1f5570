// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutUnicode

/// How many texts begin with the same three words: templates such as "Write a …" show here.
package struct OpeningPhrases: Hashable, Sendable {
  /// The most frequent openings, at most 20, most frequent first; of equals the one read first.
  package let most: [Opening]
  /// The share of the texts that begin with one of them; texts without words do not count.
  package let share: Share

  /// The first three folded words of some texts (fewer where there are no more).
  package struct Opening: Hashable, Sendable {
    /// The words, joined by spaces.
    package let phrase: String
    /// How many texts begin with them.
    package let count: Int
    /// The first text that does.
    package let firstRow: Int
  }

  /// How many openings count as the most frequent.
  package static let limit = 20
  /// How many words make an opening.
  package static let wordCount = 3
  /// How many bytes of a text are read for its first words.
  private static let byteLimit = 160
  /// Texts that one worker takes at once.
  private static let chunkSize = 4_096

  /// Counts the openings of `texts`.
  ///
  /// - Complexity: linear in the number of texts.
  package init(of texts: TextBatch, workers: Int) {
    let hashes = Parallel.mapChunks(
      of: texts.count, chunkSize: OpeningPhrases.chunkSize, workers: workers
    ) { range in
      var folded = FoldedText()
      let folder = WordFolder()
      return range.map { row in
        let opening = OpeningPhrases.opening(of: row, in: texts, folder, &folded)
        return opening.isEmpty ? nil : StableHash.hash64(opening.span)
      }
    }.flatMap { $0 }
    let groups = EqualValues(of: hashes)
    let folder = WordFolder()
    var folded = FoldedText()
    most = groups.byFrequency.prefix(OpeningPhrases.limit).map { group in
      let bytes = OpeningPhrases.opening(of: group.firstRow, in: texts, folder, &folded)
      return Opening(
        phrase: String(decoding: bytes, as: UTF8.self), count: group.count,
        firstRow: group.firstRow)
    }
    share = Share(count: most.reduce(0) { $0 + $1.count }, total: groups.total)
  }

  private static func opening(
    of row: Int, in texts: TextBatch, _ folder: WordFolder, _ folded: inout FoldedText
  ) -> [UInt8] {
    texts.withText(row) { text in
      folder.fold(text.extracting(0..<min(byteLimit, text.count)), into: &folded)
    }
    var bytes: [UInt8] = []
    for word in 0..<min(wordCount, folded.wordCount) {
      if word > 0 { bytes.append(UInt8(ascii: " ")) }
      folded.withWord(word) { for i in $0.indices { bytes.append($0[i]) } }
    }
    return bytes
  }
}
