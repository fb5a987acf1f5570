// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Names for clusters of texts: the words and pairs of words that set each apart from the others,
/// such as "gift card · balance · expired".
///
/// Terms are ranked by c-TF-IDF: tf · ln(1 + A/f) for tf the term's share of the cluster's terms, f
/// its count in all clusters, A the mean number of terms of a cluster. A term must also be
/// significantly more frequent in the cluster than outside it, which drops the stop words of any
/// language.
///
/// > Source: M. Grootendorst, *BERTopic: Neural topic modeling with a class-based TF-IDF procedure*,
/// > 2022, arXiv:2203.05794. We count a term once a document, and add the test.
public struct ClusterNames: Hashable, Sendable {
  /// What fixes the names.
  public struct Options: Hashable, Codable, Sendable {
    /// How many terms a name has at most.
    public var termCount = 3
    /// The most texts that are read; of more, evenly spaced ones.
    public var textLimit = 20_000

    /// The defaults.
    public init() {}
  }

  /// The terms of each cluster, best first; none for a cluster without words.
  public let terms: [[String]]

  /// The terms of `cluster`, joined by middle dots; empty where there are none.
  public func name(of cluster: Int) -> String { terms[cluster].joined(separator: " · ") }

  /// Names clusters `0..<clusterCount`.
  ///
  /// - Parameters:
  ///   - texts: the texts of all rows.
  ///   - labels: the cluster of each text; nil for one of no cluster, which is not read.
  /// - Complexity: linear in the words read.
  public init(
    texts: TextBatch, labels: [Int?], clusterCount: Int, options: Options = .init()
  ) {
    precondition(labels.count == texts.count, "\(labels.count) labels of \(texts.count) texts")
    let labelled = labels.indices.filter { labels[$0] != nil }
    let step = max(1, (labelled.count + options.textLimit - 1) / options.textLimit)
    let rows = stride(from: 0, to: labelled.count, by: step).map { labelled[$0] }
    let counts = TermCounts(
      texts: texts, labels: labels, rows: rows, clusterCount: clusterCount)
    terms = (0..<clusterCount).map {
      TermRanking(of: counts, cluster: $0).best(options.termCount)
    }
  }
}

/// The terms of one cluster in order of what they say about it.
private struct TermRanking {
  let counts: TermCounts
  let inCluster: [Int: Int]
  /// Terms that may stand in the name, best first.
  private let ranked: [Int]
  private let distinctive: Set<Int>

  init(of counts: TermCounts, cluster: Int) {
    self.counts = counts
    let inCluster = counts.counts[cluster]
    self.inCluster = inCluster
    let documents = counts.documentCounts[cluster]
    let others = counts.documentCounts.reduce(0, +) - documents
    let all = counts.counts.map { $0.values.reduce(0, +) }
    let clusterTotal = Double(max(1, all[cluster]))
    let mean = Double(all.reduce(0, +)) / Double(max(1, all.count { $0 > 0 }))
    // One document has no repeats to ask for; a term of one among many is an accident.
    let least = documents < 4 ? 1 : 2
    let distinctive = Set(
      inCluster.keys.filter { term in
        let inside = inCluster[term] ?? 0
        let outside = counts.terms[term].total - inside
        guard inside >= least else { return false }
        return others == 0
          || TermRanking.isMoreFrequent(inside, of: documents, than: outside, of: others)
      })
    self.distinctive = distinctive
    func score(_ term: Int) -> Double {
      Double(inCluster[term] ?? 0) / clusterTotal
        * naturalLogarithm(1 + mean / Double(counts.terms[term].total))
    }
    let scores = Dictionary(uniqueKeysWithValues: distinctive.map { ($0, score($0)) })
    // Numbers are given in order of reading: they break ties, never the order of a dictionary.
    ranked = distinctive.sorted { (-(scores[$0] ?? 0), $0) < (-(scores[$1] ?? 0), $1) }
  }

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
    for candidate in ranked {
      guard chosen.count < limit else { break }
      guard isPairOfDistinctiveWords(candidate) else { continue }
      let term = longerTerm(of: candidate) ?? candidate
      let words = words(of: term)
      guard !words.contains(where: { word in usedWords.contains { isSameStem($0, word) } }) else {
        continue
      }
      chosen.append(counts.text(of: term))
      usedWords += words
    }
    return chosen
  }

  private func words(of term: Int) -> [String] {
    let pair = counts.terms[term]
    return [pair.first, pair.second].filter { $0 >= 0 }.map { counts.words[$0] }
  }

  /// A pair says something only where each of its words does: not "my card".
  private func isPairOfDistinctiveWords(_ term: Int) -> Bool {
    let pair = counts.terms[term]
    guard pair.second >= 0 else { return true }
    return [pair.first, pair.second].allSatisfy {
      counts.termNumber(ofWord: $0).map(distinctive.contains) ?? false
    }
  }

  /// The pair that a word mostly stands in: "card" becomes "gift card" where at least half of the
  /// documents with the one have the other.
  private func longerTerm(of term: Int) -> Int? {
    let word = counts.terms[term]
    guard word.second < 0 else { return nil }
    return ranked.filter { other in
      let pair = counts.terms[other]
      return pair.second >= 0 && (pair.first == word.first || pair.second == word.first)
        && 2 * (inCluster[other] ?? 0) >= (inCluster[term] ?? 0) && isPairOfDistinctiveWords(other)
    }.max { ((inCluster[$0] ?? 0), -$0) < ((inCluster[$1] ?? 0), -$1) }
  }

  /// Whether one word is the other with an ending: "refund", "refunds", "refunded".
  private func isSameStem(_ a: String, _ b: String) -> Bool {
    let (short, long) = a.utf8.count <= b.utf8.count ? (a, b) : (b, a)
    return short == long
      || (short.utf8.count >= 4 && long.utf8.count - short.utf8.count <= 3
        && long.utf8.starts(with: short.utf8))
  }
}
