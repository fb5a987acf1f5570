// SPDX-License-Identifier: Apache-2.0

/// One run over folded text that writes its numbers and operators.
///
/// Words are told by the single spaces between them; an operator is a word of one code point.
///
/// Safe: it lives within the closure that lends the bytes; `count` leaves at least eight behind it,
/// and the text is UTF-8, so that no code point reaches over `count`.
@safe
struct NumberScan {
  private let table: CodePointTable
  private let source: UnsafeBufferPointer<UInt8>
  private let count: Int
  /// Where the scan goes on; what stands before is done with.
  private var position = 0

  init(table: CodePointTable, source: UnsafeBufferPointer<UInt8>, count: Int) {
    self.table = table
    unsafe self.source = source
    self.count = count
  }

  /// Appends the numbers and operators, joined by single spaces.
  mutating func run(into tokens: inout [UInt8]) {
    while let number = nextNumber() {
      addOperators(beforeWordAt: number, to: &tokens)
      addNumbers(from: number, to: &tokens)
      while position < count, let end = endOfOperator(at: position + 1) {
        add(position + 1..<end, to: &tokens)
        position = end
      }
    }
  }

  /// Where the next code point of category N stands.
  private func nextNumber() -> Int? {
    let bytes = unsafe UnsafeRawBufferPointer(source)
    var index = position
    while index < count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      let marked = ASCII.digitsAndHighBytes(word)
      guard marked != 0 else {
        index += 8
        continue
      }
      index += marked.trailingZeroBitCount &>> 3
      while index < count {
        let point = unsafe DecodedPoint(source, at: index)
        if table[point.value].isNumber { return index }
        if point.value < 0x80 { break }
        index += point.length
      }
    }
    return nil
  }

  /// Adds the run of operators that ends before the word of which a byte stands at `index`.
  private func addOperators(beforeWordAt index: Int, to tokens: inout [UInt8]) {
    var start = index
    while start > position, unsafe source[start - 1] != 0x20 { start -= 1 }
    let end = start
    while start > position {
      // The last code point of the word before, whose end is followed by a space.
      var last = start - 2
      while last > position, unsafe source[last] & 0xC0 == 0x80 { last -= 1 }
      guard last >= position, endOfOperator(at: last) == start - 1 else { break }
      start = last
    }
    if start < end { add(start..<end - 1, to: &tokens) }
  }

  /// Adds the numbers of the word of which the first stands at `index`, and goes to its end.
  private mutating func addNumbers(from index: Int, to tokens: inout [UInt8]) {
    position = index
    var start = index
    while position < count, unsafe source[position] != 0x20 {
      let point = unsafe DecodedPoint(source, at: position)
      if !table[point.value].isNumber {
        add(start..<position, to: &tokens)
        start = position + point.length
      }
      position += point.length
    }
    add(start..<position, to: &tokens)
  }

  /// Where the operator at `index` ends, if one stands there.
  private func endOfOperator(at index: Int) -> Int? {
    let point = unsafe DecodedPoint(source, at: index)
    return table[point.value].isOperator ? index + point.length : nil
  }

  private func add(_ range: Range<Int>, to tokens: inout [UInt8]) {
    if range.isEmpty { return }
    if !tokens.isEmpty { tokens.append(0x20) }
    unsafe tokens.append(contentsOf: source[range])
  }
}
