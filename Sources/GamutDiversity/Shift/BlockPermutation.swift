// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear

/// How often chance alone sets two samples of one distribution as far apart as these: permutation
/// tests of the squared mean discrepancy, linear and quadratic.
///
/// Rows are dealt at random into blocks of equal size, as many of either set, and whole blocks are
/// exchanged: under the hypothesis that both sets come from one distribution every exchange is as
/// likely, so the p-values are exact, and products between blocks are all that is held.
///
/// > Source: A. Gretton and others, *A kernel two-sample test*, 2012, JMLR 13:723–773; B. Phipson and
/// > G. Smyth, *Permutation p-values should never be zero*, 2010, doi:10.2202/1544-6115.1585.
package struct BlockPermutation: Hashable, Sendable {
  /// Blocks of either set.
  package static let blockLimit = 64
  /// Rows of either set.
  package static let rowLimit = 2_048
  /// Exchanges tried; no p-value lies below 1 / (1 + this).
  package static let permutationCount = 999
  /// Fewer blocks of a set could not be told from chance at 5 %.
  package static let leastBlockCount = 4

  /// How many rows of either set were taken.
  package let rowCount: Int
  /// The p-value by the linear kernel, 0…1.
  package let linear: Double
  /// The p-value by the quadratic kernel, 0…1.
  package let quadratic: Double

  /// Tests; nil where a set has fewer than `leastBlockCount` rows.
  ///
  /// - Complexity: O(r² d + P b²) for r rows, b blocks and P permutations.
  package init?(
    training: Matrix, reference: Matrix, permutationCount: Int = permutationCount, seed: UInt64,
    workers: Int
  ) {
    precondition(permutationCount > 0, "\(permutationCount) permutations")
    precondition(
      training.columnCount == reference.columnCount,
      "\(training.columnCount) and \(reference.columnCount) columns")
    let available = min(training.rowCount, reference.rowCount, Self.rowLimit)
    guard available >= Self.leastBlockCount else { return nil }
    let blocks = min(Self.blockLimit, available)
    let size = available / blocks
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xC8))
    let parts = [reference, training].map { rows in
      rows.selectingRows(random.permutation(of: rows.rowCount).prefix(blocks * size))
    }
    let kernel = BlockKernel(
      parts[0].appendingRows(of: parts[1]), blockCount: 2 * blocks, blockRowCount: size,
      workers: workers)
    rowCount = blocks * size
    // The sum over a block's rows has the weight 1/n on one side and −1/n on the other; n is common.
    var signs = (0..<2 * blocks).map { $0 < blocks ? 1.0 : -1 }
    let seen = kernel.forms(signs)
    // Equal values count as at least as far, also where sums in another order round otherwise.
    let bounds = (linear: seen.linear * (1 - 1e-12), quadratic: seen.quadratic * (1 - 1e-12))
    var counts = (linear: 0, quadratic: 0)
    for _ in 0..<permutationCount {
      for i in stride(from: signs.count - 1, to: 0, by: -1) {
        signs.swapAt(i, random.next(below: i + 1))
      }
      let forms = kernel.forms(signs)
      if forms.linear >= bounds.linear { counts.linear += 1 }
      if forms.quadratic >= bounds.quadratic { counts.quadratic += 1 }
    }
    linear = Double(1 + counts.linear) / Double(1 + permutationCount)
    quadratic = Double(1 + counts.quadratic) / Double(1 + permutationCount)
  }
}

/// The sums of products, and of their squares, between blocks of rows.
private struct BlockKernel: Sendable {
  private let count: Int
  private let linear: [Double]
  private let quadratic: [Double]

  init(_ rows: Matrix, blockCount: Int, blockRowCount: Int, workers: Int) {
    count = blockCount
    let elements = rows.elements.map(Double.init)
    let parts = Parallel.mapChunks(of: blockCount, chunkSize: 1, workers: workers) { chunk in
      let block = chunk.lowerBound
      var products = [Double](repeating: 0, count: blockRowCount * rows.rowCount)
      var span = products.mutableSpan
      rows.writeDoubleRowProducts(
        of: block * blockRowCount..<(block + 1) * blockRowCount, with: elements,
        rightRowCount: rows.rowCount, into: &span)
      var sums = [Double](repeating: 0, count: blockCount)
      var squares = sums
      for i in 0..<blockRowCount {
        for other in 0..<blockCount {
          let start = i * rows.rowCount + other * blockRowCount
          for j in start..<start + blockRowCount {
            sums[other] += span[j]
            squares[other] += span[j] * span[j]
          }
        }
      }
      return (sums, squares)
    }
    linear = parts.flatMap(\.0)
    quadratic = parts.flatMap(\.1)
  }

  /// Σ signs[b]·signs[c]·kernel[b, c], by either kernel.
  func forms(_ signs: [Double]) -> (linear: Double, quadratic: Double) {
    var (linearSum, quadraticSum) = (0.0, 0.0)
    for b in 0..<count {
      var (l, q) = (0.0, 0.0)
      for c in 0..<count {
        l += signs[c] * linear[b * count + c]
        q += signs[c] * quadratic[b * count + c]
      }
      linearSum += signs[b] * l
      quadraticSum += signs[b] * q
    }
    return (linearSum, quadraticSum)
  }
}
