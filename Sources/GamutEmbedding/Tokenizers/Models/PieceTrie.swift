// SPDX-License-Identifier: Apache-2.0

/// Strings as a tree of their bytes, to find all that begin at a place of a text.
struct PieceTrie: Sendable {
  /// The child of a node by a byte: node × 256 + byte.
  private var children = KeyTable<UInt32>(capacity: 1024, filler: 0)
  /// The number of the string that ends at each node; -1 for none.
  private var numbers: [Int32] = [-1]
  /// Whether a string begins with the byte.
  private var begins = [Bool](repeating: false, count: 256)

  /// Adds `piece`; the later number counts where it stands twice.
  mutating func insert(_ piece: [UInt8], number: Int32) {
    guard let first = piece.first else { return }
    begins[Int(first)] = true
    var node: UInt32 = 0
    for byte in piece {
      let key = UInt64(node) << 8 | UInt64(byte)
      if let child = children[key] {
        node = child
      } else {
        node = UInt32(numbers.count)
        children.set(key, to: node)
        numbers.append(-1)
      }
    }
    numbers[Int(node)] = number
  }

  /// Whether a string begins with `byte`.
  @inline(__always)
  func hasPiece(beginningWith byte: UInt8) -> Bool { begins[Int(byte)] }

  /// Calls `body` with the end and the number of each string that begins at `start`, shortest first.
  @inline(__always)
  func forEachPiece(in text: Span<UInt8>, from start: Int, _ body: (Int, Int32) -> Void) {
    var node: UInt32 = 0
    var place = start
    while place < text.count {
      guard let child = children[UInt64(node) << 8 | UInt64(text[place])] else { return }
      node = child
      place += 1
      let number = numbers[Int(node)]
      if number >= 0 { body(place, number) }
    }
  }
}
