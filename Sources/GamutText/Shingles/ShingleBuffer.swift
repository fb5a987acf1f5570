// SPDX-License-Identifier: Apache-2.0

/// The shingle hashes of one text, in buffers that are used again for the next text.
public struct ShingleBuffer: Sendable {
  /// How many shingles the text has, repeats included.
  public internal(set) var count = 0
  /// The hashes, then room.
  var hashes: [UInt64] = []
  /// The hash of each word or code point, then room.
  var units: [UInt64] = []
  /// An open-addressing table for counting; 0 is a free place.
  private var table: [UInt64] = []

  /// Makes an empty buffer.
  public init() {}

  /// Lends the hashes in text order, repeats included.
  public func withHashes<Result, Failure: Error>(
    _ body: (Span<UInt64>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(hashes.span.extracting(0..<count))
  }

  /// Adds the hashes of `other`, each changed by `tag`.
  mutating func append(_ other: borrowing ShingleBuffer, tag: UInt64) {
    reserve(count + other.count)
    for i in 0..<other.count { hashes[count + i] = other.hashes[i] ^ tag }
    count += other.count
  }

  /// Forgets the hashes, or those from `start` on.
  mutating func removeAll(from start: Int = 0) { count = min(count, start) }

  /// Makes room for `count` units and as many hashes, and keeps the hashes.
  mutating func reserve(_ count: Int) {
    guard units.count < count else { return }
    let room = max(count, units.count * 2)
    units = [UInt64](repeating: 0, count: room)
    hashes.append(contentsOf: repeatElement(0, count: room - hashes.count))
  }
}

extension ShingleBuffer {
  /// How many different shingles the text has.
  ///
  /// - Complexity: expected O(`count`).
  public mutating func distinctCount() -> Int {
    guard count > 1 else { return count }
    // At most half full, so that a search ends after two or three places.
    let bits = Int.bitWidth - (count * 2 - 1).leadingZeroBitCount
    let size = 1 << bits
    if table.count < size {
      table = [UInt64](repeating: 0, count: size)
    }
    let shift = UInt64(64 - bits)
    // Safe: a place is below `size` by the shift or the mask, `size` is at most the count of the
    // table, and `count` that of the hashes.
    return unsafe table.withUnsafeMutableBufferPointer { table in
      unsafe hashes.withUnsafeBufferPointer { hashes in
        unsafe table[..<size].update(repeating: 0)
        var distinctCount = 0
        for i in 0..<count {
          // Hash 0 counts as hash 1; that two shingles of a text have these does not happen.
          let hash = unsafe max(hashes[i], 1)
          var place = Int(truncatingIfNeeded: hash &>> shift)
          while true {
            let found = unsafe table[place]
            if found == hash { break }
            if found == 0 {
              unsafe table[place] = hash
              distinctCount += 1
              break
            }
            place = (place + 1) & (size - 1)
          }
        }
        return distinctCount
      }
    }
  }

  /// Appends the set of the hashes in ascending order to `sets` and returns its size.
  ///
  /// Well-mixed hashes fall evenly into as many buckets by their leading bits, so that one counting
  /// pass leaves little to an insertion sort.
  mutating func appendSet(to sets: inout [UInt64]) -> Int {
    guard count > 1 else {
      sets.append(contentsOf: hashes[..<count])
      return count
    }
    let start = sets.count
    let bits = Int.bitWidth - (count - 1).leadingZeroBitCount
    let shift = UInt64(64 - bits)
    var ends = [UInt32](repeating: 0, count: 1 << bits)
    for i in 0..<count { ends[Int(truncatingIfNeeded: hashes[i] &>> shift)] += 1 }
    var end: UInt32 = 0
    for i in ends.indices {
      end += ends[i]
      ends[i] = end
    }
    // The units are done with: they hold the hashes by bucket.
    for i in 0..<count {
      let bucket = Int(truncatingIfNeeded: hashes[i] &>> shift)
      ends[bucket] -= 1
      units[Int(ends[bucket])] = hashes[i]
    }
    for i in 1..<count {
      let hash = units[i]
      var place = i
      while place > 0, units[place - 1] > hash {
        units[place] = units[place - 1]
        place -= 1
      }
      units[place] = hash
    }
    sets.append(units[0])
    for i in 1..<count where units[i] != units[i - 1] { sets.append(units[i]) }
    return sets.count - start
  }
}
