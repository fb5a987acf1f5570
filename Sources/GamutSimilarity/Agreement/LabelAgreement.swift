// SPDX-License-Identifier: Apache-2.0

/// How well two labelings of the same items agree, whatever the labels are called.
///
/// All values are 1 for equal partitions. The adjusted ones are 0 on average for random labels and
/// can be negative; the others lie in 0…1 and grow with the number of clusters alone.
///
/// > Source: L. Hubert and P. Arabie, *Comparing partitions*, 1985, doi:10.1007/BF01908075; N. Vinh,
/// > J. Epps, J. Bailey, *Information Theoretic Measures for Clusterings Comparison*, 2010 (JMLR 11);
/// > A. Rosenberg and J. Hirschberg, *V-Measure*, 2007. Entropies are in nats, means arithmetic.
public struct LabelAgreement: Sendable {
  /// Mutual information over the mean of both entropies; also the V-measure.
  public let normalizedMutualInformation: Double
  /// Mutual information less its expectation under random labels of the same sizes, normalised.
  public let adjustedMutualInformation: Double
  /// The Rand index less its expectation, normalised.
  public let adjustedRandIndex: Double
  /// 1 − H(labels | clusters)/H(labels): each cluster holds one label only.
  public let homogeneity: Double
  /// 1 − H(clusters | labels)/H(clusters): each label lies in one cluster only.
  public let completeness: Double

  /// The harmonic mean of homogeneity and completeness.
  public var vMeasure: Double { normalizedMutualInformation }

  /// Compares `labels`, taken as the truth where it matters, with `clusters`; both non-negative and
  /// of one length. Two empty labelings agree.
  ///
  /// - Complexity: O(n + r·c·min(n, size)) for r labels and c clusters, the last for the expectation.
  public init(labels: [Int], clusters: [Int]) {
    precondition(labels.count == clusters.count, "\(labels.count) labels, \(clusters.count)")
    precondition(
      labels.allSatisfy { $0 >= 0 } && clusters.allSatisfy { $0 >= 0 }, "labels are negative")
    let n = labels.count
    let columnCount = (clusters.max() ?? -1) + 1
    var rowSizes = [Int](repeating: 0, count: (labels.max() ?? -1) + 1)
    var columnSizes = [Int](repeating: 0, count: columnCount)
    // Cells as sorted runs, not a table: thousands of labels and clusters are no square in memory.
    var cells: [Int] = []
    for (row, column) in zip(labels, clusters) {
      rowSizes[row] += 1
      columnSizes[column] += 1
      cells.append(row * columnCount + column)
    }
    cells.sort()
    rowSizes.removeAll { $0 == 0 }
    let usedColumns = columnSizes.filter { $0 > 0 }
    guard n > 0, !(rowSizes.count == 1 && usedColumns.count == 1) else {
      self.init(nmi: 1, ami: 1, ari: 1, homogeneity: 1, completeness: 1)
      return
    }
    var allSizes = [Int](repeating: 0, count: (labels.max() ?? -1) + 1)
    for row in labels { allSizes[row] += 1 }
    let total = Double(n)
    var mutual = 0.0
    var cellPairs = 0.0
    var start = 0
    while start < n {
      var end = start + 1
      while end < n, cells[end] == cells[start] { end += 1 }
      let count = Double(end - start)
      let expected =
        Double(allSizes[cells[start] / columnCount])
        * Double(columnSizes[cells[start] % columnCount])
      mutual += count / total * logarithm(total * count / expected)
      cellPairs += count * (count - 1) / 2
      start = end
    }
    mutual = max(0, mutual)
    let rowEntropy = LabelAgreement.entropy(rowSizes, total: total)
    let columnEntropy = LabelAgreement.entropy(usedColumns, total: total)
    let mean = (rowEntropy + columnEntropy) / 2
    let expectedMutual = LabelAgreement.expectedMutualInformation(rowSizes, usedColumns, count: n)

    func pairs(_ sizes: [Int]) -> Double {
      sizes.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 }
    }
    let rowPairs = pairs(rowSizes)
    let columnPairs = pairs(usedColumns)
    let expectedPairs = n < 2 ? 0 : rowPairs * columnPairs / (total * (total - 1) / 2)
    let spread = (rowPairs + columnPairs) / 2 - expectedPairs
    let room = mean - expectedMutual
    self.init(
      nmi: mean == 0 ? 0 : min(1, mutual / mean),
      // All items apart in both labelings leave nothing to adjust; they are equal.
      ami: abs(room) < 1e-15
        ? (rowSizes.count == usedColumns.count ? 1 : 0)
        : (mutual - expectedMutual) / room,
      ari: spread == 0 ? 1 : (cellPairs - expectedPairs) / spread,
      homogeneity: rowEntropy == 0 ? 1 : min(1, mutual / rowEntropy),
      completeness: columnEntropy == 0 ? 1 : min(1, mutual / columnEntropy))
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
    sizes.reduce(0) { $0 - Double($1) / total * logarithm(Double($1) / total) }
  }

  /// E[MI] under the hypergeometric model (Vinh et al., equation 24a). Equal sizes are taken
  /// together.
  private static func expectedMutualInformation(
    _ rows: [Int], _ columns: [Int], count n: Int
  ) -> Double {
    var logFactorial = [Double](repeating: 0, count: n + 1)
    for i in stride(from: 2, through: n, by: 1) {
      logFactorial[i] = logFactorial[i - 1] + logarithm(Double(i))
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
            Double(c) / total * logarithm(total * Double(c) / (Double(a) * Double(b))) * weight
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
