// SPDX-License-Identifier: Apache-2.0

extension FoldLoop {
  /// Folds ASCII until the text ends, another byte stands at the position, or the room is short.
  ///
  /// What may change with a mark behind it, a letter or one of `< = >`, is left to
  /// `foldStretch()` where another byte than ASCII follows; a letter may be written already, and
  /// is then taken back there.
  mutating func runASCII() {
    // Safe: each load and subscript is below `count`; each store is below the room, since a round
    // starts with `stepBytes` of it and writes at most eleven bytes.
    let count = unsafe source.count
    if unsafe state.pendingJoiner != 0 && source[state.position] < 0x80 {
      let isLetter = unsafe ASCII.isLetter(source[state.position])
      resolveJoiner(beforeLetter: isLetter)
    }
    let input = unsafe UnsafeRawBufferPointer(source)
    let written = unsafe UnsafeMutableRawBufferPointer(bytes)
    let room = unsafe bytes.count - Self.stepBytes
    let endRoom = unsafe ends.count - Self.stepWords
    var position = state.position
    while position < count, state.output <= room, state.wordCount <= endRoom {
      if position + 8 <= count {
        let word = unsafe ASCII.Word(input.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        unsafe written.storeBytes(of: word.folded, toByteOffset: state.output, as: UInt64.self)
        state.output += word.runLength
        position += word.runLength
        if word.runLength == 8 { continue }
      } else {
        while position < count {
          let byte = unsafe source[position]
          let word = ASCII.Word(UInt64(byte))
          if word.runLength == 0 { break }
          unsafe bytes[state.output] = UInt8(truncatingIfNeeded: word.folded)
          state.output += 1
          position += 1
        }
        if position == count { break }
      }
      let byte = unsafe source[position]
      if byte >= 0x80 { break }
      if ASCII.isSingle(byte) {
        // `<`, `=` and `>` compose with U+0338.
        if position + 1 < count, unsafe source[position + 1] >= 0x80 { break }
        addSingle(byte)
      } else if ASCII.isJoiner(byte) {
        addJoiner(byte, at: position)
      } else {
        endWord()
      }
      position += 1
    }
    state.position = position
  }

  /// Takes one of `- / &`, which stands at `position`.
  private mutating func addJoiner(_ byte: UInt8, at position: Int) {
    // Safe: both subscripts are looked at first.
    endWord()
    var followsLetter = state.lastIsLetter
    if position > 0, unsafe source[position - 1] < 0x80 {
      followsLetter = unsafe ASCII.isLetter(source[position - 1])
    }
    state.pendingJoiner = byte
    if unsafe !followsLetter || position + 1 == source.count {
      resolveJoiner(beforeLetter: false)
    } else if unsafe source[position + 1] < 0x80 {
      let isLetter = unsafe ASCII.isLetter(source[position + 1])
      resolveJoiner(beforeLetter: isLetter)
    }
  }
}
