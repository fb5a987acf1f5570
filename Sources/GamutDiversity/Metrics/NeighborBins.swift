// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// Rows by the cosine to their nearest neighbour, with example pairs to read.
package struct NeighborBins: Hashable, Sendable {
  /// A row and its nearest neighbour.
  package struct Pair: Hashable, Sendable {
    /// The lower of the two rows.
    package let a: RecordIndex
    /// The higher of the two.
    package let b: RecordIndex
    /// Their cosine.
    package let similarity: Double

    /// Makes a pair of two different rows, given in any order.
    package init(_ row: RecordIndex, _ other: RecordIndex, similarity: Double) {
      precondition(row != other, "row \(row) with itself")
      (a, b) = (min(row, other), max(row, other))
      self.similarity = similarity
    }
  }

  /// The rows whose nearest neighbour has a cosine from `low` to below `high`; the last bin includes
  /// its end.
  package struct Bin: Hashable, Sendable {
    /// Where the bin begins.
    package let low: Double
    /// Where it ends.
    package let high: Double
    /// How many rows it holds.
    package let rowCount: Int
    /// A few of its pairs.
    package let examples: [Pair]
  }

  /// Where the bins begin: narrow where a threshold makes a difference. .95 is the usual threshold.
  package static let edges = [-1, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99]

  /// The bins, ascending.
  package let bins: [Bin]

  /// Sorts rows into bins.
  ///
  /// Examples are the pairs nearest to the middle of their bin, no row twice; first of all those of
  /// which no cluster is shown yet. Ties go to the lower rows. The first bin, where nothing repeats,
  /// has none.
  ///
  /// - Parameters:
  ///   - pairs: every row with its nearest neighbour; a pair that is mutual stands twice.
  ///   - labels: the cluster of each row, or empty for none.
  ///   - exampleCount: examples of a bin at most.
  /// - Complexity: O(n log n).
  package init(pairs: [Pair], labels: [Int], exampleCount: Int) {
    var members = [[Pair]](repeating: [], count: Self.edges.count)
    for pair in pairs {
      let bin = (Self.edges.firstIndex { $0 > pair.similarity } ?? Self.edges.count) - 1
      members[max(0, bin)].append(pair)
    }
    bins = members.enumerated().map { bin, members in
      let low = Self.edges[bin]
      let high = bin + 1 < Self.edges.count ? Self.edges[bin + 1] : 1
      return Bin(
        low: low, high: high, rowCount: members.count,
        examples: bin == 0
          ? [] : Self.examples(of: members, near: (low + high) / 2, labels, count: exampleCount))
    }
  }

  private static func examples(
    of pairs: [Pair], near middle: Double, _ labels: [Int], count: Int
  ) -> [Pair] {
    let ordered = pairs.sorted {
      (abs($0.similarity - middle), $0.a, $0.b) < (abs($1.similarity - middle), $1.a, $1.b)
    }
    var chosen: [Pair] = []
    var rows: Set<RecordIndex> = []
    var clusters: Set<Int> = []
    for mayRepeatCluster in labels.isEmpty ? [true] : [false, true] {
      for pair in ordered where chosen.count < count {
        guard !rows.contains(pair.a), !rows.contains(pair.b) else { continue }
        if !mayRepeatCluster, clusters.contains(labels[Int(pair.a)]) { continue }
        chosen.append(pair)
        rows.formUnion([pair.a, pair.b])
        if !labels.isEmpty { clusters.insert(labels[Int(pair.a)]) }
      }
    }
    return chosen.sorted { ($0.similarity, $0.a) < ($1.similarity, $1.a) }
  }
}
