// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Random texts of what makes folding hard: long ASCII, joiners, marks, jamo, ligatures, removed
/// code points, broken bytes, side by side.
enum Mixture {
  static func text(count: Int, _ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<count {
      switch random.next(below: 14) {
      case 0...2: for _ in 0...random.next(below: 12) { bytes.append(asciiLetter(&random)) }
      case 3: for _ in 0...random.next(below: 24) { bytes.append(letterOrSpace(&random)) }
      case 4: bytes.append(UInt8(random.next(below: 128)))
      case 5: bytes.append(Array(" -/&=<.,".utf8)[random.next(below: 8)])
      case 6: append(0x300 + UInt32(random.next(below: 0x70)), &bytes)
      case 7: append(UInt32(random.next(below: 0x600)), &bytes)
      case 8:
        append([0xAD, 0x200D, 0x200B, 0xFE0F, 0x34F, 0xFDFA, 0x345][random.next(below: 7)], &bytes)
      case 9: append(0x1100 + UInt32(random.next(below: 0x100)), &bytes)
      case 10: append(0x900 + UInt32(random.next(below: 0x800)), &bytes)
      case 11: append(UInt32(random.next(below: 0x3_0000)), &bytes)
      case 12: append(0xF900 + UInt32(random.next(below: 0x700)), &bytes)
      default: bytes.append(UInt8(truncatingIfNeeded: random.next()))
      }
    }
    return bytes
  }

  private static func asciiLetter(_ random: inout SeededRandom) -> UInt8 {
    Array("abcdefXYZ019".utf8)[random.next(below: 12)]
  }

  private static func letterOrSpace(_ random: inout SeededRandom) -> UInt8 {
    random.next(below: 3) == 0 ? 0x20 : asciiLetter(&random)
  }

  private static func append(_ point: UInt32, _ bytes: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(point) else { return }
    bytes.append(contentsOf: Array(String(scalar).utf8))
  }
}
