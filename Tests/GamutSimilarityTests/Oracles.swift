// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear

/// The reference rows: `X[i][j] = ((7i + 13j + 3ij + i²) mod 101) − 50`, 40 × 8, as they are.
func referenceRows() -> Matrix {
  var elements: [Float] = []
  for i in 0..<40 {
    for j in 0..<8 { elements.append(Float((7 * i + 13 * j + 3 * i * j + i * i) % 101 - 50)) }
  }
  return Matrix(rowCount: 40, columnCount: 8, elements: elements)
}

/// The reference rows at norm 1.
func referenceUnitRows() -> Matrix {
  var rows = referenceRows()
  _ = rows.normalizeRows()
  return rows
}

/// Unit rows around a few centres, with exact and near copies and zero rows among them: the shape
/// of text embeddings.
func clusteredRows(_ rowCount: Int, _ columnCount: Int, seed: UInt64, spread: Float = 0.6) -> Matrix
{
  var random = SeededRandom(seed: seed)
  let centers = (0..<max(1, rowCount / 12)).map { _ in
    (0..<columnCount).map { _ in Float(random.nextUnit() * 2 - 1) }
  }
  var elements: [Float] = []
  for i in 0..<rowCount {
    let choice = random.next(below: 20)
    if choice == 0, i > 0 {
      let copied = random.next(below: i)
      elements.append(contentsOf: elements[copied * columnCount..<(copied + 1) * columnCount])
    } else if choice == 1 {
      elements.append(contentsOf: [Float](repeating: 0, count: columnCount))
    } else {
      let center = centers[random.next(below: centers.count)]
      for j in 0..<columnCount {
        // Later columns vary less: a decaying spectrum.
        let scale = 1 / (1 + Float(j) / 8)
        elements.append(scale * (center[j] + spread * Float(random.nextUnit() * 2 - 1)))
      }
    }
  }
  var rows = Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
  _ = rows.normalizeRows()
  return rows
}

/// All pairs of one set by definition.
func naivePairs(within rows: Matrix, threshold: Double) -> [SimilarPair] {
  var pairs: [SimilarPair] = []
  for a in 0..<rows.rowCount {
    for b in a + 1..<max(a + 1, rows.rowCount) {
      let cosine = naiveCosine(rows, a, rows, b)
      if cosine >= threshold {
        pairs.append(SimilarPair(a: UInt32(a), b: UInt32(b), similarity: cosine))
      }
    }
  }
  return pairs
}

/// The cosine of two unit rows by definition: 1 of equal ones, else their product in `Double`.
func naiveCosine(_ left: Matrix, _ a: Int, _ right: Matrix, _ b: Int) -> Double {
  let product = left.exactRowProduct(a, with: right, row: b)
  let areEqual =
    left.elements[left.elementRange(ofRows: a..<a + 1)]
    == right.elements[right.elementRange(ofRows: b..<b + 1)]
  return areEqual && abs(product - 1) < 1e-6 ? 1 : min(1, max(-1, product))
}

/// All pairs of two sets by definition.
func naivePairs(of left: Matrix, with right: Matrix, threshold: Double) -> [SimilarPair] {
  var pairs: [SimilarPair] = []
  for a in 0..<left.rowCount {
    for b in 0..<right.rowCount {
      let cosine = naiveCosine(left, a, right, b)
      if cosine >= threshold {
        pairs.append(SimilarPair(a: UInt32(a), b: UInt32(b), similarity: cosine))
      }
    }
  }
  return pairs
}
