// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How true a map is to the neighbourhoods it draws.
enum KeptNeighbors {
  /// Rows that are asked where there are more.
  static let sampleCount = 1_000

  /// The share of the rows' nearest neighbours that are among as many nearest on the map, 0…1.
  ///
  /// Of equally far points the lower index is nearer. Asked of at most 1,000 rows at even distances;
  /// no neighbours give 1.
  ///
  /// - Complexity: O(n) for each row asked.
  static func share(
    of neighbors: [RecordIndex], count: Int, on points: [PlanePoint], workers: Int
  ) -> Double {
    guard count > 0, !points.isEmpty else { return 1 }
    let rows = evenlySpaced(sampleCount, of: points.count)
    let kept = Parallel.mapChunks(of: rows.count, chunkSize: 64, workers: workers) { range in
      range.reduce(0) { sum, place in
        let row = rows[place]
        let near = nearest(count, to: row, on: points)
        return sum + neighbors[row * count..<(row + 1) * count].count { near.contains(Int($0)) }
      }
    }
    return Double(kept.reduce(0, +)) / Double(rows.count * count)
  }

  /// The `count` points nearest to point `row`, nearest first.
  private static func nearest(_ count: Int, to row: Int, on points: [PlanePoint]) -> [Int] {
    var found: [Int] = []
    var distances: [Double] = []
    for (i, point) in points.enumerated() where i != row {
      let distance = point.squaredDistance(to: points[row])
      if distances.count == count {
        if distance >= distances[count - 1] { continue }
        found.removeLast()
        distances.removeLast()
      }
      let place = distances.firstIndex { $0 > distance } ?? distances.count
      found.insert(i, at: place)
      distances.insert(distance, at: place)
    }
    return found
  }
}
