// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// A seeded sample of rows without replacement: a bootstrap with replacement would find every row's
/// copy at distance 0.
package enum RowSample {
  /// `limit` of the rows `0..<count` at random, ascending; all of them where there are no more.
  package static func rows(of count: Int, limit: Int, seed: UInt64) -> [Int] {
    precondition(count >= 0 && limit >= 0, "\(limit) of \(count)")
    guard count > limit else { return Array(0..<count) }
    var random = SeededRandom(seed: seed)
    return random.permutation(of: count).prefix(limit).sorted()
  }
}
