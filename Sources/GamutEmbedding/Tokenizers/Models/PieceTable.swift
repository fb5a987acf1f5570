// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Strings and the number of each, looked up by their bytes.
///
/// Open addressing over a table at most half full; what a hash finds is compared.
struct PieceTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private(set) var numbers: [Int32] = []
  private var slots = [UInt32](repeating: Self.empty, count: 64)

  private static let empty = UInt32.max

  /// How many strings there are.
  var count: Int { ends.count }

  /// The number of `piece`, if it has one.
  func number(of piece: Span<UInt8>) -> Int32? {
    let entry = slots[slot(of: piece)]
    return entry == Self.empty ? nil : numbers[Int(entry)]
  }

  /// The number of `piece`, if it has one.
  func number(of piece: [UInt8]) -> Int32? { number(of: piece.span) }

  /// Gives `piece` a number; the later one counts where it stands twice.
  mutating func set(_ piece: [UInt8], to number: Int32) {
    let place = slot(of: piece.span)
    if slots[place] != Self.empty {
      numbers[Int(slots[place])] = number
      return
    }
    slots[place] = UInt32(ends.count)
    bytes += piece
    ends.append(bytes.count)
    numbers.append(number)
    if 2 * ends.count > slots.count { grow() }
  }

  /// How long each string is, in code points.
  var pointCounts: [Int] {
    ends.indices.map { index in bytes[range(index)].count { $0 & 0xC0 != 0x80 } }
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func slot(of piece: Span<UInt8>) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: StableHash.hash64(piece)) & mask
    while slots[place] != Self.empty, !isEqual(Int(slots[place]), piece) {
      place = (place + 1) & mask
    }
    return place
  }

  private func isEqual(_ index: Int, _ piece: Span<UInt8>) -> Bool {
    let range = range(index)
    guard range.count == piece.count else { return false }
    for i in piece.indices where bytes[range.lowerBound + i] != piece[i] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: Self.empty, count: 2 * slots.count)
    let mask = slots.count - 1
    for index in ends.indices {
      let hash = StableHash.hash64(bytes.span.extracting(range(index)))
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place] != Self.empty { place = (place + 1) & mask }
      slots[place] = UInt32(index)
    }
  }
}
