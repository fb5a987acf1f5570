// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// Which records of a pool are near to which reference records.
struct NearRecords {
  let recordCount: Int
  let poolCount: Int
  /// Whether the pool is the reference records themselves; a record is then not near to itself.
  let isOwn: Bool
  private let isNear: [Bool]

  init(of reference: Matrix, among training: Matrix?, threshold: Double) {
    let pool = training ?? reference
    let products = reference.rowProducts(with: pool)
    recordCount = reference.rowCount
    poolCount = pool.rowCount
    isOwn = training == nil
    var isNear = [Bool](repeating: false, count: recordCount * poolCount)
    for i in 0..<recordCount {
      for j in 0..<poolCount where !(isOwn && i == j) {
        isNear[i * poolCount + j] = Coverage.reaches(threshold, cosine: Double(products[i, j]))
      }
    }
    self.isNear = isNear
  }

  /// The curve of the reference records `rows`; where they are the pool, of these alone.
  func curve(of rows: [Int], isReached: [Bool]) -> ReachCurve {
    let pool = isOwn ? rows : Array(0..<poolCount)
    return ReachCurve(
      isReached: rows.map { isReached[$0] },
      counts: rows.map { i in pool.count { isNear[i * poolCount + $0] } },
      poolCount: max(1, isOwn ? pool.count - 1 : pool.count))
  }
}
