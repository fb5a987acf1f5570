// SPDX-License-Identifier: Apache-2.0

/// Counts the letters of texts by the script they are written in.
///
/// A letter is a code point of general category L; its script is that of the property Script.
/// Letters that several scripts share, such as the Japanese `ー`, count for none, as do digits and
/// bytes that are no part of UTF-8.
///
/// > Source: Unicode Standard Annex #24, *Unicode Script Property*.
public struct ScriptCounter: Sendable {
  /// What was counted of one script.
  public struct Script: Hashable, Sendable {
    /// Its name, such as `Latin`.
    public let name: String
    /// Its code of ISO 15924, such as `Latn`.
    public let code: String
    /// How many letters are of it.
    public let letterCount: Int
    /// In how many texts no other script has more letters; of several, the one first in ICU's order.
    public let textCount: Int
  }

  private let table = ScriptTable.shared
  private var letterCounts: [Int]
  private var textCounts: [Int]
  /// Of the text at hand; all 0 between two of them.
  private var own: [Int]

  /// Has counted nothing; the first one of a program takes some ms to read ICU's properties.
  public init() {
    letterCounts = [Int](repeating: 0, count: table.names.count)
    textCounts = letterCounts
    own = letterCounts
  }

  /// Counts the letters of `text`.
  ///
  /// - Complexity: O(`text.count`).
  public mutating func add(_ text: Span<UInt8>) {
    var latinCount = 0
    var touched: [Int] = []
    // Safe: the pointer lives as long as the closure, and every read lies below its count.
    unsafe text.withUnsafeBufferPointer { bytes in
      var i = 0
      while i < bytes.count {
        if let count = unsafe Self.asciiLetterCount(bytes, at: i) {
          latinCount &+= count
          i &+= 8
          continue
        }
        let point = unsafe DecodedPoint(bytes, at: i)
        i &+= point.length
        if point.value < 0x80 {
          latinCount &+= Self.isASCIILetter(UInt8(point.value)) ? 1 : 0
        } else if point.value != DecodedPoint.invalid {
          let script = table[point.value]
          if script == 0 { continue }
          if own[script] == 0 { touched.append(script) }
          own[script] &+= 1
        }
      }
    }
    if latinCount > 0 {
      if own[table.latin] == 0 { touched.append(table.latin) }
      own[table.latin] += latinCount
    }
    guard !touched.isEmpty else { return }
    touched.sort()
    var leader = touched[0]
    for script in touched {
      if own[script] > own[leader] { leader = script }
      letterCounts[script] += own[script]
    }
    for script in touched { own[script] = 0 }
    textCounts[leader] += 1
  }

  /// Adds what `other` has counted.
  public mutating func add(_ other: ScriptCounter) {
    for i in letterCounts.indices {
      letterCounts[i] += other.letterCounts[i]
      textCounts[i] += other.textCounts[i]
    }
  }

  /// The scripts that occur, the one with the most letters first; equals in ICU's order.
  public var scripts: [Script] {
    letterCounts.indices.filter { letterCounts[$0] > 0 }
      .sorted { (letterCounts[$1], $0) < (letterCounts[$0], $1) }
      .map {
        Script(
          name: String(table.names[$0].name.map { $0 == "_" ? " " : $0 }),
          code: table.names[$0].code,
          letterCount: letterCounts[$0], textCount: textCounts[$0])
      }
  }

  /// How many of the 8 bytes at `index` are letters; nil where they are not all there, or not all
  /// ASCII.
  @inline(__always)
  private static func asciiLetterCount(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    guard index &+ 8 <= bytes.count else { return nil }
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Safe: the load lies below the count.
    let word = unsafe UnsafeRawBufferPointer(bytes).loadUnaligned(
      fromByteOffset: index, as: UInt64.self)
    guard word & (ones &* 0x80) == 0 else { return nil }
    // The high bit of a byte of `small + (0x80 − b)` says that it is b or more.
    let small = word | (ones &* 0x20)
    let isLetter = (small &+ (ones &* (0x80 - 0x61))) & ~(small &+ (ones &* (0x80 - 0x7B)))
    return (isLetter & (ones &* 0x80)).nonzeroBitCount
  }

  private static func isASCIILetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
