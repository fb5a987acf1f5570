// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// Batches of rows as a producer handed them over: pointers into its memory, held until nobody needs
/// them.
///
/// `@unchecked Sendable`: batches are never written to once they are here, and are released with the
/// last reference. `@safe`: pointers into them leave only as arguments of calls that end within one
/// of this class.
@safe final class ArrowBatches: @unchecked Sendable {
  /// The first row of each batch, and the count of all.
  private(set) var rowStarts = [0]
  private var batches: [UnsafeMutablePointer<ArrowArray>] = unsafe []

  deinit {
    for place in unsafe batches.indices {
      let batch = unsafe batches[place]
      // The interface asks that whoever was given an array releases it, and then forgets it.
      unsafe batch.pointee.release?(batch)
      unsafe batch.deinitialize(count: 1)
      unsafe batch.deallocate()
    }
  }

  /// How many batches there are.
  var count: Int { rowStarts.count - 1 }

  /// How many rows there are.
  var rowCount: Int { rowStarts[count] }

  /// Takes the batch that `fill` exports; one without a release is none, and is left out.
  func append<Failure: Error>(
    _ fill: (UnsafeMutablePointer<ArrowArray>) throws(Failure) -> Void
  ) throws(Failure) {
    let batch = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
    unsafe batch.initialize(to: ArrowArray())
    do throws(Failure) { try unsafe fill(batch) } catch {
      unsafe batch.pointee.release?(batch)
      unsafe batch.deallocate()
      throw error
    }
    guard unsafe batch.pointee.release != nil else {
      unsafe batch.deallocate()
      return
    }
    unsafe batches.append(batch)
    let length = unsafe Int(batch.pointee.length)
    rowStarts.append(rowCount + length)
  }

  /// Lends the batch that row `row` is in, and its place there.
  @unsafe func withRow<Result, Failure: Error>(
    _ row: Int, _ body: (UnsafePointer<ArrowArray>, Int) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    var low = 0
    var high = count
    // rowStarts[low] <= row < rowStarts[high]
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if rowStarts[middle] <= row { low = middle } else { high = middle }
    }
    return try unsafe body(batches[low], row - rowStarts[low])
  }

  /// About how many bytes the columns `fields` take, of all batches.
  func byteCount(of fields: [ArrowField]) -> Int {
    var count = 0
    for place in unsafe batches.indices {
      let batch = unsafe batches[place]
      for i in fields.indices {
        guard let column = unsafe batch.pointee.children[i] else { continue }
        let rows =
          unsafe Int(batch.pointee.offset)..<Int(batch.pointee.offset + batch.pointee.length)
        count += unsafe fields[i].byteCount(of: rows, in: column)
      }
    }
    return count
  }
}
