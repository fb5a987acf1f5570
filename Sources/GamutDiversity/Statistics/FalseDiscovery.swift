// SPDX-License-Identifier: Apache-2.0

/// The false discovery rate of many tests at once.
///
/// > Source: Y. Benjamini and Y. Hochberg, *Controlling the False Discovery Rate*, 1995,
/// > doi:10.1111/j.2517-6161.1995.tb02031.x.
package enum FalseDiscovery {
  /// The q-value of each p-value: the smallest rate of false discoveries at which it is rejected,
  /// min over p_j ≥ p_i of p_j · m / rank_j, at most 1.
  package static func qValues(of pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var result = [Double](repeating: 1, count: pValues.count)
    var smallest = 1.0
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(rank + 1))
      result[index] = smallest
    }
    return result
  }
}
