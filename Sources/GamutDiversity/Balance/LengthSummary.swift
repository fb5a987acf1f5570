// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// How long texts are, in Unicode code points.
package struct LengthSummary: Hashable, Codable, Sendable {
  /// The lengths below which 0, 5, 25, 50, 75, 95 and 100 % of the texts lie; empty for no texts.
  package let quantiles: [Double]
  /// The mean length.
  package let mean: Double
  /// How many texts are empty.
  package let emptyCount: Int

  /// The probabilities of `quantiles`.
  package static let probabilities = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]

  /// Measures `texts`.
  ///
  /// - Complexity: linear in the bytes.
  package init(of texts: TextBatch) {
    let lengths = (0..<texts.count).map { row in
      texts.withText(row) { bytes in
        var count = 0
        // Each code point has one byte that does not go on another.
        for i in bytes.indices where bytes[i] & 0xC0 != 0x80 { count += 1 }
        return Double(count)
      }
    }.sorted()
    quantiles =
      lengths.isEmpty
      ? [] : LengthSummary.probabilities.map { Quantile.sample($0, sorted: lengths) }
    mean = lengths.isEmpty ? 0 : lengths.reduce(0, +) / Double(lengths.count)
    emptyCount = lengths.count { $0 == 0 }
  }
}
