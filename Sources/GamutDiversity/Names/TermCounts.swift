// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

/// In how many documents of each cluster each word, and each pair of words that follow each other, occurs;
/// of a pair none is of a closed class, and one such word may stand between.
///
/// A term counts once a document, so that one long record cannot name a cluster.
struct TermCounts {
  /// A word, or two that follow each other.
  struct Term {
    let first: Int
    /// -1 for a word alone.
    let second: Int
    /// Documents with the term.
    var total = 0
    /// Those of them in which a word stands between, where they have it first.
    var parted = 0
  }

  private(set) var terms: [Term] = []
  private(set) var words: [String] = []
  /// Whether each word is of a closed class.
  private(set) var isFunctionWord: [Bool] = []
  /// The terms of each cluster, with how many of its documents have them.
  private(set) var counts: [[Int: Int]]
  /// How many documents of each cluster were read.
  private(set) var documentCounts: [Int]
  private var wordNumbers: [UInt64: Int] = [:]
  private var termNumbers: [UInt64: Int] = [:]

  /// The most words of a document that are read: the beginning says what it is about.
  static let wordLimit = 200
  /// Words that may stand within a pair.
  private static let gapLimit = 1

  /// In how many documents of each part a word occurs, by word: parts are what evenness is over.
  private(set) var parts: [[Int: Int]] = []
  /// How many documents of each part were read.
  private(set) var partSizes: [Int: Int] = [:]
  /// How often each spelling of a word was seen.
  private var spellings: [[[UInt8]: Int]] = []

  /// Counts the terms of `rows`.
  ///
  /// - Parameter spread: the part of each text, in a division finer than the clusters.
  init(texts: TextBatch, labels: [Int?], rows: [Int], clusterCount: Int, spread: [Int]) {
    counts = Array(repeating: [:], count: clusterCount)
    documentCounts = [Int](repeating: 0, count: clusterCount)
    let folder = WordFolder()
    var text = NamingText()
    let step = max(1, (rows.count + SharedPassages.sampleCount - 1) / SharedPassages.sampleCount)
    let passages = SharedPassages(
      texts: stride(from: 0, to: rows.count, by: step).map { i in
        texts.withText(rows[i]) { text.fold($0, with: folder) }
        return (labels[rows[i]] ?? 0, TermCounts.hashes(text))
      })
    var seen = Set<Int>()
    for row in rows {
      guard let cluster = labels[row] else { continue }
      documentCounts[cluster] += 1
      partSizes[spread[row], default: 0] += 1
      texts.withText(row) { text.fold($0, with: folder) }
      let isShared = passages.marks(TermCounts.hashes(text))
      seen.removeAll(keepingCapacity: true)
      var previous = -1
      var gap = 0
      var numbers = [Int](repeating: -1, count: isShared.count)
      for index in isShared.indices {
        let word = isShared[index] ? -1 : number(ofWord: text.naming(index))
        numbers[index] = word
        if word >= 0, count(term(word, -1), cluster, &seen) {
          parts[word][spread[row], default: 0] += 1
        }
        if isShared[index] {
          previous = -1
        } else if word < 0 || isFunctionWord[word] {
          // "delete my account" is about "delete account".
          gap += 1
          if gap > Self.gapLimit { previous = -1 }
        } else {
          if previous >= 0 {
            let pair = term(previous, word)
            if count(pair, cluster, &seen), gap > 0 { terms[pair].parted += 1 }
          }
          (previous, gap) = (word, 0)
        }
      }
      text.forEachSpelling(limit: isShared.count) { index, spelling in
        if numbers[index] >= 0 { spellings[numbers[index]][Array(spelling), default: 0] += 1 }
      }
    }
  }

  private static func hashes(_ text: NamingText) -> [UInt64] {
    (0..<min(text.folded.wordCount, wordLimit)).map { index in
      text.folded.withWord(index) { StableHash.hash64($0) }
    }
  }

  private mutating func count(_ term: Int, _ cluster: Int, _ seen: inout Set<Int>) -> Bool {
    guard seen.insert(term).inserted else { return false }
    terms[term].total += 1
    counts[cluster][term, default: 0] += 1
    return true
  }

  /// The number of a word; -1 for an empty one.
  private mutating func number(ofWord bytes: [UInt8]) -> Int {
    guard !bytes.isEmpty else { return -1 }
    let key = StableHash.hash64(bytes.span)
    if let number = wordNumbers[key] { return number }
    wordNumbers[key] = words.count
    words.append(String(decoding: bytes, as: UTF8.self))
    isFunctionWord.append(FunctionWords.contains(words[words.count - 1]))
    parts.append([:])
    spellings.append([:])
    return words.count - 1
  }

  private mutating func term(_ first: Int, _ second: Int) -> Int {
    let key =
      UInt64(UInt32(truncatingIfNeeded: first)) << 32 | UInt64(UInt32(truncatingIfNeeded: second))
    if let number = termNumbers[key] { return number }
    termNumbers[key] = terms.count
    terms.append(Term(first: first, second: second))
    return terms.count - 1
  }

  /// The number of a word alone, given a number of a word.
  func termNumber(ofWord word: Int) -> Int? {
    termNumbers[UInt64(UInt32(truncatingIfNeeded: word)) << 32 | 0xFFFF_FFFF]
  }

  /// A term as people write it: words of scripts that use no spaces are joined without.
  func text(of term: Int) -> String {
    let first = spelling(of: terms[term].first)
    guard terms[term].second >= 0 else { return first }
    let second = spelling(of: terms[term].second)
    // Such a word is one code point, and those scripts begin at U+0E00.
    let isSpaceless = [first, second].allSatisfy {
      $0.unicodeScalars.count == 1 && ($0.unicodeScalars.first?.value ?? 0) >= 0x0E00
    }
    return isSpaceless ? first + second : "\(first) \(second)"
  }

  /// The spelling that more than half of the places have, such as "GPS"; else the folded word.
  private func spelling(of word: Int) -> String {
    let seen = spellings[word]
    let all = seen.values.reduce(0, +)
    let main = seen.first { 2 * $0.value > all }
    guard let main, main.key.count == words[word].utf8.count else { return words[word] }
    return String(decoding: main.key, as: UTF8.self)
  }

  /// How evenly a word is spread over the parts, 0…1: the perplexity of its rates in them over their
  /// number. Function words of any language lie near 1, words of one subject near 0.
  func evenness(ofWord word: Int) -> Double {
    guard partSizes.count > 1, !documentCounts.isEmpty else { return 0 }
    let all = Double(partSizes.values.reduce(0, +))
    let share = Double(parts[word].values.reduce(0, +)) / all
    // Parts in a fixed order: a sum of Doubles depends on it.
    let rates = partSizes.keys.sorted().map { part in
      // Two documents of the mean share each, so that a part of one document says little.
      (Double(parts[word][part] ?? 0) + 2 * share) / (Double(partSizes[part] ?? 0) + 2)
    }
    let sum = rates.reduce(0, +)
    guard sum > 0 else { return 0 }
    let entropy = rates.reduce(0.0) { $0 - $1 / sum * naturalLogarithm($1 / sum) }
    return exponential(entropy) / Double(partSizes.count)
  }
}
