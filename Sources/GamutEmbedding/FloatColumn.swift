// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Fills one flat array from several threads, each chunk of it in place.
enum FloatColumn {
  /// An array of `rowCount × rowLength` elements, chunks of whole rows of which `fill` writes.
  ///
  /// Joining parts would hold every element twice; here each chunk is lent its own place, zeros at
  /// first. Chunks depend on `chunkSize` alone, so the result is the same for any number of workers,
  /// and so is the error: that of the lowest rows.
  static func filled<Part: Sendable, Failure: Error>(
    rowCount: Int, rowLength: Int, chunkSize: Int, workers: Int,
    _ fill: @Sendable (Range<Int>, inout MutableSpan<Float>) throws(Failure) -> Part
  ) throws(Failure) -> (elements: [Float], parts: [Part]) {
    let count = rowCount * rowLength
    // Safe: the array lives until the loop has ended, and every chunk is a range of its own.
    var elements = [Float](repeating: 0, count: count)
    let parts = try unsafe elements.withUnsafeMutableBufferPointer {
      buffer throws(Failure) -> [Part] in
      // Proof for the unchecked sharing: concurrent calls get disjoint ranges of rows.
      nonisolated(unsafe) let shared = unsafe buffer
      return try Parallel.mapChunks(
        of: rowCount, chunkSize: chunkSize, workers: workers,
        throwing: { rows throws(Failure) -> Part in
          let range = rows.lowerBound * rowLength..<rows.upperBound * rowLength
          var span = unsafe MutableSpan(
            _unsafeElements: UnsafeMutableBufferPointer(rebasing: shared[range]))
          return try fill(rows, &span)
        })
    }
    return (elements, parts)
  }
}
