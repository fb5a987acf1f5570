// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// What joins two rows: how near they are, or the less dense of the two where that is less.
///
/// It is mutual reachability in terms of cosines: the cosine of the pair or the core cosine of one of
/// them, whichever is least. The core cosine of a row is that to its neighbour of a fixed rank.
/// Larger is nearer, so a minimum spanning tree of distances is a maximum one of these.
struct ReachabilityEdge: Hashable, Sendable {
  var reach: Double
  /// The lower row.
  var a: UInt32
  /// The higher row.
  var b: UInt32

  init(reach: Double, _ a: Int, _ b: Int) {
    self.reach = reach
    self.a = UInt32(min(a, b))
    self.b = UInt32(max(a, b))
  }

  /// Whether this edge comes before `other`: the nearer, then the lower rows.
  @inline(__always)
  func isBefore(_ other: ReachabilityEdge) -> Bool {
    reach != other.reach ? reach > other.reach : (a, b) < (other.a, other.b)
  }
}

/// Rows, their nearest neighbours and their core cosines.
struct ReachabilityGraph: Sendable {
  let rows: Matrix
  /// Neighbours listed per row.
  let neighborCount: Int
  /// `rowCount × neighborCount`, nearest first, and their cosines.
  let indices: [RecordIndex]
  let similarities: [Double]
  /// Per row the cosine to its neighbour of the core rank.
  let cores: [Double]

  /// - Parameter coreRank: which neighbour makes a row's core, from 1; 0 leaves cosines as they are.
  init(
    rows: Matrix, neighborCount: Int, indices: [RecordIndex], similarities: [Double], coreRank: Int
  ) {
    precondition(
      coreRank <= neighborCount || rows.rowCount <= coreRank,
      "rank \(coreRank) of \(neighborCount)")
    self.rows = rows
    self.neighborCount = neighborCount
    self.indices = indices
    self.similarities = similarities
    let rank = min(coreRank, neighborCount)
    cores = (0..<rows.rowCount).map {
      rank == 0 ? 1 : similarities[$0 * neighborCount + rank - 1]
    }
  }

  /// The reach of two rows of cosine `cosine`.
  @inline(__always)
  func reach(_ cosine: Double, _ x: Int, _ y: Int) -> Double { min(cosine, cores[x], cores[y]) }

  /// What no row that is not among the neighbours of `x` can reach more than.
  func unlistedReach(_ x: Int) -> Double {
    if neighborCount >= rows.rowCount - 1 { return -1 }
    return neighborCount == 0 ? 1 : min(cores[x], similarities[(x + 1) * neighborCount - 1])
  }

  /// The best edge from `x` to a listed neighbour of another component.
  func listedEdge(from x: Int, components: [UInt32]) -> ReachabilityEdge? {
    var best: ReachabilityEdge?
    for place in x * neighborCount..<(x + 1) * neighborCount {
      // Neighbours descend: no later one can reach more.
      if let best, similarities[place] < best.reach { break }
      let y = Int(indices[place])
      guard components[y] != components[x] else { continue }
      let edge = ReachabilityEdge(reach: reach(similarities[place], x, y), x, y)
      if best.map({ edge.isBefore($0) }) ?? true { best = edge }
    }
    return best
  }
}
