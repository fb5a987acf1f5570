// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
public import GamutLinear

/// Unit rows like those of a sentence encoder, the same for the same seed.
///
/// A row is a mean that all share, one of 100 topics and noise. Column j has the variance
/// (j + 1)^(−3/4), the mean has .3 of the length of a row: about the spectrum of MiniLM vectors of
/// instructions. Every 40th row is a near-copy of the one before it.
public struct GeneratedRows {
  /// The rows, of norm 1.
  public let matrix: Matrix

  /// Which rows are near-copies of the row before them.
  public static func isCopy(_ row: Int) -> Bool { row % 40 == 39 }

  /// Makes `rowCount × columnCount` of them.
  public init(rowCount: Int, columnCount: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let scales = (0..<columnCount).map { column -> Float in
      let eighth = Double(column + 1).squareRoot().squareRoot().squareRoot()
      return Float(1 / (eighth * eighth * eighth))
    }
    let topics = (0..<100).map { _ in Self.noise(scales, &random) }
    var elements: [Float] = []
    elements.reserveCapacity(rowCount * columnCount)
    var row: [Float] = []
    for index in 0..<rowCount {
      let noise = Self.noise(scales, &random)
      if Self.isCopy(index) {
        elements.append(contentsOf: zip(row, noise).map { $0 + 0.25 * $1 })
        continue
      }
      let topic = topics[random.next(below: topics.count)]
      row = zip(topic, noise).map { 0.5 * $0 + 0.85 * $1 }
      row[0] += 1.2
      elements.append(contentsOf: row)
    }
    var matrix = Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
    let norms = matrix.normalizeRows()
    precondition(norms.zeroRows.isEmpty && norms.nonFiniteRows.isEmpty, "\(norms)")
    self.matrix = matrix
  }

  /// Numbers of mean 0 and the standard deviations `scales`, two uniform ones from each random word.
  private static func noise(_ scales: [Float], _ random: inout SeededRandom) -> [Float] {
    scales.map { scale in
      let bits = random.next()
      let low = Float(UInt32(truncatingIfNeeded: bits)) * 0x1p-32
      let high = Float(UInt32(truncatingIfNeeded: bits &>> 32)) * 0x1p-32
      // The difference of two uniform numbers has the variance 1/6.
      return (high - low) * 2.449_49 * scale
    }
  }
}

/// The inner product of two rows of `matrix` in `Double`, in index order: the twin of every product.
public func plainProduct(_ matrix: Matrix, _ a: Int, _ b: Int) -> Double {
  matrix.exactRowProduct(a, with: matrix, row: b)
}
