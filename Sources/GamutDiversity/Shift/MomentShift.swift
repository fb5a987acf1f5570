// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear

/// How far a training set and a reference are apart by their first and second moments, each number
/// with a jackknife over blocks of either set.
package struct MomentShift: Hashable, Sendable {
  /// The squared mean discrepancy by the linear kernel.
  package let linear: Estimate
  /// The same by the quadratic kernel.
  package let quadratic: Estimate
  /// The squared Fréchet distance.
  package let frechet: Estimate
  /// The sum of the novel directions of the reference at η = 1, 0…1 for unit rows.
  package let novel: Estimate
  /// The same at η = 2.
  package let strictlyNovel: Estimate

  /// What one pair of sets gives.
  private struct Values: Sendable {
    let linear, quadratic, frechet, novel, strictlyNovel: Double

    init(
      _ reference: RowMoments, _ training: RowMoments, from fixed: FrechetDistance,
      to other: RowMoments
    ) throws(SymmetricMatrix.ConvergenceError) {
      linear = MeanDiscrepancy.linear(reference, training)
      quadratic = MeanDiscrepancy.quadratic(reference, training)
      frechet = try fixed.squared(to: other)
      novel = try NovelDirections.sum(reference: reference, training: training, factor: 1)
      strictlyNovel = try NovelDirections.sum(reference: reference, training: training, factor: 2)
    }
  }

  /// Compares two sets.
  ///
  /// Below ten rows a dimension in the smaller set the bias of Fréchet distance and novel directions is
  /// no longer of the order 1/n that a jackknife removes: then these have their plain values alone.
  ///
  /// - Complexity: O(B d³) for B blocks in all.
  package init(
    reference: MomentBlocks, training: MomentBlocks, workers: Int
  ) throws(SymmetricMatrix.ConvergenceError) {
    let fromReference = try FrechetDistance(from: reference.total)
    let fromTraining = try FrechetDistance(from: training.total)
    let first = reference.leftOutCount
    let count = first + training.leftOutCount
    let all = try Parallel.mapChunks(
      of: count + 1, chunkSize: 1, workers: workers,
      throwing: { chunk throws(SymmetricMatrix.ConvergenceError) in
        let block = chunk.lowerBound
        if block < first {
          let rest = reference.without(block)
          return try Values(rest, training.total, from: fromTraining, to: rest)
        }
        if block < count {
          let rest = training.without(block - first)
          return try Values(reference.total, rest, from: fromReference, to: rest)
        }
        return try Values(
          reference.total, training.total, from: fromReference, to: training.total)
      })
    let rows = min(reference.total.rowCount, training.total.rowCount)
    let isSmooth = rows >= SpectralDiversity.rowsPerDimension * reference.total.sum.count
    func estimate(
      _ number: KeyPath<Values, Double>, within range: ClosedRange<Double>, when holds: Bool
    ) -> Estimate {
      guard holds else { return Estimate(value: all[count][keyPath: number]) }
      return Estimate(
        value: all[count][keyPath: number],
        withoutFirst: all[..<first].map { $0[keyPath: number] },
        withoutSecond: all[first..<count].map { $0[keyPath: number] }, within: range)
    }
    let positive = 0...Double.greatestFiniteMagnitude
    linear = estimate(\.linear, within: positive, when: true)
    quadratic = estimate(\.quadratic, within: positive, when: true)
    frechet = estimate(\.frechet, within: positive, when: isSmooth)
    novel = estimate(\.novel, within: 0...1, when: isSmooth)
    strictlyNovel = estimate(\.strictlyNovel, within: 0...1, when: isSmooth)
  }
}
