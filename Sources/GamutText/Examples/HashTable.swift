// SPDX-License-Identifier: Apache-2.0

/// Some 64-bit hashes that are looked up often: an open-addressing table, at most half full.
///
/// A hash of 0 is never in it.
struct HashTable: Hashable, Codable, Sendable {
  /// The hashes, ascending.
  let hashes: [UInt64]
  /// 0 is a free place.
  private let table: [UInt64]

  /// Makes a table of `hashes`, each of which is there once.
  init(_ hashes: [UInt64]) {
    self.hashes = hashes.sorted()
    if hashes.isEmpty {
      table = []
      return
    }
    let size = 1 << (Int.bitWidth - (hashes.count * 4 - 1).leadingZeroBitCount)
    var table = [UInt64](repeating: 0, count: size)
    for hash in self.hashes {
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[place] != 0 { place = (place + 1) & (size - 1) }
      table[place] = hash
    }
    self.table = table
  }

  /// Whether there are none.
  var isEmpty: Bool { hashes.isEmpty }

  /// Whether `hash` is there.
  func contains(_ hash: UInt64) -> Bool {
    if table.isEmpty { return false }
    var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[place] != 0 {
      if table[place] == hash { return true }
      place = (place + 1) & (table.count - 1)
    }
    return false
  }
}
