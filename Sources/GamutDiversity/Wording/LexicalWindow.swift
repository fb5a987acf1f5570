// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Words in a row, of one text after the other, and how varied they are.
///
/// All numbers depend on how many words there are, so they are compared between windows of equal
/// length only.
package struct LexicalWindow: Sendable {
  /// The words, numbered in the order of their first occurrence.
  private let words: [Int]
  /// The end of each text in `words`: n-grams do not cross it.
  private let ends: [Int]
  /// How often each word occurs.
  private let frequencies: [Int]

  /// Makes a window of hashed `words`; `ends` says where its texts end, the last at `words.count`.
  package init(words: [UInt64], ends: [Int]) {
    precondition(ends.last ?? 0 == words.count, "\(ends.last ?? 0) of \(words.count) words")
    var numbers: [UInt64: Int] = [:]
    var frequencies: [Int] = []
    self.words = words.map { word in
      let number = numbers[word, default: frequencies.count]
      if number == frequencies.count {
        numbers[word] = number
        frequencies.append(0)
      }
      frequencies[number] += 1
      return number
    }
    self.ends = ends
    self.frequencies = frequencies
  }

  /// Distinct-n: different n-grams over all n-grams, 0…1; nil where there are none.
  ///
  /// > Source: J. Li and others, *A diversity-promoting objective function for neural conversation
  /// > models*, 2016, doi:10.18653/v1/N16-1014.
  package func distinct(_ n: Int) -> Double? {
    precondition(n > 0, "\(n)-grams")
    var grams: [UInt64] = []
    var start = 0
    for end in ends {
      for place in start..<max(start, end - n + 1) {
        grams.append(
          words[place..<place + n].reduce(UInt64(n)) {
            StableHash.mix($0 ^ UInt64(truncatingIfNeeded: $1)) &* 0x9E37_79B9_7F4A_7C15
          })
      }
      start = end
    }
    guard !grams.isEmpty else { return nil }
    let total = grams.count
    grams.sort()
    var different = 1
    for i in grams.indices.dropFirst() where grams[i] != grams[i - 1] { different += 1 }
    return Double(different) / Double(total)
  }

  /// MATTR: the mean over all runs of `length` words of the share of them that are different, 0…1;
  /// nil for fewer words.
  ///
  /// > Source: M. Covington and J. McFall, *Cutting the Gordian knot: the moving-average type–token
  /// > ratio*, 2010, doi:10.1080/09296171003643098.
  package func movingAverageTypeTokenRatio(length: Int) -> Double? {
    precondition(length > 0, "runs of \(length)")
    guard words.count >= length else { return nil }
    var counts = [Int](repeating: 0, count: frequencies.count)
    var different = 0
    var sum = 0
    for (place, word) in words.enumerated() {
      if counts[word] == 0 { different += 1 }
      counts[word] += 1
      if place >= length {
        let left = words[place - length]
        counts[left] -= 1
        if counts[left] == 0 { different -= 1 }
      }
      if place >= length - 1 { sum += different }
    }
    return Double(sum) / Double(length) / Double(words.count - length + 1)
  }

  /// MTLD: how many words in a row, in the mean, keep the share of different ones at `threshold` or
  /// above, read forwards and backwards; nil for no words. Where no word repeats it is their number.
  ///
  /// > Source: P. McCarthy and S. Jarvis, *MTLD, vocd-D, and HD-D*, 2010,
  /// > doi:10.3758/BRM.42.2.381.
  package func measureOfTextualLexicalDiversity(threshold: Double) -> Double? {
    precondition(threshold > 0 && threshold < 1, "threshold \(threshold)")
    guard !words.isEmpty else { return nil }
    func length(_ order: some Sequence<Int>) -> Double {
      var seenIn = [Int](repeating: -1, count: frequencies.count)
      var (run, count, different, factors) = (0, 0, 0, 0.0)
      var ratio = 1.0
      for word in order {
        count += 1
        if seenIn[word] != run {
          seenIn[word] = run
          different += 1
        }
        ratio = Double(different) / Double(count)
        guard ratio < threshold else { continue }
        factors += 1
        (run, count, different, ratio) = (run + 1, 0, 0, 1)
      }
      // The rest counts as the part of a run that its fall from 1 to the threshold is.
      factors += (1 - ratio) / (1 - threshold)
      return factors > 0 ? Double(words.count) / factors : Double(words.count)
    }
    return (length(words) + length(words.reversed())) / 2
  }

  /// HD-D: the share of different words expected in `drawn` words drawn without replacement, 0…1; nil
  /// for fewer words.
  ///
  /// > Source: P. McCarthy and S. Jarvis, *vocd: A theoretical and empirical evaluation*, 2007,
  /// > doi:10.1177/0265532207080767.
  package func hypergeometricDiversity(drawn: Int) -> Double? {
    precondition(drawn > 0, "\(drawn) drawn")
    guard words.count >= drawn else { return nil }
    var missing: [Int: Double] = [:]
    var sum = 0.0
    for frequency in frequencies {
      let none =
        missing[frequency]
        ?? (0..<drawn).reduce(1.0) { chance, i in
          chance * Double(max(0, words.count - frequency - i)) / Double(words.count - i)
        }
      missing[frequency] = none
      sum += 1 - none
    }
    return sum / Double(drawn)
  }
}
