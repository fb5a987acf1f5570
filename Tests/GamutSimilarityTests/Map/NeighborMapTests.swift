// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutTestSupport
import Testing

@testable import GamutSimilarity

/// Unit rows in `centerCount` groups, row i in group i mod `centerCount`.
private func groupedRows(_ count: Int, centerCount: Int, noise: Double, seed: UInt64) -> Matrix {
  var random = SeededRandom(seed: seed)
  let d = 16
  let centers = (0..<centerCount).map { _ in (0..<d).map { _ in random.nextGaussian() } }
  var rows = Matrix(rowCount: count, columnCount: d)
  for i in 0..<count {
    for j in 0..<d {
      rows[i, j] = Float(centers[i % centerCount][j] + noise * random.nextGaussian())
    }
  }
  _ = rows.normalizeRows()
  return rows
}

private func naiveKeptShare(_ rows: Matrix, _ points: [PlanePoint], k: Int) -> Double {
  let n = rows.rowCount
  var kept = 0
  for i in 0..<n {
    let others = (0..<n).filter { $0 != i }
    let cosines = others.map { (-rows.exactRowProduct(i, with: rows, row: $0), $0) }
    let distances = others.map { (points[i].squaredDistance(to: points[$0]), $0) }
    let near = Set(cosines.sorted { $0 < $1 }.prefix(k).map(\.1))
    kept += distances.sorted { $0 < $1 }.prefix(k).count { near.contains($0.1) }
  }
  return Double(kept) / Double(n * k)
}

@Suite struct NeighborMapTests {
  @Test func `groups that are far apart stay apart`() {
    let rows = groupedRows(90, centerCount: 2, noise: 0.2, seed: 1)
    let map = NeighborMap(of: rows, workers: 2)
    for i in 0..<90 {
      let nearest = (0..<90).filter { $0 != i }.min {
        map.points[i].squaredDistance(to: map.points[$0])
          < map.points[i].squaredDistance(to: map.points[$1])
      }
      #expect(nearest.map { $0 % 2 } == i % 2)
    }
    // The groups' middles lie farther apart than either reaches.
    func middle(_ group: Int) -> PlanePoint {
      let own = stride(from: group, to: 90, by: 2).map { map.points[$0] }
      return PlanePoint(
        x: own.reduce(0) { $0 + $1.x } / Double(own.count),
        y: own.reduce(0) { $0 + $1.y } / Double(own.count))
    }
    let gap = middle(0).squaredDistance(to: middle(1)).squareRoot()
    for i in 0..<90 {
      #expect(map.points[i].squaredDistance(to: middle(i % 2)).squareRoot() < gap / 2)
    }
  }

  @Test(arguments: [2, 3])
  func `the share of kept neighbours is that of the definition`(seed: UInt64) {
    let rows = groupedRows(120, centerCount: 6, noise: 0.6, seed: seed)
    var options = NeighborMap.Options()
    options.neighborCount = 8
    options.roundCount = 60
    let map = NeighborMap(of: rows, options: options, workers: 2)
    #expect(map.keptNeighborShare == naiveKeptShare(rows, map.points, k: 8))
    #expect(map.principalKeptNeighborShare == naiveKeptShare(rows, map.principalPoints, k: 8))
  }

  @Test func `a map keeps more neighbours than two principal components`() {
    let rows = groupedRows(300, centerCount: 12, noise: 0.8, seed: 4)
    let map = NeighborMap(of: rows, workers: 2)
    #expect(map.keptNeighborShare > 1.3 * map.principalKeptNeighborShare)
    #expect(map.keptNeighborShare > 0.5)
  }

  @Test func `the places are the same for any number of workers`() {
    let rows = groupedRows(300, centerCount: 5, noise: 0.7, seed: 5)
    var options = NeighborMap.Options()
    options.earlyRoundCount = 10
    options.roundCount = 10
    let one = NeighborMap(of: rows, options: options, workers: 1)
    for workers in [2, 4] {
      let other = NeighborMap(of: rows, options: options, workers: workers)
      #expect(one.points == other.points)
      #expect(one.keptNeighborShare == other.keptNeighborShare)
    }
    options.seed = 1
    #expect(NeighborMap(of: rows, options: options, workers: 1).points != one.points)
  }

