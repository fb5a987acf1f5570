// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Texts with the lengths and the repetition of English prose, the same for the same seed.
struct GeneratedTexts {
  private var random: SeededRandom
  private let vocabulary: [String]

  /// Makes a vocabulary of 20,000 words, the frequent ones short.
  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let consonants = Array("bcdfghjklmnprstvwz").map(String.init)
    let vowels = Array("aeiou").map(String.init)
    var words: [String] = []
    var known: Set<String> = []
    while words.count < 20_000 {
      let syllableCount = 1 + (words.count < 200 ? 0 : 1) + random.next(below: 3)
      let word = (0..<syllableCount).map { _ in
        consonants[random.next(below: consonants.count)] + vowels[random.next(below: vowels.count)]
          + (random.next(below: 3) == 0 ? consonants[random.next(below: consonants.count)] : "")
      }.joined()
      if known.insert(word).inserted { words.append(word) }
    }
    vocabulary = words
    self.random = random
  }

  /// `count` texts of `wordCounts` words, uniformly.
  mutating func texts(count: Int, wordCounts: Range<Int>) -> [String] {
    (0..<count).map { _ in
      text(wordCount: wordCounts.lowerBound + random.next(below: wordCounts.count))
    }
  }

  /// A near-copy: `editCount` words replaced at random places.
  mutating func edited(_ text: String, editCount: Int) -> String {
    var words = text.split(separator: " ").map(String.init)
    for _ in 0..<editCount { words[random.next(below: words.count)] = word() }
    return words.joined(separator: " ")
  }

  private mutating func word() -> String {
    // The cube of a uniform number: rank r has a frequency of about r^(−2/3), near Zipf's law.
    let unit = random.nextUnit()
    return vocabulary[Int(unit * unit * unit * Double(vocabulary.count))]
  }

  /// Sentences of 5 to 20 words, with commas, and one word in 50 with an accent.
  private mutating func text(wordCount: Int) -> String {
    var words: [String] = []
    var left = 0
    while words.count < wordCount {
      var next = word()
      if left == 0 {
        left = 5 + random.next(below: 16)
        next = next.prefix(1).uppercased() + next.dropFirst()
      }
      if random.next(below: 50) == 0 { next += "é" }
      left -= 1
      if left == 0 || words.count == wordCount - 1 {
        next += "."
      } else if random.next(below: 12) == 0 {
        next += ","
      }
      words.append(next)
    }
    return words.joined(separator: " ")
  }
}

/// The sets of five consecutive words of generated texts, by the standard library: the twin.
func plainShingles(_ text: String) -> Set<[Substring]> {
  let lowered = text.lowercased()
  let words = lowered.split { !$0.isLetter }
  guard words.count > 5 else { return words.isEmpty ? [] : [words] }
  return Set((0...words.count - 5).map { Array(words[$0..<$0 + 5]) })
}

extension TextBatch {
  /// A batch of the texts of `indices`, in their order.
  func selecting(_ indices: [RecordIndex]) -> TextBatch {
    var batch = TextBatch()
    for index in indices { withText(Int(index)) { batch.append($0) } }
    return batch
  }
}
