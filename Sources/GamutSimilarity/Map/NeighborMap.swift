// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear

/// A picture of rows on a plane in which the neighbours by cosine lie together.
///
/// It starts from the two principal components, so that its large shape is theirs (D. Kobak and
/// P. Berens, 2019, doi:10.1038/s41467-019-13056-x), and goes on by t-SNE with Barnes–Hut sums over
/// the exact nearest neighbours. Neighbourhoods can be read off it; distances between far groups, and
/// the size and density of a group, mean little.
///
/// The same rows, options and seed give the same places for any number of workers.
///
/// > Source: L. van der Maaten, *Accelerating t-SNE using Tree-Based Algorithms*, 2014, JMLR 15:
/// > 3221–3245. We differ in the affinities (`NeighborGraph`), in the start and in the fixed number
/// > of rounds.
package struct NeighborMap: Sendable {
  /// What fixes a map.
  package struct Options: Hashable, Codable, Sendable {
    /// k, the neighbours that a row keeps near.
    package var neighborCount = 15
    /// Rounds in which attraction is twelve times as strong, so that groups find each other.
    package var earlyRoundCount = 100
    /// The rounds after them.
    package var roundCount = 250
    /// θ of Barnes–Hut: how large a square may be, in distances to it, to stand for its points.
    package var theta = 0.8
    /// The seed of the tiny shifts that part equal rows.
    package var seed: UInt64 = 0

    /// The defaults.
    package init() {}
  }

  /// One place per row, about their middle; finite.
  package let points: [PlanePoint]
  /// The same rows on their two principal components, about their mean.
  package let principalPoints: [PlanePoint]
  /// k, or fewer where there are fewer rows.
  package let neighborCount: Int
  /// The share of each row's k nearest by cosine that are among its k nearest on the map, 0…1, of at
  /// most 1,000 rows; 1 where there are no neighbours.
  package let keptNeighborShare: Double
  /// The same share on the two principal components.
  package let principalKeptNeighborShare: Double

  /// Exaggeration of the early rounds.
  private static let exaggeration = 12.0
  /// The spread of the start along its longer direction (van der Maaten and Hinton 2008).
  private static let startSpread = 1e-4

  /// Draws `rows`, which should have norm 1.
  ///
  /// - Complexity: O(n²·p) for the neighbours, as `NearestNeighbors`, then O(n log n) a round.
  package init(of rows: Matrix, options: Options = Options(), workers: Int) {
    precondition(options.neighborCount > 0, "\(options.neighborCount) neighbours")
    precondition(options.theta > 0, "theta \(options.theta)")
    let found = NearestNeighbors(within: rows, count: options.neighborCount, workers: workers)
    let plane = PrincipalPlane.points(of: rows)
    var descent = MapDescent(
      graph: NeighborGraph(
        neighbors: found.indices, rowCount: rows.rowCount, neighborCount: found.neighborCount),
      start: Self.start(from: plane, seed: options.seed), theta: options.theta, workers: workers)
    descent.run(
      rounds: options.earlyRoundCount, exaggeration: Self.exaggeration, momentum: 0.5)
    descent.run(rounds: options.roundCount, exaggeration: 1, momentum: 0.8)
    points = Self.centred(descent.points)
    principalPoints = plane
    neighborCount = found.neighborCount
    keptNeighborShare = KeptNeighbors.share(
      of: found.indices, count: found.neighborCount, on: points, workers: workers)
    principalKeptNeighborShare = KeptNeighbors.share(
      of: found.indices, count: found.neighborCount, on: plane, workers: workers)
  }

  /// The plane shrunk to a small spread, its points shifted by a hundredth of it at random.
  private static func start(from plane: [PlanePoint], seed: UInt64) -> [PlanePoint] {
    var random = SeededRandom(seed: seed)
    let variance = plane.reduce(0) { $0 + $1.x * $1.x } / Double(max(1, plane.count))
    let scale = variance > 0 ? startSpread / variance.squareRoot() : 0
    return plane.map { point in
      let shift = (random.nextUnit() - 0.5, random.nextUnit() - 0.5)
      return PlanePoint(
        x: point.x * scale + shift.0 * startSpread / 100,
        y: point.y * scale + shift.1 * startSpread / 100)
    }
  }

  private static func centred(_ points: [PlanePoint]) -> [PlanePoint] {
    let sum = points.reduce((0.0, 0.0)) { ($0.0 + $1.x, $0.1 + $1.y) }
    let count = Double(max(1, points.count))
    return points.map { PlanePoint(x: $0.x - sum.0 / count, y: $0.y - sum.1 / count) }
  }
}
