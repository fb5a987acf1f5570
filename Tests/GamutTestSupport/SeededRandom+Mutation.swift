// SPDX-License-Identifier: Apache-2.0

public import GamutCore

extension SeededRandom {
  /// `bytes` with one to four faults: a bit turned over, a byte or a field of 2, 4 or 8 bytes set to
  /// a number at a border, a stretch left out or doubled, the end cut off.
  public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...Int(next() % 4) {
      guard !result.isEmpty else { return result }
      let place = Int(next() % UInt64(result.count))
      switch next() % 6 {
      case 0: result[place] ^= 1 << UInt8(next() % 8)
      case 1: result[place] = [0, 1, 0x7F, 0x80, 0xFF, UInt8(ascii: "]")][Int(next() % 6)]
      case 2:
        let width = [2, 4, 8][Int(next() % 3)]
        let values: [UInt64] = [
          0, 1, .max, .max >> 1, UInt64(result.count), 1 << 31, 1 << 32, 1 << 62, .max - 7,
        ]
        let value = values[Int(next() % UInt64(values.count))]
        for i in 0..<min(width, result.count - place) {
          result[place + i] = UInt8(truncatingIfNeeded: value >> UInt64(8 * i))
        }
      case 3: result.removeSubrange(place..<min(result.count, place + 1 + Int(next() % 9)))
      case 4:
        let stretch = result[place..<min(result.count, place + 1 + Int(next() % 40))]
        result.insert(contentsOf: Array(stretch), at: place)
      default: result.removeLast(result.count - place)
      }
    }
    return result
  }
}
