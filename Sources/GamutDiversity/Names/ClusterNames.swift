// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// Names for clusters of texts: the words and pairs of words that set each apart from the others,
/// such as "gift card · balance · expired".
///
/// A term must be significantly more frequent in the cluster than outside, and is ranked by
/// p · ln²(p/r), r at least p/20, p and r the shares of documents with it inside and outside: a word of
/// one subject in a third of the records goes before a common one in all of them. Short words count
/// less. Words of closed classes never name anything (`FunctionWords`), and words spread evenly over the
/// parts of a fine division of all texts (such words of any other language, and what the whole set is
/// about) name nothing unless nothing else does. Nor does text that records of several clusters share
/// word for word.
///
/// > Source: the classes as documents: M. Grootendorst, *BERTopic: Neural topic modeling with a
/// > class-based TF-IDF procedure*, 2022, arXiv:2203.05794; evenness as a mark of function words: the
/// > entropy weighting of S. Dumais, *Improving the retrieval of information from external sources*,
/// > 1991, doi:10.3758/BF03203370.
package struct ClusterNames: Hashable, Sendable {
  /// What fixes the names.
  package struct Options: Hashable, Codable, Sendable {
    /// How many terms a name has at most.
    package var termCount = 3
    /// The most texts that are read; of more, evenly spaced ones.
    package var textLimit = 20_000
    /// Words spread more evenly than this, 0…1, are common.
    package var evennessLimit = 0.4

    /// The defaults.
    package init() {}
  }

  /// The terms of each cluster, best first; none for a cluster without words.
  package let terms: [[String]]

  /// The terms of `cluster`, joined by middle dots; empty where there are none.
  package func name(of cluster: Int) -> String { terms[cluster].joined(separator: " · ") }

  /// Names clusters `0..<clusterCount`.
  ///
  /// - Parameters:
  ///   - texts: the texts of all rows.
  ///   - labels: the cluster of each text; nil for one of no cluster, which is not read.
  ///   - spread: the part of each text in a division of all texts by subject, best into 30 to 60
  ///     parts; nil takes the clusters, which suffices where there are many.
  /// - Complexity: linear in the words read.
  package init(
    texts: TextBatch, labels: [Int?], clusterCount: Int, spread: [Int]? = nil,
    options: Options = .init()
  ) {
    precondition(labels.count == texts.count, "\(labels.count) labels of \(texts.count) texts")
    precondition(
      spread.map { $0.count == texts.count } ?? true,
      "\(spread?.count ?? 0) parts of \(texts.count) texts")
    let labelled = labels.indices.filter { labels[$0] != nil }
    let step = max(1, (labelled.count + options.textLimit - 1) / options.textLimit)
    let rows = stride(from: 0, to: labelled.count, by: step).map { labelled[$0] }
    let counts = TermCounts(
      texts: texts, labels: labels, rows: rows, clusterCount: clusterCount,
      spread: spread ?? labels.map { $0 ?? 0 })
    let isCommon = counts.words.indices.map {
      counts.isFunctionWord[$0] || counts.evenness(ofWord: $0) > options.evennessLimit
    }
    terms = (0..<clusterCount).map {
      TermRanking(of: counts, isCommon: isCommon, cluster: $0).best(options.termCount)
    }
  }
}

/// The terms of one cluster in order of what they say about it.
private struct TermRanking {
  let counts: TermCounts
  let isCommon: [Bool]
  let inCluster: [Int: Int]
  let documents: Int
  /// Terms that may stand in the name, best first.
  private let ranked: [Int]
  /// The pairs in which each word stands in this cluster.
  private let pairs: [Int: [Int]]
  /// Common words that are more frequent here, for a cluster that nothing else sets apart.
  private let lastResort: [Int]

