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
    var kept = 0
    for index in candidates.indices where float(i, Int(candidates[index])) >= threshold {
      candidates[kept] = candidates[index]
      kept += 1
    }
    candidates.removeSubrange(kept...)
  }

  /// Calls `body` with each candidate and its product with row `i` in `Double`.
  ///
  /// One sum in index order waits for its own last addition; four at a time hide that.
  @inline(__always)
  func forEachDouble(
    _ candidates: [UInt32], with i: Int, _ body: (_ candidate: UInt32, _ product: Double) -> Void
  ) {
    let d = left.columnCount
    let x = left.elements.span.extracting(i * d..<(i + 1) * d)
    var index = 0
    while index + 4 <= candidates.count {
      let all = right.elements.span
      let j0 = Int(candidates[index]) * d
      let j1 = Int(candidates[index + 1]) * d
      let j2 = Int(candidates[index + 2]) * d
      let j3 = Int(candidates[index + 3]) * d
      let y0 = all.extracting(j0..<j0 + d)
      let y1 = all.extracting(j1..<j1 + d)
      let y2 = all.extracting(j2..<j2 + d)
      let y3 = all.extracting(j3..<j3 + d)
      var s0 = 0.0
      var s1 = 0.0
      var s2 = 0.0
      var s3 = 0.0
      for k in 0..<d {
        let value = Double(x[k])
        s0 += value * Double(y0[k])
        s1 += value * Double(y1[k])
        s2 += value * Double(y2[k])
        s3 += value * Double(y3[k])
      }
      body(candidates[index], s0)
      body(candidates[index + 1], s1)
      body(candidates[index + 2], s2)
      body(candidates[index + 3], s3)
      index += 4
    }
    while index < candidates.count {
      body(candidates[index], double(i, Int(candidates[index])))
      index += 1
    }
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
