// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// How well two labelings of the same items agree, whatever the labels are called.
///
/// All values are 1 for equal partitions. The adjusted ones are 0 on average for random labels and
/// can be negative; the others lie in 0…1 and grow with the number of clusters alone.
///
/// > Source: L. Hubert and P. Arabie, *Comparing partitions*, 1985, doi:10.1007/BF01908075; N. Vinh,
/// > J. Epps, J. Bailey, *Information Theoretic Measures for Clusterings Comparison*, 2010 (JMLR 11);
/// > A. Rosenberg and J. Hirschberg, *V-Measure*, 2007. Entropies are in nats, means arithmetic.
package struct LabelAgreement: Sendable {
  /// Mutual information over the mean of both entropies; also the V-measure.
  package let normalizedMutualInformation: Double
  /// Mutual information less its expectation under random labels of the same sizes, normalised.
  package let adjustedMutualInformation: Double
  /// The Rand index less its expectation, normalised.
  package let adjustedRandIndex: Double
  /// 1 − H(labels | clusters)/H(labels): each cluster holds one label only.
  package let homogeneity: Double
  /// 1 − H(clusters | labels)/H(clusters): each label lies in one cluster only.
  package let completeness: Double

  /// Compares `labels`, taken as the truth where it matters, with `clusters`; both non-negative and
  /// of one length. Two empty labelings agree.
  ///
  /// - Complexity: O(n + r·c·min(n, size)) for r labels and c clusters, the last for the expectation.
  package init(labels: [Int], clusters: [Int]) {
    let table = ContingencyTable(labels: labels, clusters: clusters)
    guard table.count > 0, !(table.rowSizes.count == 1 && table.columnSizes.count == 1) else {
      self.init(nmi: 1, ami: 1, ari: 1, homogeneity: 1, completeness: 1)
      return
    }
    let total = Double(table.count)
    var mutual = 0.0
    for cell in table.cells {
      let expected = Double(cell.rowSize) * Double(cell.columnSize)
      mutual += Double(cell.count) / total * naturalLogarithm(total * Double(cell.count) / expected)
    }
    mutual = max(0, mutual)
    let rowEntropy = LabelAgreement.entropy(table.rowSizes, total: total)
    let columnEntropy = LabelAgreement.entropy(table.columnSizes, total: total)
    let mean = (rowEntropy + columnEntropy) / 2
    let expected = LabelAgreement.expectedMutualInformation(
      table.rowSizes, table.columnSizes, count: table.count)
    let room = mean - expected
    // All items apart in both leave nothing to adjust: they are equal.
    let isTrivial = abs(room) < 1e-15
    self.init(
      nmi: min(1, mutual / mean),
      ami: isTrivial ? 1 : (mutual - expected) / room,
      ari: table.adjustedRandIndex,
      homogeneity: rowEntropy == 0 ? 1 : min(1, mutual / rowEntropy),
      completeness: columnEntropy == 0 ? 1 : min(1, mutual / columnEntropy))
  }

  /// The adjusted Rand index alone, without the costly expectation of mutual information.
  ///
  /// - Complexity: O(n log n).
  package static func adjustedRandIndex(labels: [Int], clusters: [Int]) -> Double {
    ContingencyTable(labels: labels, clusters: clusters).adjustedRandIndex
  }

  private init(nmi: Double, ami: Double, ari: Double, homogeneity: Double, completeness: Double) {
    normalizedMutualInformation = nmi
    adjustedMutualInformation = ami
    adjustedRandIndex = ari
    self.homogeneity = homogeneity
    self.completeness = completeness
  }
}

extension LabelAgreement {
  private static func entropy(_ sizes: [Int], total: Double) -> Double {
    sizes.reduce(0) { $0 - Double($1) / total * naturalLogarithm(Double($1) / total) }
  }

  /// E[MI] under the hypergeometric model (Vinh et al., equation 24a). Equal sizes are taken
  /// together.
  private static func expectedMutualInformation(
    _ rows: [Int], _ columns: [Int], count n: Int
  ) -> Double {
    var logFactorial = [Double](repeating: 0, count: n + 1)
    for i in stride(from: 2, through: n, by: 1) {
      logFactorial[i] = logFactorial[i - 1] + naturalLogarithm(Double(i))
    }
    let total = Double(n)
    var sum = 0.0
    for (a, rowCount) in counted(rows) {
      for (b, columnCount) in counted(columns) {
        let fixed =
          logFactorial[a] + logFactorial[b] + logFactorial[n - a] + logFactorial[n - b]
          - logFactorial[n]
        var part = 0.0
        for c in max(1, a + b - n)...max(1, min(a, b)) {
          let weight = exponential(
            fixed - logFactorial[c] - logFactorial[a - c] - logFactorial[b - c]
              - logFactorial[n - a - b + c])
          part +=
            Double(c) / total * naturalLogarithm(total * Double(c) / (Double(a) * Double(b)))
            * weight
        }
        sum += part * Double(rowCount) * Double(columnCount)
      }
    }
    return sum
  }

  /// The different sizes in ascending order, with how often each occurs.
  private static func counted(_ sizes: [Int]) -> [(size: Int, count: Int)] {
    var result: [(size: Int, count: Int)] = []
    for size in sizes.sorted() {
      if result.last?.size == size {
        result[result.count - 1].count += 1
      } else {
        result.append((size, 1))
      }
    }
    return result
  }
}

/// How many items each label and cluster share, without the empty cells: thousands of labels and
/// clusters are no square in memory.
private struct ContingencyTable {
  let count: Int
  /// The sizes of labels and clusters that occur.
  let rowSizes: [Int]
  let columnSizes: [Int]
  let cells: [(count: Int, rowSize: Int, columnSize: Int)]

  init(labels: [Int], clusters: [Int]) {
    precondition(
      labels.count == clusters.count, "\(labels.count) labels, \(clusters.count) clusters")
    precondition(
      labels.allSatisfy { $0 >= 0 } && clusters.allSatisfy { $0 >= 0 }, "a label is negative")
    count = labels.count
    var rows = [Int](repeating: 0, count: (labels.max() ?? -1) + 1)
    var columns = [Int](repeating: 0, count: (clusters.max() ?? -1) + 1)
    var keys: [(row: Int, column: Int)] = []
    keys.reserveCapacity(labels.count)
    for (row, column) in zip(labels, clusters) {
      rows[row] += 1
      columns[column] += 1
      keys.append((row, column))
    }
    keys.sort { $0 < $1 }
    var cells: [(count: Int, rowSize: Int, columnSize: Int)] = []
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] == keys[start] { end += 1 }
      cells.append((end - start, rows[keys[start].row], columns[keys[start].column]))
      start = end
    }
    self.cells = cells
    rowSizes = rows.filter { $0 > 0 }
    columnSizes = columns.filter { $0 > 0 }
  }

  var adjustedRandIndex: Double {
    func pairs(_ size: Int) -> Double { Double(size) * Double(size - 1) / 2 }
    let together = cells.reduce(0) { $0 + pairs($1.count) }
    let rowPairs = rowSizes.reduce(0) { $0 + pairs($1) }
    let columnPairs = columnSizes.reduce(0) { $0 + pairs($1) }
    let expected = count < 2 ? 0 : rowPairs * columnPairs / pairs(count)
    let spread = (rowPairs + columnPairs) / 2 - expected
    // All apart, or all together, in both.
    return spread == 0 ? 1 : (together - expected) / spread
  }
}
