// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// The rewriting table of a model of *sentencepiece*: a double-array trie of what is rewritten, and
/// behind it what each becomes.
///
/// It is applied to grapheme clusters of fewer than six bytes first, and else to code points, by the
/// shortest entry that begins them: that is what the reference does, whatever *sentencepiece* does.
///
/// > Source: T. Kudo, J. Richardson, *SentencePiece*, 2018, doi:10.18653/v1/D18-2012 (the table);
/// > J. Aoe, *An efficient digital search algorithm by using a double-array structure*, 1989,
/// > doi:10.1109/32.31365 (the trie).
struct PrecompiledMap: Hashable, Sendable {
  private let units: [UInt32]
  private let texts: [UInt8]
  /// What each byte of ASCII becomes by itself; nil where it stays.
  private var ascii: [[UInt8]?] = []

  /// Reads the table; nil where the bytes are none.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > 4 else { return nil }
    func word(_ place: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }
    let size = Int(word(0))
    guard size >= 4, size % 4 == 0, 4 + size <= bytes.count else { return nil }
    units = stride(from: 4, to: 4 + size, by: 4).map(word)
    texts = Array(bytes[(4 + size)...])
    guard String(validating: texts, as: UTF8.self) != nil else { return nil }
    var ascii: [[UInt8]?] = []
    for byte in UInt8(0)...127 {
      let single = [byte]
      ascii.append(mapped(single.span).map { Array(texts[$0]) })
    }
    self.ascii = ascii
  }

  /// Appends what becomes of `text`, UTF-8, to `result`.
  func append(_ text: Span<UInt8>, to result: inout [UInt8]) {
    if text.isASCII {
      var place = 0
      while place < text.count {
        let byte = text[place]
        // CR LF is one cluster.
        let isPair = byte == 0x0D && place + 1 < text.count && text[place + 1] == 0x0A
        if let mapped = ascii[Int(byte)] {
          result += mapped
          place += isPair ? 2 : 1
        } else {
          result.append(byte)
          place += 1
        }
      }
      return
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for i in text.indices { bytes.append(text[i]) }
    var start = 0
    for cluster in String(decoding: bytes, as: UTF8.self) {
      let end = start + cluster.utf8.count
      append(cluster: text.extracting(start..<end), to: &result)
      start = end
    }
  }

  private func append(cluster: Span<UInt8>, to result: inout [UInt8]) {
    if cluster.count < 6, let mapped = mapped(cluster) {
      result += texts[mapped]
      return
    }
    var place = 0
    while place < cluster.count {
      let length = UTF8Point(cluster, at: place).length
      let point = cluster.extracting(place..<place + length)
      if let mapped = mapped(point) {
        result += texts[mapped]
      } else {
        for i in point.indices { result.append(point[i]) }
      }
      place += length
    }
  }

  /// Where in `texts` that stands which the shortest beginning of `text` in the table becomes.
  private func mapped(_ text: Span<UInt8>) -> Range<Int>? {
    guard let root = units.first else { return nil }
    var node = Self.offset(root)
    for i in text.indices {
      let byte = text[i]
      if byte == 0 { return nil }
      node ^= Int(byte)
      guard node < units.count, units[node] & 0x8000_00FF == UInt32(byte) else { return nil }
      let unit = units[node]
      node ^= Self.offset(unit)
      guard node < units.count else { return nil }
      if unit >> 8 & 1 == 1 {
        let start = Int(units[node] & 0x7FFF_FFFF)
        guard start < texts.count else { return nil }
        var end = start
        while end < texts.count, texts[end] != 0 { end += 1 }
        return start..<end
      }
    }
    return nil
  }

  private static func offset(_ unit: UInt32) -> Int {
    Int(unit >> 10) << Int((unit & 1 << 9) >> 6)
  }
}

extension PrecompiledMap {
  /// The bytes of a text in Base64; nil where it is none.
  static func bytes(base64 text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var bitCount = 0
    for (i, letter) in text.enumerated() {
      let value: UInt8
      switch letter {
      case 0x41...0x5A: value = letter - 0x41
      case 0x61...0x7A: value = letter - 0x61 + 26
      case 0x30...0x39: value = letter - 0x30 + 52
      case 0x2B: value = 62
      case 0x2F: value = 63
      case 0x3D:
        return text.count - i <= 2 && text[i...].allSatisfy { $0 == 0x3D } ? bytes : nil
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
      }
    }
    return bytes
  }
}
