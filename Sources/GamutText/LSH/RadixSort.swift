// SPDX-License-Identifier: Apache-2.0

/// Sorts numbers that hold a key in their upper and a place in their lower 32 bits.
enum RadixSort {
  /// Sorts `values` by their upper halves; those with equal halves keep their order.
  ///
  /// Three passes of 11 bits over a second buffer of the same size, for which `scratch` is used and
  /// grown; what it holds afterwards means nothing.
  static func sortByUpperHalf(_ values: inout [UInt64], scratch: inout [UInt64]) {
    let count = values.count
    if count < 2 { return }
    if scratch.count < count {
      scratch = [UInt64](repeating: 0, count: count)
    } else {
      scratch.removeLast(scratch.count - count)
    }
    for shift: UInt64 in [32, 43, 54] {
      var starts = [Int](repeating: 0, count: 2048)
      // Safe: digits are below 2,048, and the places of a pass are a permutation of 0..<count.
      unsafe values.withUnsafeBufferPointer { source in
        unsafe scratch.withUnsafeMutableBufferPointer { target in
          unsafe starts.withUnsafeMutableBufferPointer { starts in
            for i in 0..<count {
              unsafe starts[Int(truncatingIfNeeded: source[i] &>> shift & 2047)] += 1
            }
            var start = 0
            for digit in 0..<2048 {
              let size = unsafe starts[digit]
              unsafe starts[digit] = start
              start += size
            }
            for i in 0..<count {
              let value = unsafe source[i]
              let digit = Int(truncatingIfNeeded: value &>> shift & 2047)
              unsafe target[starts[digit]] = value
              unsafe starts[digit] += 1
            }
          }
        }
      }
      swap(&values, &scratch)
    }
  }
}
