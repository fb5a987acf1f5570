// SPDX-License-Identifier: Apache-2.0

/// Which of up to 64 sets each code point is in: a bit for each set, looked up in one step.
public struct CodePointClasses: Sendable {
  /// Of the code points of ASCII, which most texts are made of.
  private var ascii: [UInt64]
  /// Where the block of 256 begins in `masks`, by the code point's upper bits.
  private let starts: [UInt32]
  private let masks: [UInt64]

  /// Makes the table of `sets`; set `i` is bit `i`.
  ///
  /// - Complexity: O(2²⁰), some 20 ms.
  public init(_ sets: [CodePointSet]) {
    precondition(sets.count <= 64, "\(sets.count) sets in 64 bits")
    var all = [UInt64](repeating: 0, count: CodePointTable.limit)
    for (i, set) in sets.enumerated() {
      for range in set.ranges { for point in range { all[Int(point)] |= 1 << UInt64(i) } }
    }
    var masks: [UInt64] = []
    var starts: [UInt32] = []
    var known: [ArraySlice<UInt64>: UInt32] = [:]
    for block in stride(from: 0, to: all.count, by: 256) {
      let content = all[block..<block + 256]
      if let start = known[content] {
        starts.append(start)
      } else {
        known[content] = UInt32(masks.count)
        starts.append(UInt32(masks.count))
        masks += content
      }
    }
    self.starts = starts
    self.masks = masks
    ascii = Array(all.prefix(128))
  }

  /// The sets that `point`, which must be a code point, is in.
  @inline(__always)
  public subscript(point: UInt32) -> UInt64 {
    point < 128 ? ascii[Int(point)] : masks[Int(starts[Int(point >> 8)]) + Int(point & 0xFF)]
  }
}
