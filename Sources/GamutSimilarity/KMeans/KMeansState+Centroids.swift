// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

extension KMeansState {
  /// Makes each centroid the mean of its rows at norm 1; with `reseeds`, clusters without rows start
  /// again from the rows farthest from their own centroids.
  mutating func update(reseeds: Bool) {
    let k = centroids.rowCount
    let members = ClusterMembers(labels: labels, clusterCount: k)
    let state = self
    let parts = Parallel.mapChunks(of: k, chunkSize: 1, workers: workers) { range in
      state.hasChanged[range.lowerBound]
        ? state.mean(of: members[range.lowerBound]) : nil
    }
    var elements = centroids.elements
    for cluster in 0..<k {
      sizes[cluster] = members[cluster].count
      drifts[cluster] = 1
      guard hasChanged[cluster], let mean = parts[cluster] else { continue }
      lengths[cluster] = mean.length
      // Rows that cancel out leave the old direction.
      if mean.length > 0 { replace(cluster, by: mean.direction, in: &elements) }
    }
    if reseeds, sizes.contains(0) { reseed(&elements) }
    centroids = Matrix(rowCount: k, columnCount: centroids.columnCount, elements: elements)
  }

  private mutating func replace(_ cluster: Int, by direction: [Float], in elements: inout [Float]) {
    let d = centroids.columnCount
    var dot = 0.0
    for j in 0..<d {
      dot += Double(direction[j]) * Double(elements[cluster * d + j])
      elements[cluster * d + j] = direction[j]
    }
    drifts[cluster] = min(1, max(-1, dot - 0x1p-20))
  }

  private func mean(of members: ArraySlice<Int>) -> (direction: [Float], length: Double) {
    let d = rows.columnCount
    var sum = [Double](repeating: 0, count: d)
    var target = sum.mutableSpan
    let all = rows.elements.span
    // Four rows at a time, added in order: the sums are read and written once for all of them.
    var next = members.startIndex
    while next + 4 <= members.endIndex {
      let x0 = all.extracting(members[next] * d..<(members[next] + 1) * d)
      let x1 = all.extracting(members[next + 1] * d..<(members[next + 1] + 1) * d)
      let x2 = all.extracting(members[next + 2] * d..<(members[next + 2] + 1) * d)
      let x3 = all.extracting(members[next + 3] * d..<(members[next + 3] + 1) * d)
      for j in 0..<d {
        target[j] =
          (((target[j] + Double(x0[j])) + Double(x1[j])) + Double(x2[j])) + Double(x3[j])
      }
      next += 4
    }
    while next < members.endIndex {
      let x = all.extracting(members[next] * d..<(members[next] + 1) * d)
      for j in 0..<d { target[j] += Double(x[j]) }
      next += 1
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let scale = length > 0 ? 1 / length : 0
    return (sum.map { Float($0 * scale) }, length)
  }

  /// Gives each empty cluster the row that is farthest from its centroid, each row once.
  private mutating func reseed(_ elements: inout [Float]) {
    let similarities = ownSimilarities()
    let d = rows.columnCount
    let order = similarities.indices.sorted {
      (similarities[$0], $0) < (similarities[$1], $1)
    }
    var next = 0
    for cluster in sizes.indices where sizes[cluster] == 0 {
      // Zero rows have no direction; a row at its centroid would only share its rows.
      while next < order.count,
        squaredNorm(of: rows, row: order[next]) == 0 || sizes[labels[order[next]]] < 2
      {
        next += 1
      }
      guard next < order.count, similarities[order[next]] < 1 - 0x1p-20 else { return }
      let row = order[next]
      next += 1
      let start = row * d
      replace(cluster, by: Array(rows.elements[start..<start + d]), in: &elements)
    }
  }

  /// Each row's cosine to its centroid, in `Double`.
  func ownSimilarities() -> [Double] {
    let exact = ExactProducts(left: rows, right: centroids)
    let labels = labels
    return Array(
      Parallel.mapChunks(
        of: rows.rowCount, chunkSize: KMeansState.chunkSize, workers: workers
      ) { range in range.map { clampedCosine(exact.double($0, labels[$0])) } }.joined())
  }
}
