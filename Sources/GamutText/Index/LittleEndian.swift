// SPDX-License-Identifier: Apache-2.0

/// Numbers of saved files: fixed width, least byte first, on every machine.
extension [UInt8] {
  /// Adds a number.
  mutating func append(little value: some FixedWidthInteger) {
    var rest = value
    for _ in 0..<value.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest &>>= 8
    }
  }

  /// Adds a column of numbers.
  mutating func append(little values: [some FixedWidthInteger]) {
    for value in values { append(little: value) }
  }

  /// Adds zeros up to a multiple of eight.
  mutating func pad() { append(contentsOf: repeatElement(0, count: (8 - count % 8) % 8)) }
}

extension Span<UInt8> {
  /// The number at `offset`, which must lie within with all of its bytes.
  func little<Number: FixedWidthInteger>(at offset: Int, as _: Number.Type = Number.self) -> Number
  {
    let byteCount = Number.bitWidth / 8
    precondition(offset >= 0 && offset <= count - byteCount, "byte \(offset) of \(count)")
    // Safe: the bytes were just checked to be there; the load asks for no alignment.
    return unsafe withUnsafeBytes {
      unsafe Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }
}
