// SPDX-License-Identifier: Apache-2.0

/// Numbers distinct 64-bit hashes 0, 1, 2, … in the order they come.
///
/// Open addressing over a table at most half full. The hashes must be well mixed: their low bits
/// choose the slot. Two different terms with the same hash would count as one; among the million
/// terms of a large vocabulary that happens with probability 3·10⁻⁸.
struct HashIndex: Sendable {
  /// The hashes, by number.
  private(set) var hashes: [UInt64] = []
  /// The number of the hash in each slot, or `empty`.
  private var slots: [UInt32]

  private static let empty = UInt32.max

  init() { slots = [UInt32](repeating: HashIndex.empty, count: 64) }

  /// How many distinct hashes there are.
  var count: Int { hashes.count }

  /// The number of `hash`, if it has one.
  func find(_ hash: UInt64) -> Int? {
    let number = slots[slot(of: hash)]
    return number == HashIndex.empty ? nil : Int(number)
  }

  /// The number of `hash`, the next one if it is new.
  mutating func insert(_ hash: UInt64) -> Int {
    let place = slot(of: hash)
    if slots[place] != HashIndex.empty { return Int(slots[place]) }
    let number = hashes.count
    slots[place] = UInt32(number)
    hashes.append(hash)
    if 2 * hashes.count > slots.count { grow() }
    return number
  }

  /// The slot that holds `hash`, or the empty one where it belongs.
  private func slot(of hash: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != HashIndex.empty, hashes[Int(slots[place])] != hash {
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow() {
    slots = [UInt32](repeating: HashIndex.empty, count: 2 * slots.count)
    for (number, hash) in hashes.enumerated() { slots[slot(of: hash)] = UInt32(number) }
  }
}
