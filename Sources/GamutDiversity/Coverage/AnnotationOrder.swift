// SPDX-License-Identifier: Apache-2.0

/// Which rows to annotate first: each the one that brings all rows, together, nearest to an
/// annotated one.
///
/// The greedy order of facility location reaches at least 1 − 1/e of the best gain of its length.
///
/// > Source: G. Nemhauser, L. Wolsey, M. Fisher, *An analysis of approximations for maximizing
/// > submodular set functions*, 1978, doi:10.1007/BF01588971.
package enum AnnotationOrder {
  /// Picks at most `limit` rows, fewer when no other adds anything; ties go to the lower row.
  ///
  /// - Parameters:
  ///   - similarity: the similarity of two rows of `0..<rowCount`; symmetric.
  ///   - initial: how near each row already is to something annotated.
  /// - Complexity: O(`limit` × `rowCount`²) calls of `similarity` at worst; gains only fall, so most
  ///   rows need no second look.
  package static func picks(
    rowCount: Int, initial: [Double], limit: Int, similarity: (Int, Int) -> Double
  ) -> [Int] {
    precondition(initial.count == rowCount, "\(initial.count) values of \(rowCount) rows")
    var best = initial
    // Lazy greedy: a gain computed earlier bounds today's, since gains only fall.
    var bounds = [Double](repeating: .infinity, count: rowCount)
    var picks: [Int] = []
    while picks.count < limit {
      var choice: (row: Int, gain: Double)?
      let order = bounds.indices.sorted { (-bounds[$0], $0) < (-bounds[$1], $1) }
      for row in order {
        if let choice, bounds[row] < choice.gain { break }
        var gain = 0.0
        for other in 0..<rowCount { gain += max(0, similarity(row, other) - best[other]) }
        bounds[row] = gain
        if let current = choice, (-gain, row) > (-current.gain, current.row) { continue }
        choice = (row, gain)
      }
      guard let choice, choice.gain > 0 else { break }
      picks.append(choice.row)
      bounds[choice.row] = -.infinity
      for other in 0..<rowCount { best[other] = max(best[other], similarity(choice.row, other)) }
    }
    return picks
  }
}
