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
  /// The partners of row i are those from `starts[i]` to `starts[i + 1]`, ascending.
  let starts: [Int]
  let partners: [Int]
  let affinities: [Double]

  /// The graph of `rowCount` rows with `neighborCount` neighbours each, row by row.
  ///
  /// - Complexity: O(n·k·log k).
  init(neighbors: [RecordIndex], rowCount: Int, neighborCount: Int) {
    precondition(neighbors.count == rowCount * neighborCount, "\(neighbors.count) neighbours")
    var edges = [[Int]](repeating: [], count: rowCount)
    for i in 0..<rowCount {
      for neighbor in neighbors[i * neighborCount..<(i + 1) * neighborCount] {
        edges[i].append(Int(neighbor))
        edges[Int(neighbor)].append(i)
      }
    }
    // A pair that names each other stands twice in both lists, so it weighs twice.
    let weight = 1 / Double(max(1, 2 * rowCount * neighborCount))
    var starts = [0]
    var partners: [Int] = []
    var affinities: [Double] = []
    for list in edges {
      for partner in list.sorted() {
        if partners.count > starts[starts.count - 1], partners[partners.count - 1] == partner {
          affinities[affinities.count - 1] += weight
        } else {
          partners.append(partner)
          affinities.append(weight)
        }
      }
      starts.append(partners.count)
    }
    self.starts = starts
    self.partners = partners
    self.affinities = affinities
  }
}
