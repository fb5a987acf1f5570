// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// Inner products of single pairs of rows: a quick one in `Float` that filters, and the one in
/// `Double`, in index order, that decides.
struct ExactProducts: Sendable {
  let left: Matrix
  let right: Matrix

  /// How far a `Float` product of two rows can lie from the exact one, times both norms: γ_d of any
  /// order of summation, d·2⁻²⁴ and its higher terms, within d·2⁻²³.
  static func floatError(columnCount: Int) -> Double { Double(columnCount) * 0x1p-23 }

  /// How far a `Float` product of two of `rows` can lie from the exact one.
  static func floatError(of rows: Matrix, workers: Int) -> Double {
    let norm = BoundedRows(unprojected: rows, workers: workers).largestNorm
    return floatError(columnCount: rows.columnCount) * norm * norm
  }

  /// Row `i` times row `j` in `Float`, summed in 16 lanes.
  @inline(__always)
  func float(_ i: Int, _ j: Int) -> Float {
    let d = left.columnCount
    let x = left.elements.span.extracting(i * d..<(i + 1) * d)
    let y = right.elements.span.extracting(j * d..<(j + 1) * d)
    // Safe: only whole elements of the spans are read through their bytes.
    let a = unsafe x.bytes
    let b = unsafe y.bytes
    var even = SIMD8<Float>()
    var odd = SIMD8<Float>()
    var k = 0
    while k + 16 <= d {
      // Safe: both spans hold d elements, and k + 16 ≤ d.
      even +=
        unsafe a.unsafeLoadUnaligned(fromUncheckedByteOffset: k * 4, as: SIMD8<Float>.self)
        * b.unsafeLoadUnaligned(fromUncheckedByteOffset: k * 4, as: SIMD8<Float>.self)
      odd +=
        unsafe a.unsafeLoadUnaligned(
          fromUncheckedByteOffset: k * 4 + 32, as: SIMD8<Float>.self)
        * b.unsafeLoadUnaligned(fromUncheckedByteOffset: k * 4 + 32, as: SIMD8<Float>.self)
      k += 16
    }
    var sum = (even + odd).sum()
    while k < d {
      sum += x[k] * y[k]
      k += 1
    }
    return sum
  }

  /// Row `i` times row `j` in `Double`, in index order.
  @inline(__always)
  func double(_ i: Int, _ j: Int) -> Double {
    let d = left.columnCount
    let x = left.elements.span.extracting(i * d..<(i + 1) * d)
    let y = right.elements.span.extracting(j * d..<(j + 1) * d)
    var sum = 0.0
    for k in 0..<d { sum += Double(x[k]) * Double(y[k]) }
    return sum
  }

  /// The cosine of unit rows `i` and `j`, whose product in `Double` is given: 1 where the rows are
  /// equal, else the product.
  ///
  /// Each element of a unit row is rounded to 2⁻²⁴ of itself, so the product of a row with itself lies
  /// within 2⁻²² of 1, above or below; it is no wish of anybody's that a threshold of 1 tells copies
  /// apart by that.
  @inline(__always)
  func cosine(_ product: Double, _ i: Int, _ j: Int) -> Double {
    abs(product - 1) <= ExactProducts.unitError && areEqual(i, j) ? 1 : clampedCosine(product)
  }

  /// How far the product of a unit row with itself can lie from 1.
  private static let unitError = 0x1p-22

  /// What products must reach for their `cosine` to reach `threshold`.
  static func productLimit(ofCosine threshold: Double) -> Double {
    min(threshold, 1 - unitError)
  }

  private func areEqual(_ i: Int, _ j: Int) -> Bool {
    let d = left.columnCount
    let x = left.elements.span.extracting(i * d..<(i + 1) * d)
    let y = right.elements.span.extracting(j * d..<(j + 1) * d)
    return (0..<d).allSatisfy { x[$0] == y[$0] }
  }

  /// Keeps of `candidates` those whose `Float` product with row `i` reaches `threshold`.
  @inline(__always)
  func filter(_ candidates: inout [UInt32], with i: Int, atLeast threshold: Float) {
    left.keepRows(&candidates, of: right, whoseProductWithRow: i, reaches: threshold)
  }

  /// Calls `body` with each candidate and its product with row `i` in `Double`; `products` is room
  /// for them.
  @inline(__always)
  func forEachDouble(
    _ candidates: [UInt32], with i: Int, in products: inout [Double],
    _ body: (_ candidate: UInt32, _ product: Double) -> Void
  ) {
    guard !candidates.isEmpty else { return }
    left.writeDoubleProducts(ofRow: i, with: right, listed: candidates, into: &products)
    for index in candidates.indices { body(candidates[index], products[index]) }
  }
}

/// `value` within −1…1, where rounding may have left it.
func clampedCosine(_ value: Double) -> Double { min(1, max(-1, value)) }

extension Float {
  /// The largest `Float` that is not above `value`, so that a filter never asks for too much.
  init(roundedDown value: Double) {
    let nearest = Float(value)
    self = Double(nearest) > value ? nearest.nextDown : nearest
  }

  /// The smallest `Float` that is not below `value`.
  init(roundedUp value: Double) {
    let nearest = Float(value)
    self = Double(nearest) < value ? nearest.nextUp : nearest
  }
}