  init(of counts: TermCounts, isCommon: [Bool], cluster: Int) {
    self.counts = counts
    self.isCommon = isCommon
    let inCluster = counts.counts[cluster]
    self.inCluster = inCluster
    let documents = counts.documentCounts[cluster]
    self.documents = documents
    let others = counts.documentCounts.reduce(0, +) - documents
    // One document has no repeats to ask for; a term of one among many is an accident.
    let least = documents < 4 ? 1 : 2
    var scores: [Int: Double] = [:]
    for (term, inside) in inCluster where inside >= least {
      let outside = counts.terms[term].total - inside
      if others == 0
        || TermRanking.isMoreFrequent(inside, of: documents, than: outside, of: others)
      {
        let p = Double(inside) / Double(documents)
        let r = (Double(outside) + 0.5) / Double(others + 1)
        // Beyond the limit, a term is as good as the cluster's own, and frequency decides.
        let lift =
          others == 0 ? 1 : naturalLogarithm(min(TermRanking.liftLimit, max(1, p / r)))
        scores[term] = p * lift * lift * TermRanking.brevity(of: term, counts)
      }
    }
    // Numbers are given in order of reading: they break ties, never the order of a dictionary.
    let order = scores.keys.sorted { (-(scores[$0] ?? 0), $0) < (-(scores[$1] ?? 0), $1) }
    let uncommon = order.filter { term in
      let pair = counts.terms[term]
      return !isCommon[pair.first] && (pair.second < 0 || !isCommon[pair.second])
    }
    // In scripts without spaces one code point is seldom a word.
    let readable = uncommon.filter {
      counts.terms[$0].second >= 0
        || counts.words[counts.terms[$0].first].unicodeScalars.count > 1
    }
    ranked = readable.isEmpty ? uncommon : readable
    var pairs: [Int: [Int]] = [:]
    for (term, inside) in inCluster where inside >= least && counts.terms[term].second >= 0 {
      let pair = counts.terms[term]
      // "question on GPS" is no phrase, "track my card" is one: a common word may stand behind small
      // words, as what is done to it says what it is about, but not before them.
      let isParted = 2 * pair.parted > pair.total
      guard pair.first != pair.second, !isParted || !isCommon[pair.first] else { continue }
      pairs[pair.first, default: []].append(term)
      pairs[pair.second, default: []].append(term)
    }
    self.pairs = pairs
    lastResort = order.filter {
      let pair = counts.terms[$0]
      return pair.second < 0 && isCommon[pair.first] && !counts.isFunctionWord[pair.first]
    }
  }

  /// The weight of a term for its length: the words that every language needs most are its shortest
  /// (Zipf's law of brevity), so terms of fewer than six letters count less, those of three half.
  /// Scripts without spaces are exempt.
  private static func brevity(of term: Int, _ counts: TermCounts) -> Double {
    let pair = counts.terms[term]
    let words = [pair.first, pair.second].filter { $0 >= 0 }.map { counts.words[$0] }
    if words.contains(where: { ($0.unicodeScalars.first?.value ?? 0) >= 0x0E00 }) { return 1 }
    let longest = words.map { $0.unicodeScalars.count }.max() ?? 0
    return min(1, Double(longest) / 6)
  }

  /// The ratio of shares from which a term counts as found nowhere else.
  private static let liftLimit = 20.0

  /// Whether a term is at least half as frequent again inside as outside, beyond two standard errors
  /// of the log odds.
  private static func isMoreFrequent(
    _ inside: Int, of documents: Int, than outside: Int, of others: Int
  ) -> Bool {
    let a = Double(inside) + 0.5
    let b = Double(documents - inside) + 0.5
    let c = Double(outside) + 0.5
    let d = Double(others - outside) + 0.5
    let rate = (a / Double(documents + 1)) / (c / Double(others + 1))
    let error = (1 / a + 1 / b + 1 / c + 1 / d).squareRoot()
    return rate >= 1.5 && naturalLogarithm(a * d / (b * c)) >= 2 * error
  }

  func best(_ limit: Int) -> [String] {
    var chosen: [String] = []
    var usedWords: [String] = []
    for candidate in ranked + (ranked.isEmpty ? lastResort : []) {
      guard chosen.count < limit else { break }
      guard !repeats(candidate, usedWords) else { continue }
      // Where "transaction" is named, "cancel" stands alone rather than fall with "cancel transaction".
      let term = longerTerm(of: candidate, besides: usedWords) ?? candidate
      chosen.append(counts.text(of: term))
      usedWords += words(of: term)
    }
    return chosen
  }

  /// Whether a word of `term` is one of `used`, by its stem.
  private func repeats(_ term: Int, _ used: [String]) -> Bool {
    words(of: term).contains { word in used.contains { isSameStem($0, word) } }
  }

  private func words(of term: Int) -> [String] {
    let pair = counts.terms[term]
    return [pair.first, pair.second].filter { $0 >= 0 }.map { counts.words[$0] }
  }

  /// The pair that a word often stands in, with any word but those of closed classes: "gift" becomes
  /// "gift card" where at least two fifths of the documents with the one have the other, though all
  /// clusters be about cards, and no word of it is one of `used`.
  private func longerTerm(of term: Int, besides used: [String]) -> Int? {
    let word = counts.terms[term]
    guard word.second < 0 else { return nil }
    return pairs[word.first, default: []].filter {
      5 * (inCluster[$0] ?? 0) >= 2 * (inCluster[term] ?? 0) && !repeats($0, used)
    }.max { ((inCluster[$0] ?? 0), -$0) < ((inCluster[$1] ?? 0), -$1) }
  }

  /// Whether one word is the other with an ending: "refund", "refunds", "refunded".
  private func isSameStem(_ a: String, _ b: String) -> Bool {
    let (short, long) = a.utf8.count <= b.utf8.count ? (a, b) : (b, a)
    return short == long
      || (short.utf8.count >= 4 && long.utf8.count - short.utf8.count <= 4
        && long.utf8.starts(with: short.utf8))
  }
}
