// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The clusters of a spanning tree at every density: each begins where a group of rows parts in two
/// of a least size or more, and loses rows as the density grows.
///
/// Joins at one distance are one: a group may part in more than two. Mutual reachability has many equal
/// distances, those of cores; so the clusters depend neither on which of its equal edges a tree has nor
/// on their order, as they do where every join is of two.
///
/// Density is λ = 1/distance, distance that of rows of norm 1: √(2 − 2·reach). Distances below 10⁻³
/// count as that: the rounding of single precision makes copies as far apart, and a λ without bound
/// would let a handful of copies outweigh every topic.
///
/// > Source: R. Campello, D. Moulavi, J. Sander, *Density-Based Clustering Based on Hierarchical
/// > Density Estimates*, 2013, doi:10.1007/978-3-642-37456-2_14.
struct CondensedTree: Sendable {
  /// The cluster each cluster parted from; a parent comes before its children, and cluster 0 is all.
  private(set) var parents: [Int] = [-1]
  /// The λ at which each cluster begins.
  private(set) var births: [Double] = [0]
  /// How many rows each cluster begins with.
  private(set) var sizes: [Int]
  /// The λ at which each cluster loses its last rows or parts.
  private(set) var deaths: [Double] = [0]
  /// The last cluster each row lies in.
  private(set) var rowClusters: [Int]
  /// The λ at which each row leaves it.
  private(set) var rowDensities: [Double]

  /// The least distance that is told apart from 0.
  static let smallestDistance = 1e-3

  /// - Parameter minimumClusterSize: 2 or more.
  init(of tree: SpanningTree, rowCount: Int, minimumClusterSize: Int) {
    sizes = [rowCount]
    rowClusters = [Int](repeating: 0, count: rowCount)
    rowDensities = [Double](repeating: 0, count: rowCount)
    guard rowCount > 1 else { return }
    let merges = MergeTree(of: tree, rowCount: rowCount)
    // A node of the merge tree and the cluster it lies in.
    var pending = [(node: merges.root, cluster: 0)]
    while let (node, cluster) = pending.popLast() {
      let density = merges.density(of: node)
      let parts = merges.parts(of: node)
      let large = parts.filter { merges.size(of: $0) >= minimumClusterSize }
      deaths[cluster] = max(deaths[cluster], density)
      for part in parts where merges.size(of: part) < minimumClusterSize {
        merges.forEachRow(of: part) {
          rowClusters[$0] = cluster
          rowDensities[$0] = density
        }
      }
      for part in large {
        if large.count > 1 {
          parents.append(cluster)
          births.append(density)
          deaths.append(density)
          sizes.append(merges.size(of: part))
        }
        pending.append((part, large.count > 1 ? parents.count - 1 : cluster))
      }
    }
  }

  /// The excess of mass of each cluster: over its rows, how much longer they stay than it begins.
  var stabilities: [Double] {
    var result = [Double](repeating: 0, count: parents.count)
    for (row, cluster) in rowClusters.enumerated() {
      result[cluster] += rowDensities[row] - births[cluster]
    }
    for cluster in parents.indices.dropFirst() {
      result[parents[cluster]] +=
        Double(sizes[cluster]) * (births[cluster] - births[parents[cluster]])
    }
    return result
  }

  /// The clusters, none inside another and never the whole, that have the most excess of mass in all;
  /// of equal ones the larger.
  func selectedClusters() -> [Int] {
    var best = stabilities
    var isSelected = [Bool](repeating: true, count: parents.count)
    var below = [Double](repeating: 0, count: parents.count)
    // Children come after their parents.
    for cluster in parents.indices.dropFirst().reversed() {
      if below[cluster] > best[cluster] {
        best[cluster] = below[cluster]
        isSelected[cluster] = false
      }
      below[parents[cluster]] += best[cluster]
    }
    isSelected[0] = false
    var isInside = [Bool](repeating: false, count: parents.count)
    for cluster in parents.indices.dropFirst() {
      isInside[cluster] = isInside[parents[cluster]] || isSelected[parents[cluster]]
    }
    return parents.indices.filter { isSelected[$0] && !isInside[$0] }
  }

  /// For each cluster which of `selected` it is or lies in; nil where none.
  func selection(_ selected: [Int]) -> [Int?] {
    var result = [Int?](repeating: nil, count: parents.count)
    for (place, cluster) in selected.enumerated() { result[cluster] = place }
    for cluster in parents.indices.dropFirst() where result[cluster] == nil {
      result[cluster] = result[parents[cluster]]
    }
    return result
  }
}

/// The binary tree of joins, nearest first: rows are nodes 0 ..< n, the i-th join is node n + i.
private struct MergeTree {
  private let rowCount: Int
  private var nodes: [(left: Int, right: Int, size: Int, density: Double)] = []

  init(of tree: SpanningTree, rowCount: Int) {
    self.rowCount = rowCount
    var joined = RowUnion(count: rowCount)
    // The node that holds the component of each lowest row.
    var tops = Array(0..<rowCount)
    for edge in tree.edges {
      let (a, b) = (joined.root(of: Int(edge.a)), joined.root(of: Int(edge.b)))
      let (left, right) = (tops[a], tops[b])
      let distance = max(0, 2 - 2 * edge.reach).squareRoot()
      nodes.append(
        (
          left, right, size(of: left) + size(of: right),
          1 / max(CondensedTree.smallestDistance, distance)
        ))
      _ = joined.join(a, b)
      tops[min(a, b)] = rowCount + nodes.count - 1
    }
  }

  var root: Int { rowCount + nodes.count - 1 }
  func size(of node: Int) -> Int { node < rowCount ? 1 : nodes[node - rowCount].size }
  func density(of node: Int) -> Double { nodes[node - rowCount].density }

  /// What a group parts into at its density: joins of equal density are one.
  func parts(of node: Int) -> [Int] {
    var parts: [Int] = []
    var pending = [node]
    while let next = pending.popLast() {
      for child in [nodes[next - rowCount].left, nodes[next - rowCount].right] {
        if child >= rowCount, density(of: child) == density(of: node) {
          pending.append(child)
        } else {
          parts.append(child)
        }
      }
    }
    return parts
  }

  func forEachRow(of node: Int, _ body: (Int) -> Void) {
    var pending = [node]
    while let node = pending.popLast() {
      if node < rowCount {
        body(node)
      } else {
        pending.append(nodes[node - rowCount].right)
        pending.append(nodes[node - rowCount].left)
      }
    }
  }
}
