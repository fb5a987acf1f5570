// SPDX-License-Identifier: Apache-2.0

/// Ranks joined into components, each known by its lowest rank.
///
/// > Source: R. Tarjan, *Efficiency of a Good But Not Linear Set Union Algorithm*, 1975,
/// > doi:10.1145/321879.321884; joined by rank number instead of depth, with path halving.
public struct Components: Sendable {
  private var parents: [UInt32]

  /// Makes a component of each of `count` ranks.
  public init(count: Int) { parents = (0..<UInt32(count)).map { $0 } }

  /// The lowest rank of the component of `rank`.
  public func root(of rank: UInt32) -> UInt32 {
    var rank = rank
    while parents[Int(rank)] != rank { rank = parents[Int(rank)] }
    return rank
  }

  /// Joins the components of two ranks.
  public mutating func join(_ a: UInt32, _ b: UInt32) {
    let (x, y) = (halvedRoot(of: a), halvedRoot(of: b))
    if x < y { parents[Int(y)] = x } else { parents[Int(x)] = y }
  }

  private mutating func halvedRoot(of rank: UInt32) -> UInt32 {
    var rank = rank
    while parents[Int(rank)] != rank {
      parents[Int(rank)] = parents[Int(parents[Int(rank)])]
      rank = parents[Int(rank)]
    }
    return rank
  }
}
