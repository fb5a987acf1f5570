// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

/// In how many documents of each cluster each word, and each pair of consecutive words, occurs.
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
  }

  private(set) var terms: [Term] = []
  private(set) var words: [String] = []
  /// The terms of each cluster, with how many of its documents have them.
  private(set) var counts: [[Int: Int]]
  /// How many documents of each cluster were read.
  private(set) var documentCounts: [Int]
  private var wordNumbers: [UInt64: Int] = [:]
  private var termNumbers: [UInt64: Int] = [:]

  /// The most words of a document that are read: the beginning says what it is about.
  static let wordLimit = 200

  init(texts: TextBatch, labels: [Int?], rows: [Int], clusterCount: Int) {
    counts = Array(repeating: [:], count: clusterCount)
    documentCounts = [Int](repeating: 0, count: clusterCount)
    let folder = WordFolder()
    var folded = FoldedText()
    var seen = Set<Int>()
    for row in rows {
      guard let cluster = labels[row] else { continue }
      documentCounts[cluster] += 1
      texts.withText(row) { folder.fold($0, into: &folded) }
      seen.removeAll(keepingCapacity: true)
      var previous = -1
      for index in 0..<min(folded.wordCount, TermCounts.wordLimit) {
        let word = number(ofWord: index, folded)
        if word >= 0 {
          count(term(word, -1), cluster, &seen)
          if previous >= 0 { count(term(previous, word), cluster, &seen) }
        }
        previous = word
      }
    }
  }

  private mutating func count(_ term: Int, _ cluster: Int, _ seen: inout Set<Int>) {
    guard seen.insert(term).inserted else { return }
    terms[term].total += 1
    counts[cluster][term, default: 0] += 1
  }

  /// The number of a word; -1 for what cannot name anything: one ASCII character, digits, symbols.
  private mutating func number(ofWord index: Int, _ folded: FoldedText) -> Int {
    let key = folded.withWord(index) { bytes -> UInt64? in
      guard bytes.count > 1, TermCounts.isNaming(bytes) else { return nil }
      return StableHash.hash64(bytes)
    }
    guard let key else { return -1 }
    if let number = wordNumbers[key] { return number }
    wordNumbers[key] = words.count
    words.append(
      folded.withWord(index) { bytes in
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
      })
    return words.count - 1
  }

  private static func isNaming(_ bytes: Span<UInt8>) -> Bool {
    for i in bytes.indices {
      let byte = bytes[i]
      if byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) { return true }
    }
    return false
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

  /// A term as a person writes it: words of scripts that use no spaces are joined without.
  func text(of term: Int) -> String {
    let first = words[terms[term].first]
    guard terms[term].second >= 0 else { return first }
    let second = words[terms[term].second]
    // Such a word is one code point, and those scripts begin at U+0E00.
    let isSpaceless = [first, second].allSatisfy {
      $0.unicodeScalars.count == 1 && ($0.unicodeScalars.first?.value ?? 0) >= 0x0E00
    }
    return isSpaceless ? first + second : "\(first) \(second)"
  }
}
