// SPDX-License-Identifier: Apache-2.0

import GamutLinear
import GamutSimilarity

/// HDBSCAN by its definition: the components of the complete graph of mutual reachability at every
/// distance, the largest first.
struct NaiveDensity {
  private(set) var labels: [Int?]
  private(set) var probabilities: [Double]
  private let distances: [[Double]]
  private let minimumSize: Int

  init(_ rows: Matrix, minimumClusterSize: Int, coreRank: Int) {
    let n = rows.rowCount
    minimumSize = minimumClusterSize
    let plain = (0..<n).map { a in
      (0..<n).map { b -> Double in
        let cosine = min(1, max(-1, rows.exactRowProduct(min(a, b), with: rows, row: max(a, b))))
        return max(1e-3, max(0, 2 - 2 * cosine).squareRoot())
      }
    }
    let cores = (0..<n).map { a in
      let others = (0..<n).filter { $0 != a }.map { plain[a][$0] }.sorted()
      return others.isEmpty ? 0 : others[min(coreRank, others.count) - 1]
    }
    distances = (0..<n).map { a in (0..<n).map { b in max(plain[a][b], cores[a], cores[b]) } }
    labels = [Int?](repeating: nil, count: n)
    probabilities = [Double](repeating: 0, count: n)
    let all = cluster(Array(0..<n), birth: 0)
    let chosen = all.children.flatMap { $0.best.clusters }
      .sorted { (-$0.rows.count, $0.rows[0]) < (-$1.rows.count, $1.rows[0]) }
    for (label, cluster) in chosen.enumerated() {
      for row in cluster.rows {
        labels[row] = label
        probabilities[row] = min(1, cluster.leaving[row]! / cluster.death)
      }
    }
  }

  final class Cluster {
    let rows: [Int]
    var leaving: [Int: Double] = [:]
    var death = 0.0
    var stability = 0.0
    var children: [Cluster] = []

    init(rows: [Int]) { self.rows = rows }

    var best: (mass: Double, clusters: [Cluster]) {
      let below = children.map(\.best)
      let mass = below.reduce(0) { $0 + $1.mass }
      return mass > stability ? (mass, below.flatMap(\.clusters)) : (stability, [self])
    }
  }

  private func cluster(_ rows: [Int], birth: Double) -> Cluster {
    let result = Cluster(rows: rows)
    var current = rows
    while current.count > 1, result.children.isEmpty {
      // The distance at which the rest first falls apart.
      let levels = Set(current.flatMap { a in current.filter { $0 > a }.map { distances[a][$0] } })
        .sorted(by: >)
      guard let level = levels.first(where: { components(current, below: $0).count > 1 })
      else { break }
      let density = 1 / level
      result.death = max(result.death, density)
      let parts = components(current, below: level)
      let large = parts.filter { $0.count >= minimumSize }
      for part in parts where part.count < minimumSize {
        for row in part {
          result.leaving[row] = density
          result.stability += density - birth
        }
      }
      if large.count > 1 {
        for part in large {
          result.stability += Double(part.count) * (density - birth)
          let child = cluster(part, birth: density)
          result.children.append(child)
          result.leaving.merge(child.leaving) { $1 }
        }
      }
      current = large.count == 1 ? large[0] : []
    }
    return result
  }

  private func components(_ rows: [Int], below distance: Double) -> [[Int]] {
    var rest = Set(rows)
    var found: [[Int]] = []
    for row in rows where rest.contains(row) {
      var part = [row]
      rest.remove(row)
      var next = 0
      while next < part.count {
        let near = rest.filter { distances[part[next]][$0] < distance }
        part += near
        rest.subtract(near)
        next += 1
      }
      found.append(part.sorted())
    }
    return found
  }
}