  @Test func `equal rows, few rows and none give finite places`() {
    var options = NeighborMap.Options()
    options.roundCount = 50
    for rowCount in [0, 1, 2, 3, 40] {
      for columnCount in [1, 4] {
        let rows = Matrix(
          rowCount: rowCount, columnCount: columnCount,
          elements: [Float](
            repeating: 1 / Float(columnCount).squareRoot(), count: rowCount * columnCount))
        let map = NeighborMap(of: rows, options: options, workers: 2)
        #expect(map.points.count == rowCount)
        #expect(map.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
        #expect((0...1).contains(map.keptNeighborShare))
      }
    }
    let zeros = NeighborMap(
      of: Matrix(rowCount: 20, columnCount: 3), options: options, workers: 1)
    #expect(zeros.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }
}

@Suite struct PlaneTreeTests {
  private func randomPoints(_ count: Int, seed: UInt64) -> [PlanePoint] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { i in
      PlanePoint(x: random.nextGaussian() * 10 + Double(i % 3) * 40, y: random.nextGaussian() * 10)
    }
  }

  private func naiveRepulsion(
    _ points: [PlanePoint], _ i: Int
  ) -> (x: Double, y: Double, total: Double) {
    points.reduce(into: (0, 0, 0)) { sum, other in
      let q = 1 / (1 + points[i].squaredDistance(to: other))
      sum.0 += q * q * (points[i].x - other.x)
      sum.1 += q * q * (points[i].y - other.y)
      sum.2 += q
    }
  }

  @Test func `with a tiny theta the tree sums every point by itself`() {
    let points = randomPoints(200, seed: 6) + [PlanePoint](repeating: .init(x: 1, y: 2), count: 30)
    let tree = PlaneTree(of: points, order: Array(points.indices), theta: 1e-6)
    for i in points.indices {
      let found = tree.repulsion(on: points[i])
      let expected = naiveRepulsion(points, i)
      #expect(abs(found.total - expected.total) < 1e-9)
      #expect(abs(found.x - expected.x) < 1e-9 && abs(found.y - expected.y) < 1e-9)
    }
  }

  @Test func `with the theta in use the sums are near those of every point`() {
    let points = randomPoints(400, seed: 7)
    let tree = PlaneTree(
      of: points, order: Array(points.indices), theta: NeighborMap.Options().theta)
    var (errors, lengths) = (0.0, 0.0)
    for i in points.indices {
      let found = tree.repulsion(on: points[i])
      let expected = naiveRepulsion(points, i)
      #expect(abs(found.total / expected.total - 1) < 0.05)
      let (dx, dy) = (found.x - expected.x, found.y - expected.y)
      errors += dx * dx + dy * dy
      lengths += expected.x * expected.x + expected.y * expected.y
    }
    #expect(errors < 0.0025 * lengths)
  }

  @Test func `the order of the points changes no sum`() {
    let points = randomPoints(150, seed: 8)
    let there = PlaneTree(of: points, order: Array(points.indices), theta: 0.8)
    let back = PlaneTree(of: points, order: points.indices.reversed(), theta: 0.8)
    for point in points {
      #expect(there.repulsion(on: point).x == back.repulsion(on: point).x)
    }
  }

  @Test func `affinities are symmetric and sum to 1`() {
    // 0 and 1 name each other, 2 names 1.
    let graph = NeighborGraph(neighbors: [1, 0, 1], rowCount: 3, neighborCount: 1)
    #expect(graph.starts == [0, 1, 3, 4])
    #expect((0..<4).map(graph.partner) == [1, 0, 2, 1])
    #expect((0..<4).map(graph.count) == [2, 2, 1, 1])
    #expect(abs((0..<4).reduce(0) { $0 + graph.weight * Double(graph.count($1)) } - 1) < 1e-12)
  }
}
