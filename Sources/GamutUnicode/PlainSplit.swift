// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Cuts a text into words without folding it, by `Folding.space` or `Folding.none`.
///
/// Safe: it lives within the closure that lends the bytes, and reads below their count.
@safe
struct PlainSplit {
  let table: CodePointTable
  let isSpaced: Bool
  let source: UnsafeBufferPointer<UInt8>

  init(_ folding: Folding, table: CodePointTable, source: UnsafeBufferPointer<UInt8>) {
    self.table = table
    isSpaced = folding == .space
    unsafe self.source = source
  }

  /// Adds the words of `range` to `text`.
  func run(_ range: Range<Int>, into text: inout FoldedText) {
    text.reserve(
      byteCount: text.byteCount + 2 * range.count + 2, wordCount: text.wordCount + range.count)
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      let point = unsafe DecodedPoint(source, at: index)
      let end = index + point.length
      if isSpaced {
        if point.isWhiteSpace {
          add(start..<index, to: &text)
          start = end
        }
      } else if !isRun(point) {
        add(start..<index, to: &text)
        add(index..<end, to: &text)
        start = end
      }
      index = end
    }
    add(start..<range.upperBound, to: &text)
  }

  private func isRun(_ point: DecodedPoint) -> Bool {
    point.value != DecodedPoint.invalid
      && table[point.value].wordClass == CodePointFacts.WordClass.run.rawValue
  }

  private func add(_ word: Range<Int>, to text: inout FoldedText) {
    if word.isEmpty { return }
    var output = text.wordCount == 0 ? 0 : text.byteCount + 1
    if output > 0 { text.storage[output - 1] = 0x20 }
    for i in word {
      text.storage[output] = unsafe source[i]
      output += 1
    }
    text.ends[text.wordCount] = UInt32(truncatingIfNeeded: output)
    text.finish(wordCount: text.wordCount + 1)
  }
}

extension DecodedPoint {
  /// Whether it has the property White_Space.
  var isWhiteSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }
}
