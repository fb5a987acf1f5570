// SPDX-License-Identifier: Apache-2.0

/// A quadtree of points, in which a far square stands for all points in it.
///
/// Points are sorted by the interleaved bits of their places, so a square is a range of them, and the
/// tree is the same for any order in which they came. Nodes lie in the order of a walk; each knows
/// the first node after its own, so a walk is a loop without a stack.
///
/// > Source: L. van der Maaten, *Accelerating t-SNE using Tree-Based Algorithms*, 2014, JMLR 15:
/// > 3221–3245; J. Barnes and P. Hut, *A hierarchical O(N log N) force-calculation algorithm*, 1986,
/// > doi:10.1038/324446a0.
struct PlaneTree: Sendable {
  private struct Node {
    var x: Double
    var y: Double
    var mass: Double
    /// The squared side over θ²: the square is far from what is farther than its root.
    var reach: Double
    /// The first node that is not below this one.
    var next: Int
    /// Its points, where it is a leaf; else empty.
    var points: Range<Int>
  }

  private var nodes: [Node] = []
  /// The points in the order of the tree.
  private var sorted: [PlanePoint] = []
  /// Which point stands where in that order; kept for the next tree, whose order is nearly the same.
  private(set) var order: [Int]

  /// Points of a leaf, at most, unless they are closer than the finest squares.
  private static let leafCount = 6
  /// Halvings of the side: 2⁻¹⁶ of the map.
  private static let depth = 16

  /// Builds the tree.
  ///
  /// - Parameters:
  ///   - points: finite places.
  ///   - order: of an earlier tree of about the same places.
  ///   - theta: how large a square may be, in distances to it, to stand for its points.
  init(of points: [PlanePoint], order: [Int], theta: Double) {
    self.order = order
    guard let first = points.first else { return }
    var (low, high) = (first, first)
    for point in points {
      low = PlanePoint(x: min(low.x, point.x), y: min(low.y, point.y))
      high = PlanePoint(x: max(high.x, point.x), y: max(high.y, point.y))
    }
    let side = max(high.x - low.x, high.y - low.y, 1e-12)
    let last = Double((1 << Self.depth) - 1)
    let codes = points.map { point in
      interleaved(UInt32((point.x - low.x) / side * last))
        | interleaved(UInt32((point.y - low.y) / side * last)) << 1
    }
    var keys = order.map { codes[$0] << 32 | UInt64($0) }
    keys.sort()
    self.order = keys.map { Int($0 & 0xFFFF_FFFF) }
    sorted = self.order.map { points[$0] }
    nodes.reserveCapacity(points.count)
    let reach = side * side / (theta * theta)
    add(keys.map { $0 >> 32 }, 0..<points.count, level: 0, reach: reach)
  }

  /// Adds the node of `range` and all below; returns its sums.
  @discardableResult
  private mutating func add(
    _ codes: [UInt64], _ range: Range<Int>, level: Int, reach: Double
  ) -> (x: Double, y: Double) {
    let place = nodes.count
    nodes.append(Node(x: 0, y: 0, mass: Double(range.count), reach: reach, next: 0, points: 0..<0))
    var sum = (x: 0.0, y: 0.0)
    if range.count <= Self.leafCount || level == Self.depth {
      nodes[place].points = range
      for i in range { sum = (sum.x + sorted[i].x, sum.y + sorted[i].y) }
    } else {
      let shift = UInt64(2 * (Self.depth - 1 - level))
      var start = range.lowerBound
      while start < range.upperBound {
        let quarter = codes[start] >> shift
        var end = start + 1
        while end < range.upperBound, codes[end] >> shift == quarter { end += 1 }
        let part = add(codes, start..<end, level: level + 1, reach: reach / 4)
        sum = (sum.x + part.x, sum.y + part.y)
        start = end
      }
    }
    nodes[place].x = sum.x / Double(range.count)
    nodes[place].y = sum.y / Double(range.count)
    nodes[place].next = nodes.count
    return sum
  }
}

extension PlaneTree {
  /// What pushes a point away: Σ q²·(point − other), and Σ q, with q = 1/(1 + distance²).
  struct Repulsion: Sendable {
    var x = 0.0
    var y = 0.0
    var total = 0.0

    fileprivate mutating func add(dx: Double, dy: Double, distance: Double, mass: Double) {
      let q = 1 / (1 + distance)
      let weight = mass * q
      total += weight
      x += weight * q * dx
      y += weight * q * dy
    }
  }

  /// The repulsion of all points on `point`. A point of the tree meets itself too: 1 in `total`.
  ///
  /// - Complexity: O(log n / θ²).
  func repulsion(on point: PlanePoint) -> Repulsion {
    var sum = Repulsion()
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      let (dx, dy) = (point.x - node.x, point.y - node.y)
      let distance = dx * dx + dy * dy
      if node.reach < distance {
        sum.add(dx: dx, dy: dy, distance: distance, mass: node.mass)
        index = node.next
      } else {
        for i in node.points {
          let (dx, dy) = (point.x - sorted[i].x, point.y - sorted[i].y)
          sum.add(dx: dx, dy: dy, distance: dx * dx + dy * dy, mass: 1)
        }
        index += 1
      }
    }
    return sum
  }
}

/// Spreads 16 bits over the even bits of 32.
private func interleaved(_ number: UInt32) -> UInt64 {
  var bits = UInt64(number)
  bits = (bits | bits << 8) & 0x00FF_00FF
  bits = (bits | bits << 4) & 0x0F0F_0F0F
  bits = (bits | bits << 2) & 0x3333_3333
  return (bits | bits << 1) & 0x5555_5555
}
