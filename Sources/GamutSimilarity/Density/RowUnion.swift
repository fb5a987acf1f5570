// SPDX-License-Identifier: Apache-2.0

/// Rows joined into components, each known by its lowest row.
///
/// > Source: R. Tarjan, *Efficiency of a Good But Not Linear Set Union Algorithm*, 1975,
/// > doi:10.1145/321879.321884; joined by row number instead of depth, with path halving.
struct RowUnion: Sendable {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<UInt32(count)).map { $0 } }

  /// The lowest row of the component of `row`.
  mutating func root(of row: Int) -> Int {
    var row = row
    while Int(parents[row]) != row {
      parents[row] = parents[Int(parents[row])]
      row = Int(parents[row])
    }
    return row
  }

  /// Joins the components of two rows; false where they are one already.
  mutating func join(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (root(of: a), root(of: b))
    if x != y { parents[max(x, y)] = UInt32(min(x, y)) }
    return x != y
  }
}
