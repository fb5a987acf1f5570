// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear

/// How a training set and a reference lie in each other's neighbourhoods: precision, recall, density
/// and coverage.
///
/// The neighbourhood of a row is the ball up to its k-th nearest row of its own set. Distances are
/// Euclidean, in `Double`; a row on the edge of a ball, within the rounding of its distance, is
/// outside, so that the last bits of BLAS decide nothing.
///
/// All four depend on the sizes of the sets: measure samples of a fixed size, without replacement.
///
/// > Source: T. Kynkäänniemi and others, *Improved precision and recall metric for assessing
/// > generative models*, 2019, arXiv:1904.06991; M. Naeem and others, *Reliable fidelity and diversity
/// > metrics for generative models*, 2020, arXiv:2002.09797. Their real set is our reference, their
/// > generated one the training set.
package struct ManifoldOverlap: Hashable, Sendable {
  /// k.
  package static let neighborCount = 5

  /// How many training rows lie in the ball of any reference row; the interval is for the given
  /// reference.
  package let precision: Share
  /// How many reference rows lie in the ball of any training row; the interval is for the given
  /// training set.
  package let recall: Share
  /// In how many balls of the reference a training row lies, in the mean and over k: 1 is expected of
  /// equal distributions. Nil where there are no training rows.
  package let density: Estimate?
  /// How many reference rows have a training row in their ball.
  package let coverage: Share
  /// The coverage expected where both sets come from one distribution:
  /// 1 − ∏_{i=1…k} (N−i)/(N+M−i), N reference and M training rows.
  package let expectedCoverage: Double

  /// Compares two sets of as many columns; in one of k rows or fewer, a ball reaches to the farthest
  /// row, and that of a single row is empty.
  ///
  /// - Complexity: O((n + m)² d) for n and m rows; blocks of products are held beside both sets in
  ///   `Double`.
  package init(
    training: Matrix, reference: Matrix, blocks options: JackknifeBlocks.Options = .init(),
    workers: Int
  ) {
    precondition(
      training.columnCount == reference.columnCount,
      "\(training.columnCount) and \(reference.columnCount) columns")
    let inReference = Points(reference)
    let inTraining = Points(training)
    let referenceRadii = inReference.radii(workers: workers)
    let trainingRadii = inTraining.radii(workers: workers)
    let parts = Parallel.mapChunks(
      of: reference.rowCount, chunkSize: Points.blockRowCount, workers: workers
    ) { rows in
      var found = Found(trainingRowCount: training.rowCount)
      inReference.forEachSquare(of: rows, to: inTraining) { row, other, square, error in
        if square < referenceRadii[row] - error {
          found.ballCounts[other] += 1
          found.isCovered[row - rows.lowerBound] = true
        }
        if square < trainingRadii[other] - error { found.isRecalled[row - rows.lowerBound] = true }
      }
      return found
    }
    var ballCounts = [Int](repeating: 0, count: training.rowCount)
    for part in parts {
      for i in ballCounts.indices { ballCounts[i] += Int(part.ballCounts[i]) }
    }
    precision = Share(count: ballCounts.count { $0 > 0 }, total: training.rowCount)
    recall = Share(
      count: parts.reduce(0) { $0 + $1.isRecalled.count { $0 } }, total: reference.rowCount)
    coverage = Share(
      count: parts.reduce(0) { $0 + $1.isCovered.count { $0 } }, total: reference.rowCount)
    density = Self.density(of: ballCounts, options)
    expectedCoverage = Self.expectedCoverage(
      referenceRowCount: reference.rowCount, trainingRowCount: training.rowCount)
  }

  /// The coverage expected of two samples of one distribution, 0…1.
  package static func expectedCoverage(
    referenceRowCount n: Int, trainingRowCount m: Int, neighborCount k: Int = neighborCount
  ) -> Double {
    precondition(n >= 0 && m >= 0 && k > 0, "\(n) and \(m) rows, k = \(k)")
    guard n > 0, m > 0 else { return 0 }
    return 1
      - (1...k).reduce(1.0) { $0 * Double(max(0, n - $1)) / Double(max(1, n + m - $1)) }
  }

  private static func density(
    of ballCounts: [Int], _ options: JackknifeBlocks.Options
  ) -> Estimate? {
    guard !ballCounts.isEmpty else { return nil }
    let n = ballCounts.count
    let total = ballCounts.reduce(0, +)
    let k = Double(neighborCount)
    let blocks = JackknifeBlocks(rowCount: n, options: options).rows
    return Estimate(
      value: Double(total) / Double(n) / k,
      leaveOneOut: blocks.count < 2
        ? []
        : blocks.map { rows in
          let rest = total - rows.reduce(0) { $0 + ballCounts[$1] }
          return Double(rest) / Double(n - rows.count) / k
        }, within: 0...Double.greatestFiniteMagnitude)
  }

  /// What a block of reference rows found.
  private struct Found: Sendable {
    var ballCounts: [UInt16]
    var isCovered = [Bool](repeating: false, count: Points.blockRowCount)
    var isRecalled = [Bool](repeating: false, count: Points.blockRowCount)

    init(trainingRowCount: Int) { ballCounts = [UInt16](repeating: 0, count: trainingRowCount) }
  }
}

/// Rows in `Double`, with their squared norms.
private struct Points: Sendable {
  let rows: Matrix
  private let elements: [Double]
  private let squares: [Double]

  /// Rows whose products are made at once; constant, so that they are the same for any workers.
  static let blockRowCount = 256
  /// The rounding of a squared distance over the squared norms of its rows, with room to spare: a
  /// product of d columns errs by d·2⁻⁵².
  private static let error = 1e-12

  init(_ rows: Matrix) {
    self.rows = rows
    elements = rows.elements.map(Double.init)
    let (elements, columns) = (elements, rows.columnCount)
    squares = (0..<rows.rowCount).map { row in
      elements[row * columns..<(row + 1) * columns].reduce(0) { $0 + $1 * $1 }
    }
  }

  /// Calls `body` with each pair of `block` and `other`: both rows, their squared distance and its
  /// rounding error.
  @inline(__always)
  func forEachSquare(
    of block: Range<Int>, to other: Points, _ body: (Int, Int, Double, Double) -> Void
  ) {
    let count = other.rows.rowCount
    var products = [Double](repeating: 0, count: block.count * count)
    var span = products.mutableSpan
    rows.writeDoubleRowProducts(
      of: block, with: other.elements, rightRowCount: count, into: &span)
    for row in block {
      let start = (row - block.lowerBound) * count
      for j in 0..<count {
        let norms = squares[row] + other.squares[j]
        body(row, j, norms - 2 * span[start + j], Self.error * norms)
      }
    }
  }

  /// The squared distance of each row to its k-th nearest other row.
  func radii(workers: Int) -> [Double] {
    let k = min(ManifoldOverlap.neighborCount, rows.rowCount - 1)
    guard k > 0 else { return [Double](repeating: 0, count: rows.rowCount) }
    return Parallel.mapChunks(
      of: rows.rowCount, chunkSize: Self.blockRowCount, workers: workers
    ) { block in
      var nearest = [Double](repeating: .infinity, count: block.count * k)
      forEachSquare(of: block, to: self) { row, other, square, _ in
        let start = (row - block.lowerBound) * k
        guard row != other, square < nearest[start + k - 1] else { return }
        var place = start + k - 1
        while place > start, nearest[place - 1] > square {
          nearest[place] = nearest[place - 1]
          place -= 1
        }
        nearest[place] = square
      }
      return (0..<block.count).map { max(0, nearest[($0 + 1) * k - 1]) }
    }.flatMap { $0 }
  }
}
