// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// The number at `offset`, least byte first; 0 where the bytes end before.
  public func little<Number: FixedWidthInteger & UnsignedInteger>(
    at offset: Int, as: Number.Type = Number.self
  ) -> Number {
    let width = Number.bitWidth / 8
    guard offset >= 0, offset <= count - width else { return 0 }
    return (0..<width).reversed().reduce(0) { $0 << 8 | Number(self[offset + $1]) }
  }

  /// Puts `number` at `offset`, least byte first; nothing where the bytes end before.
  public mutating func put(_ number: UInt64, at offset: Int) {
    guard offset >= 0, offset <= count - 8 else { return }
    for i in 0..<8 { self[offset + i] = UInt8(truncatingIfNeeded: number >> (8 * i)) }
  }
}
