// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Moves points until neighbours lie together: gradient descent on the objective of t-SNE.
///
/// Each point's forces are summed in a fixed order whoever sums them, and the totals in index order,
/// so the places are the same for any number of workers.
///
/// > Source: L. van der Maaten and G. Hinton, *Visualizing Data using t-SNE*, 2008, JMLR 9:
/// > 2579–2605. Steps of n over the exaggeration: A. C. Belkina et al., 2019,
/// > doi:10.1038/s41467-019-13055-y.
struct MapDescent {
  private let graph: NeighborGraph
  private let theta: Double
  private let workers: Int
  private(set) var points: [PlanePoint]
  private var speeds: [PlanePoint]
  private var gains: [PlanePoint]
  private var order: [Int]

  /// Points of one task.
  private static let chunkSize = 256
  /// The longest step of a point in one round; longer ones would throw it out of the map.
  private static let longestStep = 5.0

  init(graph: NeighborGraph, start: [PlanePoint], theta: Double, workers: Int) {
    self.graph = graph
    self.theta = theta
    self.workers = workers
    points = start
    speeds = start.map { _ in PlanePoint(x: 0, y: 0) }
    gains = start.map { _ in PlanePoint(x: 1, y: 1) }
    order = Array(start.indices)
  }

  /// Does `rounds` steps with attraction `exaggeration` times as strong.
  mutating func run(rounds: Int, exaggeration: Double, momentum: Double) {
    let rate = max(1, Double(points.count) / exaggeration)
    for _ in 0..<rounds {
      let forces = forces(exaggeration: exaggeration)
      for i in points.indices {
        let x = Self.move(
          &speeds[i].x, &gains[i].x, force: forces[i].x, rate: rate, momentum: momentum)
        let y = Self.move(
          &speeds[i].y, &gains[i].y, force: forces[i].y, rate: rate, momentum: momentum)
        let length = (x * x + y * y).squareRoot()
        let scale = length > Self.longestStep ? Self.longestStep / length : 1
        points[i].x += x * scale
        points[i].y += y * scale
      }
    }
  }

  /// The step along one axis. A gain grows while the force keeps its direction.
  private static func move(
    _ speed: inout Double, _ gain: inout Double, force: Double, rate: Double, momentum: Double
  ) -> Double {
    gain = force * speed > 0 ? gain + 0.2 : max(0.01, gain * 0.8)
    speed = momentum * speed + rate * gain * force
    return speed
  }

  /// What moves each point: attraction along the graph less the repulsion of all.
  private mutating func forces(exaggeration: Double) -> [PlanePoint] {
    let tree = PlaneTree(of: points, order: order, theta: theta)
    order = tree.order
    let (points, graph, order) = (points, graph, order)
    let weights = [exaggeration * graph.weight, 2 * exaggeration * graph.weight]
    // In the order of the tree, so that one walk finds the nodes of the last in the cache.
    let parts = Parallel.mapChunks(
      of: points.count, chunkSize: Self.chunkSize, workers: workers
    ) { range in
      range.map { place in
        let i = order[place]
        let point = points[i]
        var pull = PlanePoint(x: 0, y: 0)
        for edge in graph.starts[i]..<graph.starts[i + 1] {
          let other = points[graph.partner(edge)]
          let weight = weights[graph.count(edge) - 1] / (1 + point.squaredDistance(to: other))
          pull.x += weight * (point.x - other.x)
          pull.y += weight * (point.y - other.y)
        }
        return (push: tree.repulsion(on: point), pull: pull)
      }
    }
    let pushes = parts.joined()
    var forces = [PlanePoint](repeating: PlanePoint(x: 0, y: 0), count: points.count)
    let total = max(1e-300, pushes.reduce(0) { $0 + $1.push.total } - Double(points.count))
    for (i, part) in zip(order, pushes) {
      forces[i] = PlanePoint(
        x: part.push.x / total - part.pull.x, y: part.push.y / total - part.pull.y)
    }
    return forces
  }
}
