// SPDX-License-Identifier: Apache-2.0

private import CGamutSuffix

/// The suffixes of bytes in sorted order.
enum SuffixArray {
  /// Where each suffix of `bytes` starts, the least first.
  ///
  /// - Precondition: at most `Int32.max` bytes.
  /// - Complexity: O(n log n), for equal bytes too; 4 bytes a byte, and 256 KiB.
  ///
  /// > Source: U. Manber and G. Myers, *Suffix Arrays*, 1993, doi:10.1137/0222058; made by
  /// > libdivsufsort of Y. Mori.
  static func starts(of bytes: [UInt8]) -> [Int32] {
    precondition(bytes.count <= Int(Int32.max), "\(bytes.count) bytes")
    if bytes.isEmpty { return [] }
    // Safe: both buffers have `count` places, and divsufsort writes all of the second.
    return unsafe [Int32](unsafeUninitializedCapacity: bytes.count) { starts, count in
      let status = unsafe bytes.withUnsafeBufferPointer {
        unsafe divsufsort($0.baseAddress, starts.baseAddress, Int32($0.count))
      }
      precondition(status == 0, "divsufsort gave \(status): no memory for 256 KiB")
      count = bytes.count
    }
  }
}
