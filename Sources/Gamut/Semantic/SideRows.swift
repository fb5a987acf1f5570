// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding
import GamutLinear

/// The vectors of what is asked and said in some records, side by side in unit rows, and which texts
/// are equal.
///
/// The product of two such rows is the mean of the cosines of both sides, or the cosine of the only
/// one: it reaches a threshold wherever both do.
struct SideRows: Sendable {
  let rows: Matrix
  /// For each side, the number of the text of each row, or `SideTexts.none`.
  let numbers: [[UInt32]]
  /// For each side, what was left unread of its texts; nil where it is not known.
  let cuts: [TextCuts?]

  /// The lower of the cosines of what is asked and what is said; nil where only one of the rows has a
  /// side, where a text without a vector is not that of the other, and where not the same was left
  /// unread.
  func cosine(_ a: Int, _ b: Int) -> Double? {
    let width = rows.columnCount / numbers.count
    let x = rows.elements.span.extracting(rows.elementRange(ofRows: a..<a + 1))
    let y = rows.elements.span.extracting(rows.elementRange(ofRows: b..<b + 1))
    var least = 1.0
    for (side, numbers) in numbers.enumerated() where numbers[a] != numbers[b] {
      if numbers[a] == SideTexts.none || numbers[b] == SideTexts.none { return nil }
      if let cuts = cuts[side]?.hashes, cuts[Int(numbers[a])] != cuts[Int(numbers[b])] {
        return nil
      }
      var (product, first, second) = (0.0, 0.0, 0.0)
      for column in side * width..<(side + 1) * width {
        let (p, q) = (Double(x[column]), Double(y[column]))
        product += p * q
        first += p * p
        second += q * q
      }
      if first == 0 || second == 0 { return nil }
      least = min(least, max(-1, product / (first * second).squareRoot()))
    }
    return least
  }
}
