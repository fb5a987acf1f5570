// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// How many tokens a text is by the letters it has: for a first look where no tokeniser is at hand.
///
/// The constants are what `Benchmarks/Peers/run --jobs tokens --fit` prints: a least-squares fit to two
/// tokenisers of today over texts of nine kinds; its table in the benchmarks shows how far the estimate
/// is off for each of them. Alphabets that the sets have next to nothing of have assumed constants.
public struct TokenEstimate: Sendable {
  /// A class of code points that count alike; the raw value is its place.
  private enum Kind: UInt8 {
    case none, letter, digit, sign, lineBreak, latin, cyrillic, arabic, indic, thai, han, kana
    case hangul, symbol, other

    /// Tokens a code point, in thousandths.
    var thousandths: Int {
      switch self {
      case .none: 0
      case .letter: 172
      case .digit: 771
      case .sign: 818
      case .lineBreak: 923
      case .latin: 868
      case .cyrillic: 530
      case .arabic: 438
      case .indic: 663
      case .thai: 444
      case .han: 685
      case .kana: 704
      case .hangul: 706
      case .symbol: 1275
      case .other: 1604
      }
    }
  }

  /// What a word of Latin letters counts beside them, in thousandths.
  private static let word = 231

  private static let ranges: [(ClosedRange<Int>, Kind)] = [
    (0x09...0x0A, .lineBreak), (0x0D...0x0D, .lineBreak), (0x21...0x2F, .sign),
    (0x30...0x39, .digit), (0x3A...0x40, .sign), (0x41...0x5A, .letter), (0x5B...0x60, .sign),
    (0x61...0x7A, .letter), (0x7B...0x7F, .sign), (0x00...0x08, .sign), (0x0B...0x0C, .sign),
    (0x0E...0x1F, .sign), (0x80...0xBF, .symbol), (0xC0...0x24F, .latin), (0x300...0x36F, .latin),
    (0x1E00...0x1EFF, .latin), (0x370...0x58F, .cyrillic), (0x590...0x8FF, .arabic),
    (0xFB1D...0xFDFF, .arabic), (0xFE70...0xFEFF, .arabic), (0x900...0xDFF, .indic),
    (0xE00...0x109F, .thai), (0x1780...0x17FF, .thai), (0x2000...0x2E7F, .symbol),
    (0x2E80...0x2FFF, .han), (0x3000...0x303F, .symbol), (0x3040...0x30FF, .kana),
    (0x31F0...0x31FF, .kana), (0x3130...0x318F, .hangul), (0x1100...0x11FF, .hangul),
    (0x3400...0xA4CF, .han), (0xAC00...0xD7AF, .hangul), (0xF900...0xFAFF, .han),
    (0xFE00...0xFE6F, .symbol), (0xFF00...0xFFEF, .symbol),
  ]

  /// Of each code point below U+10000, its tokens in thousandths, doubled; odd for letters of words.
  private let counts: [UInt16]

  /// The estimate; making it takes some 0.1 ms.
  public init() {
    var kinds = [Kind](repeating: .other, count: 0x1_0000)
    kinds[0x20] = .none
    for (range, kind) in Self.ranges { for point in range { kinds[point] = kind } }
    counts = kinds.map { UInt16(2 * $0.thousandths) + ($0 == .letter || $0 == .latin ? 1 : 0) }
  }

  /// About how many tokens `text` is, rounded; one at least where there is a text.
  ///
  /// - Complexity: O(bytes); allocates nothing.
  public func count(of text: Span<UInt8>) -> Int {
    var sum = 0
    var isWithin = false
    var place = 0
    while place < text.count {
      var entry: UInt16
      let first = text[place]
      if first < 0x80 {
        entry = counts[Int(first)]
        place += 1
      } else if first >= 0xC2, first < 0xE0, place + 1 < text.count {
        entry = counts[Int(first & 0x1F) << 6 | Int(text[place + 1] & 0x3F)]
        place += 2
      } else if first >= 0xE0, first < 0xF0, place + 2 < text.count {
        entry =
          counts[
            Int(first & 0xF) << 12 | Int(text[place + 1] & 0x3F) << 6
              | Int(text[place + 2] & 0x3F)]
        place += 3
      } else if first >= 0xF0, place + 3 < text.count {
        // Above U+FFFF stand ideographs from U+20000 on, before them all that is rare.
        let isHan = first == 0xF0 && text[place + 1] >= 0xA0
        entry = UInt16(2 * (isHan ? Kind.han : Kind.other).thousandths)
        place += 4
      } else {
        // No UTF-8: as much as a sign.
        entry = UInt16(2 * Kind.symbol.thousandths)
        place += 1
      }
      let isLetter = entry & 1 == 1
      if isLetter, !isWithin { sum += Self.word }
      isWithin = isLetter
      sum += Int(entry >> 1)
    }
    return text.count == 0 ? 0 : max(1, (sum + 500) / 1000)
  }
}
