// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The affinities of a map: which rows attract each other, and how much.
///
/// Each row spreads the same share over its k nearest; a pair's affinity is the mean of both
/// directions, and all affinities of ordered pairs sum to 1.
///
/// > Source: J. N. Böhm, P. Berens, D. Kobak, *Attraction-Repulsion Spectrum in Neighbor
/// > Embeddings*, 2022, doi:10.48550/arXiv.2007.08902: equal shares over k = 15 neighbours draw
/// > nearly what the bell curves of t-SNE at perplexity 30 draw, and need no search for widths.
struct NeighborGraph: Sendable {
  /// The edges of row i are those from `starts[i]` to `starts[i + 1]`, by partner ascending.
  let starts: [Int]
  /// The partner, doubled, and 1 more where both rows name each other: a round of a map reads all of
  /// them, and what fits a cache costs a third.
  private let edges: [UInt32]
  /// The affinity of a pair of which one row names the other; that of two who name each other is twice it.
  let weight: Double

  /// The graph of `rowCount` rows with `neighborCount` neighbours each, row by row.
  ///
  /// - Complexity: O(n·k·log k).
  init(neighbors: [RecordIndex], rowCount: Int, neighborCount: Int) {
    precondition(neighbors.count == rowCount * neighborCount, "\(neighbors.count) neighbours")
    precondition(rowCount < 1 << 31, "\(rowCount) rows")
    var edges = [[Int]](repeating: [], count: rowCount)
    for i in 0..<rowCount {
      for neighbor in neighbors[i * neighborCount..<(i + 1) * neighborCount] {
        edges[i].append(Int(neighbor))
        edges[Int(neighbor)].append(i)
      }
    }
    // A pair that names each other stands twice in both lists, so it weighs twice.
    weight = 1 / Double(max(1, 2 * rowCount * neighborCount))
    var starts = [0]
    var packed: [UInt32] = []
    for list in edges {
      for partner in list.sorted() {
        let edge = UInt32(partner) << 1
        if packed.count > starts[starts.count - 1], packed[packed.count - 1] == edge {
          packed[packed.count - 1] |= 1
        } else {
          packed.append(edge)
        }
      }
      starts.append(packed.count)
    }
    self.starts = starts
    self.edges = packed
  }

  /// The partner of an edge.
  func partner(_ edge: Int) -> Int { Int(edges[edge] >> 1) }

  /// How often the weight counts for an edge: once, or twice where both rows name each other.
  func count(_ edge: Int) -> Int { Int(edges[edge] & 1) + 1 }
}
