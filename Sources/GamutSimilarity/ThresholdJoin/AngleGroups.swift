// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// Rows in groups of like angles to a centre: a row whose own angle to that centre differs from all of
/// theirs by more than the angle of the threshold reaches it with none of them.
///
/// Rows belong to the nearest of some centres, and those of a centre are cut into shells by their
/// angles. Since ∠(x,y) ≥ |∠(x,c) − ∠(y,c)|, one product of a row with each centre rules out whole
/// shells, near ones and far ones: even rows that lie 55° from their centres, as those of sentence
/// encoders do. Angles between centres less the radii of their groups, which need no product of rows,
/// rule out nothing there.
///
/// Rounding. All norms but those of zero rows lie within δ of 1, so a product of two rows lies within
/// 2.5·δ of their cosine, and in `Float` within d·2⁻²³·(1 + δ)² of itself: `error` is the sum of the
/// two. The cosines of a shell are widened by it, the threshold is lowered by it, and the range that
/// follows, by the sums of angles of `CosineBounds`, is widened by it once more for the rows of the
/// other side. Zero rows reach no threshold above 0, and no other is taken.
///
/// > Source: the triangle inequality of angles: E. Schubert, *A Triangle Inequality for Cosine
/// > Similarity*, 2021, doi:10.1007/978-3-030-89657-7_3; distances to a pivot in shells: S. Brin,
/// > *Near Neighbor Search in Large Metric Spaces*, 1995.
struct AngleGroups: Sendable {
  /// Rows of like angles to the same centre.
  struct Group: Sendable {
    /// Their places in `order`.
    let places: Range<Int>
    /// The row of `centers`.
    let center: Int
    /// The least product with the centre of a row that reaches the threshold with any of the group.
    let least: Float
    /// The most.
    let most: Float
  }

  /// The rows, group after group, ascending in each.
  let order: [UInt32]
  let groups: [Group]
  let centers: Matrix

  /// Rows multiplied with the centres at a time.
  private static let chunkSize = 256

  /// Groups `rows` by `centers`, for products that reach `threshold`, above 0.
  ///
  /// - Parameters:
  ///   - deviation: how far norms of either side and of the centres lie from 1, those of 0 left out.
  ///   - largestGroup: rows of a group at most.
  /// - Complexity: O(n·k·d) for k centres.
  init(
    of rows: Matrix, centers: Matrix, threshold: Double, deviation: Double, largestGroup: Int,
    workers: Int
  ) {
    precondition(threshold > 0 && centers.rowCount > 0, "\(threshold), \(centers.rowCount) centres")
    let k = centers.rowCount
    let parts = Parallel.mapChunks(
      of: rows.rowCount, chunkSize: AngleGroups.chunkSize, workers: workers
    ) { AngleGroups.nearest(of: rows, rows: $0, centers: centers) }
    let nearest = parts.flatMap { $0 }
    let members = ClusterMembers(labels: nearest.map(\.center), clusterCount: k)
    let error = AngleGroups.error(columnCount: rows.columnCount, deviation: deviation)
    var order: [UInt32] = []
    var groups: [Group] = []
    order.reserveCapacity(rows.rowCount)
    for center in 0..<k where !members[center].isEmpty {
      let sorted = members[center].sorted {
        (nearest[$0].product, $0) < (nearest[$1].product, $1)
      }
      let count = (sorted.count + largestGroup - 1) / largestGroup
      for shell in 0..<count {
        let part = sorted[sorted.count * shell / count..<sorted.count * (shell + 1) / count]
        let least = nearest[part[part.startIndex]].product - error
        let largest = nearest[part[part.endIndex - 1]].product + error
        groups.append(
          Group(
            places: order.count..<order.count + part.count, center: center,
            least: CosineBounds.lowered(least, by: threshold - Double(error)) - error,
            most: CosineBounds.raised(largest, by: threshold - Double(error)) + error))
        order.append(contentsOf: part.sorted().lazy.map { UInt32(truncatingIfNeeded: $0) })
      }
    }
    self.order = order
    self.groups = groups
    self.centers = centers
  }

  private static func nearest(
    of rows: Matrix, rows range: Range<Int>, centers: Matrix
  ) -> [(center: Int, product: Float)] {
    let k = centers.rowCount
    var products = [Float](repeating: 0, count: range.count * k)
    var target = products.mutableSpan
    rows.writeRowProducts(of: range, with: centers, rows: 0..<k, into: &target)
    return range.map { i in
      var best = 0
      let start = (i - range.lowerBound) * k
      for center in 1..<k where products[start + center] > products[start + best] { best = center }
      return (best, products[start + best])
    }
  }

  /// 2⁻²⁰ covers the sums in `Float` with it.
  private static func error(columnCount: Int, deviation: Double) -> Float {
    let product = ExactProducts.floatError(columnCount: columnCount) + 0x1p-20
    return Float(roundedUp: product * (1 + deviation) * (1 + deviation) + 2.5 * deviation)
  }
}

extension AngleGroups {
  /// The first place of `group` whose row comes after `row`.
  func firstPlace(of group: Group, after row: Int) -> Int {
    let row = UInt32(truncatingIfNeeded: row)
    return group.places.partitionPoint { order[$0] > row }
  }

  /// The share of pairs of `rows` with the grouped rows that are ruled out.
  func skippedShare(of rows: Matrix) -> Double {
    let products = rows.rowProducts(with: centers)
    var skipped = 0
    for group in groups {
      for row in 0..<rows.rowCount {
        let product = products[row, group.center]
        if product < group.least || product > group.most { skipped += group.places.count }
      }
    }
    let all = rows.rowCount * order.count
    return all == 0 ? 0 : Double(skipped) / Double(all)
  }
}
