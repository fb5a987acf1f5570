// SPDX-License-Identifier: Apache-2.0

private import CGamutKernels

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
    if unsafe state.writer.pendingJoiner != 0 && source[state.position] < 0x80 {
      let isLetter = unsafe ASCII.isLetter(source[state.position])
      unsafe state.writer.resolveJoiner(beforeLetter: isLetter, bytes, ends)
    }
    let input = unsafe UnsafeRawBufferPointer(source)
    let written = unsafe UnsafeMutableRawBufferPointer(bytes)
    let room = unsafe bytes.count - Self.stepBytes
    let endRoom = unsafe ends.count - Self.stepWords
    var position = state.position
    var writer = state.writer
    var mayUseKernel = usesKernel
    while position < count, writer.output <= room, writer.wordCount <= endRoom {
      if mayUseKernel, writer.output == writer.wordStart {
        mayUseKernel = false
        runKernel(&position, &writer)
        continue
      }
      if position &+ 8 <= count {
        let word = unsafe ASCII.Word(input.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        unsafe written.storeBytes(of: word.folded, toByteOffset: writer.output, as: UInt64.self)
        if word.isSpaced, word.spaces & 0x80 == 0 || writer.output > writer.wordStart {
          unsafe writer.endWords(at: word.spaces, ends)
          mayUseKernel = usesKernel
          position &+= 8
          continue
        }
        writer.output &+= word.runLength
        position &+= word.runLength
      } else {
        while position < count {
          let word = unsafe ASCII.Word(UInt64(source[position]))
          if word.runLength == 0 { break }
          unsafe bytes[writer.output] = UInt8(truncatingIfNeeded: word.folded)
          writer.output &+= 1
          position &+= 1
        }
        if position == count { break }
      }
      let byte = unsafe source[position]
      if byte == 0x20 {
        unsafe writer.endWord(bytes, ends)
        mayUseKernel = usesKernel
      } else if byte >= 0x80 {
        break
      } else if ASCII.isSingle(byte) {
        // `<`, `=` and `>` compose with U+0338.
        if position + 1 < count, unsafe source[position + 1] >= 0x80 { break }
        unsafe writer.addSingle(byte, bytes, ends)
      } else if ASCII.isJoiner(byte) {
        state.writer = writer
        addJoiner(byte, at: position)
        writer = state.writer
      } else {
        unsafe writer.endWord(bytes, ends)
      }
      position &+= 1
    }
    state.writer = writer
    state.position = position
  }

  /// Lets the kernel fold what it can from `position` on, where no word is open.
  private func runKernel(_ position: inout Int, _ writer: inout WordWriter) {
    // Safe: read before the count only. A few bytes are not worth a call.
    guard unsafe position &+ 16 <= source.count,
      unsafe position == 0 || source[position - 1] < 0x80,
      let text = unsafe source.baseAddress, let words = unsafe bytes.baseAddress,
      let wordEnds = unsafe ends.baseAddress
    else { return }
    // Safe: pointers and counts belong together; the kernel keeps to them.
    let state = unsafe gamut_fold_ascii(
      text, source.count, words, bytes.count, wordEnds, ends.count,
      gamut_fold(position: position, output: writer.output, word_count: writer.wordCount))
    position = state.position
    writer.output = state.output
    writer.wordStart = state.output
    writer.wordCount = state.word_count
  }

  /// Takes one of `- / &`, which stands at `position`.
  private mutating func addJoiner(_ byte: UInt8, at position: Int) {
    // Safe: both subscripts are looked at first.
    unsafe state.writer.endWord(bytes, ends)
    var followsLetter = state.writer.lastIsLetter
    if position > 0, unsafe source[position - 1] < 0x80 {
      followsLetter = unsafe ASCII.isLetter(source[position - 1])
    }
    state.writer.pendingJoiner = byte
    if unsafe !followsLetter || position + 1 == source.count {
      unsafe state.writer.resolveJoiner(beforeLetter: false, bytes, ends)
    } else if unsafe source[position + 1] < 0x80 {
      let isLetter = unsafe ASCII.isLetter(source[position + 1])
      unsafe state.writer.resolveJoiner(beforeLetter: isLetter, bytes, ends)
    }
  }
}
