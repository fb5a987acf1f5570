// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Random texts with near-duplicates of many degrees planted among them.
enum PlantedTexts {
  /// `count` texts over `vocabulary` words; some are edits of earlier ones.
  static func make(
    count: Int, vocabulary: Int = 400, length: Range<Int> = 1..<60, seed: UInt64
  ) -> [String] {
    var random = SeededRandom(seed: seed)
    var texts: [[String]] = []
    for _ in 0..<count {
      if !texts.isEmpty, random.next(below: 2) == 0 {
        texts.append(
          edited(texts[random.next(below: texts.count)], vocabulary: vocabulary, &random))
      } else {
        let count = length.lowerBound + random.next(below: length.count)
        texts.append((0..<count).map { _ in "w\(random.next(below: vocabulary))" })
      }
    }
    return texts.map { $0.joined(separator: " ") }
  }

  /// Up to three edits: insert, delete, replace, swap, truncate, wrap, upper case.
  static func edited(
    _ words: [String], vocabulary: Int, _ random: inout SeededRandom
  ) -> [String] {
    var words = words
    for _ in 0..<random.next(below: 4) where !words.isEmpty {
      let place = random.next(below: words.count)
      switch random.next(below: 7) {
      case 0: words.insert("w\(random.next(below: vocabulary))", at: place)
      case 1: words.remove(at: place)
      case 2: words[place] = "x\(random.next(below: vocabulary))"
      case 3: words.swapAt(place, random.next(below: words.count))
      case 4: words = Array(words.prefix(max(1, words.count * 9 / 10)))
      case 5: words = ["Please", "answer"] + words
      default: words[place] = words[place].uppercased()
      }
    }
    return words
  }
}
