// SPDX-License-Identifier: Apache-2.0

/// Rows grouped by cluster, ascending in each: a counting sort.
struct ClusterMembers: Sendable {
  private let order: [Int]
  private let starts: [Int]

  init(labels: [Int], clusterCount: Int) {
    var starts = [Int](repeating: 0, count: clusterCount + 1)
    for label in labels { starts[label + 1] += 1 }
    for cluster in 0..<clusterCount { starts[cluster + 1] += starts[cluster] }
    var next = starts
    var order = [Int](repeating: 0, count: labels.count)
    for (row, label) in labels.enumerated() {
      order[next[label]] = row
      next[label] += 1
    }
    self.order = order
    self.starts = starts
  }

  subscript(cluster: Int) -> ArraySlice<Int> { order[starts[cluster]..<starts[cluster + 1]] }
}
