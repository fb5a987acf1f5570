// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import GamutSimilarity

/// How near the rows of random halves of a reference lie to each other.
struct HalfCosines {
  /// The largest cosine of each row of a first half to a row of the second: gives τ.
  let forward: [Double]
  /// The largest cosine of each row of the second half to a row of the first: gives the ceiling at
  /// that τ, from other rows than chose it.
  let backward: [Double]

  /// The most rows of a half; more would not sharpen a 5 % quantile, and cost quadratically.
  static let halfLimit = 10_000
  /// Splits are repeated until so many cosines are pooled: the standard error of the share below a
  /// 5 % quantile is then √(.05 × .95 / 2,000) = .5 %. Small references would else hang on four rows.
  static let cosineCount = 2_000
  /// The most splits: those of a small reference are no longer independent.
  static let splitLimit = 16

  /// Splits `reference` in halves of at most min(`trainingRowCount`, half of its rows).
  init(of reference: Matrix, trainingRowCount: Int, seed: UInt64, workers: Int) {
    let size = min(trainingRowCount, reference.rowCount / 2, HalfCosines.halfLimit)
    guard size > 0 else {
      (forward, backward) = ([], [])
      return
    }
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xC1))
    var forward: [Double] = []
    var backward: [Double] = []
    let splits = min(HalfCosines.splitLimit, (HalfCosines.cosineCount + size - 1) / size)
    for _ in 0..<splits {
      let order = random.permutation(of: reference.rowCount)
      let first = reference.selectingRows(order[..<size])
      let second = reference.selectingRows(order[size..<2 * size])
      forward += NearestNeighbors(of: first, among: second, count: 1, workers: workers)
        .largest(rowCount: size)
      backward += NearestNeighbors(of: second, among: first, count: 1, workers: workers)
        .largest(rowCount: size)
    }
    self.forward = forward
    self.backward = backward
  }
}
