// SPDX-License-Identifier: Apache-2.0

/// Linear scans over rows of products. At a prefix of 64 columns a scan that does not vectorise
/// costs as much as the product, so these compare whole vectors and look at lanes only on a hit.
enum RowScan {
  /// Appends `offset + j` for each `j` of `range` with `products[j] ≥ threshold`, ascending.
  @inline(__always)
  static func appendIndices(
    of products: Span<Float>, in range: Range<Int>, atLeast threshold: Float, offset: Int,
    to found: inout [UInt32]
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= products.count, "\(range)")
    // Safe: only whole elements of the span are read through its bytes.
    let bytes = unsafe products.bytes
    let limit = SIMD8<Float>(repeating: threshold)
    var j = range.lowerBound
    while j + 32 <= range.upperBound {
      // Safe: j + 32 elements lie in the span, as checked.
      let a = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: j * 4, as: SIMD8<Float>.self)
      let b = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: j * 4 + 32, as: SIMD8<Float>.self)
      let c = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: j * 4 + 64, as: SIMD8<Float>.self)
      let d = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: j * 4 + 96, as: SIMD8<Float>.self)
      let hit = ((a .>= limit) .| (b .>= limit)) .| ((c .>= limit) .| (d .>= limit))
      if any(hit) {
        for lane in j..<j + 32 where products[lane] >= threshold {
          found.append(UInt32(truncatingIfNeeded: offset + lane))
        }
      }
      j += 32
    }
    while j < range.upperBound {
      if products[j] >= threshold { found.append(UInt32(truncatingIfNeeded: offset + j)) }
      j += 1
    }
  }

  /// The largest and the second largest of `products`; −∞ where there are fewer. Equal ones count
  /// twice.
  @inline(__always)
  static func twoLargest(of products: Span<Float>) -> (first: Float, second: Float) {
    // Safe: only whole elements of the span are read through its bytes.
    let bytes = unsafe products.bytes
    var first = SIMD8<Float>(repeating: -.infinity)
    var second = first
    var j = 0
    while j + 8 <= products.count {
      // Safe: j + 8 elements lie in the span, as checked.
      let value = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: j * 4, as: SIMD8<Float>.self)
      let isFirst = value .> first
      let lower = value.replacing(with: first, where: isFirst)
      second = second.replacing(with: lower, where: lower .> second)
      first = first.replacing(with: value, where: isFirst)
      j += 8
    }
    var best = -Float.infinity
    var next = -Float.infinity
    func take(_ value: Float) {
      if value > best {
        next = best
        best = value
      } else if value > next {
        next = value
      }
    }
    for lane in 0..<8 {
      take(first[lane])
      take(second[lane])
    }
    while j < products.count {
      take(products[j])
      j += 1
    }
    return (best, next)
  }
}
