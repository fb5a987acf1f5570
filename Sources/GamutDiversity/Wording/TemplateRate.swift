// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutUnicode

/// How many texts are made by the same few templates: runs of five words in which all but the most
/// frequent words are masked, such as "write a … about the".
///
/// > Source: C. Shaib and others, *Detection and measurement of syntactic templates in generated
/// > text*, 2024, doi:10.18653/v1/2024.emnlp-main.368. They mask by part of speech; we mask by
/// > frequency, which needs no tagger and serves every language.
package struct TemplateRate: Hashable, Sendable {
  /// A run of words, some masked.
  package struct Template: Hashable, Sendable {
    /// The words, joined by spaces, each masked one as `…`.
    package let phrase: String
    /// How many texts have it.
    package let count: Int
    /// The first text that has it.
    package let firstRow: Int
  }

  /// Words of a template.
  package static let wordCount = 5
  /// How many of them are masked at most: with two, "the … of the …" and the like, which no template
  /// made, would be the most frequent.
  package static let maskedLimit = 1
  /// How many words stay, the most frequent by texts.
  package static let keptWordCount = 200
  /// How many templates count as the most frequent.
  package static let limit = 20

  /// The most frequent templates that two texts have at least, most frequent first; of equals the one
  /// read first.
  package let most: [Template]
  /// The share of the texts that have one of them; texts without words do not count.
  package let share: Share

  /// Counts the templates of `words`, those of `texts`.
  ///
  /// - Complexity: linear in the words; some 40 bytes for each different template are held.
  package init(of words: HashedWords, texts: TextBatch) {
    precondition(words.count == texts.count, "\(words.count) and \(texts.count) texts")
    let kept = Self.keptWords(of: words)
    let masked = words.words.map { kept.contains($0) ? $0 : Self.mask }
    func templates(of text: Int) -> [(key: UInt64, start: Int)] {
      let range = words.range(of: text)
      guard range.count >= Self.wordCount else { return [] }
      return (range.lowerBound...range.upperBound - Self.wordCount).compactMap { start in
        let run = masked[start..<start + Self.wordCount]
        return run.count { $0 == Self.mask } <= Self.maskedLimit
          ? (HashedWords.gram(run), start) : nil
      }
    }
    struct Found {
      var count: Int
      let row: Int
      let start: Int
      var lastRow: Int
    }
    var found: [UInt64: Found] = [:]
    for row in 0..<words.count {
      for (key, start) in templates(of: row) {
        if var known = found[key] {
          guard known.lastRow != row else { continue }
          known.count += 1
          known.lastRow = row
          found[key] = known
        } else {
          found[key] = Found(count: 1, row: row, start: start, lastRow: row)
        }
      }
    }
    // The order of places is total, so that of the dictionary does not show.
    let most = found.filter { $0.value.count > 1 }
      .sorted { (-$0.value.count, $0.value.start) < (-$1.value.count, $1.value.start) }
      .prefix(Self.limit)
    let keys = Set(most.map(\.key))
    var (count, total) = (0, 0)
    for row in 0..<words.count where !words.range(of: row).isEmpty {
      total += 1
      if !keys.isEmpty, templates(of: row).contains(where: { keys.contains($0.key) }) { count += 1 }
    }
    share = Share(count: count, total: total)
    let folder = WordFolder()
    var folded = FoldedText()
    self.most = most.map { _, found in
      texts.withText(found.row) { folder.fold($0, into: &folded) }
      let first = found.start - words.range(of: found.row).lowerBound
      let phrase = (0..<Self.wordCount).map { word in
        masked[found.start + word] == Self.mask
          ? "…"
          : folded.withWord(first + word) { bytes in
            String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
          }
      }
      return Template(
        phrase: phrase.joined(separator: " "), count: found.count, firstRow: found.row)
    }
  }

  /// Stands for a masked word; that a word has this hash is as unlikely as that two have the same.
  private static let mask: UInt64 = 0

  /// The words that stay: most texts first, of equals the one read first.
  private static func keptWords(of words: HashedWords) -> Set<UInt64> {
    var counts: [UInt64: (texts: Int, first: Int, last: Int)] = [:]
    for row in 0..<words.count {
      for place in words.range(of: row) {
        let word = words.words[place]
        guard let known = counts[word] else {
          counts[word] = (1, place, row)
          continue
        }
        if known.last != row { counts[word] = (known.texts + 1, known.first, row) }
      }
    }
    let frequent = counts.filter { $0.value.texts > 1 }
      .sorted { (-$0.value.texts, $0.value.first) < (-$1.value.texts, $1.value.first) }
    return Set(frequent.prefix(keptWordCount).map(\.key))
  }
}
