// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutDiversity

struct LargestCosinesTests {
  @Test func `pieces of any size give the cosines of a whole, bit for bit`() {
    var random = SeededRandom(seed: 8)
    let zero = [Double](repeating: 0, count: 24)
    let training = matrix(of: rows(90, around: zero, noise: 1, &random))
    let queries = matrix(of: rows(40, around: zero, noise: 1, &random))
    let chosen = (0..<90).filter { $0 % 4 != 1 }
    func largest(pieceRowCount: Int) -> [Double] {
      ReferenceRowScores.largestCosines(
        of: queries, among: training, rows: chosen, pieceRowCount: pieceRowCount, workers: 2)
    }
    let whole = largest(pieceRowCount: 1000)
    for pieceRowCount in [1, 7, 64, 68] { #expect(largest(pieceRowCount: pieceRowCount) == whole) }
    for (i, cosine) in whole.enumerated() {
      let expected = chosen.map { queries.exactRowProduct(i, with: training, row: $0) }.max()
      #expect(cosine == expected)
    }
    #expect(
      ReferenceRowScores.largestCosines(of: queries, among: training, rows: [], workers: 1)
        == [Double](repeating: 0, count: 40))
  }
}
