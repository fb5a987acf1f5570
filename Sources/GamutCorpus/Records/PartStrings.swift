// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// The parts of one record's text, and the strings of its source that they are.
struct PartStrings {
  private let text: [UInt8]
  /// Where each part stands in the text.
  private let parts: [Range<Int>]
  /// Where the string of each part stands in the source, quotes included; nil where the part is no
  /// string of the record itself that may be cut, or its string is another part as well.
  private let strings: [Range<Int>?]
  /// Where each part begins in what its string means.
  private let offsets: [Int]

  /// Takes what `writer` holds of the one record on `tape`, which is `source`.
  init(_ source: Span<UInt8>, _ tape: JSONTape, _ writer: PartWriter, _ selection: Selection) {
    text = writer.columns[0].texts.bytes
    parts = writer.columns[0].partRanges(of: 0, in: selection)
    let origins = writer.origins ?? []
    precondition(origins.count == parts.count, "\(origins.count) origins, \(parts.count) parts")
    // The tape and the source have the same strings in the same order.
    let places = zip(tape.stringIndices, JSONText.stringRanges(in: source))
    let ranges = Dictionary(places) { first, _ in first }
    offsets = origins.map { $0?.offset ?? 0 }
    // Where each string is read to the end of which part; a part that begins before was read twice.
    var ends: [Int: Int] = [:]
    var isShared: Set<Int> = []
    for (origin, part) in zip(origins, parts) {
      guard let origin else { continue }
      if let end = ends[origin.tapeIndex], origin.offset < end {
        isShared.insert(origin.tapeIndex)
      }
      ends[origin.tapeIndex] = origin.offset + part.count
    }
    strings = origins.map { origin in
      origin.flatMap { isShared.contains($0.tapeIndex) ? nil : ranges[$0.tapeIndex] }
    }
  }

  /// Where `textRanges` stand in `source`; nil where that cannot be told, or may not be cut.
  func sourceRanges(of textRanges: [Range<Int>], in source: Span<UInt8>) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    var next = 0  // the first range that reaches beyond the parts before
    for (i, part) in parts.enumerated() {
      var cuts: [Range<Int>] = []
      while next < textRanges.count, textRanges[next].lowerBound < part.upperBound {
        let cut = textRanges[next].clamped(to: part)
        if !cut.isEmpty { cuts.append(cut) }
        if textRanges[next].upperBound > part.upperBound { break }
        next += 1
      }
      if cuts.isEmpty { continue }
      guard let string = strings[i], !cuts.contains(where: joinsSurrogates) else { return nil }
      var place = StringPlace(
        source: string.lowerBound + 1, text: part.lowerBound - offsets[i])
      place.advance(to: part.lowerBound, in: source)
      for cut in cuts {
        place.advance(to: cut.lowerBound, in: source)
        let start = place.source
        place.advance(to: cut.upperBound, in: source)
        ranges.append(start..<place.source)
      }
    }
    return ranges.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Whether what is left on both sides of `cut` are lone surrogates that would become a pair: in
  /// their three-byte form ED A0…AF xx and ED B0…BF xx.
  private func joinsSurrogates(_ cut: Range<Int>) -> Bool {
    guard cut.lowerBound >= 3, cut.upperBound + 1 < text.count else { return false }
    return text[cut.lowerBound - 3] == 0xED && text[cut.lowerBound - 2] & 0xF0 == 0xA0
      && text[cut.upperBound] == 0xED && text[cut.upperBound + 1] & 0xF0 == 0xB0
  }
}

/// A place within a string of the source, and the same place in what the string means.
private struct StringPlace {
  var source: Int
  var text: Int
  private var meaning: ContiguousArray<UInt8> = []

  init(source: Int, text: Int) {
    self.source = source
    self.text = text
  }

  /// Goes on to the place `end` of the text, which must be at a character's border.
  mutating func advance(to end: Int, in bytes: Span<UInt8>) {
    while text < end {
      if bytes[source] == UInt8(ascii: "\\") {
        meaning.removeAll(keepingCapacity: true)
        do throws(JSONSyntaxError) {
          source = try JSONScanner.escape(bytes, from: source, into: &meaning)
        } catch {
          preconditionFailure("a string that was read: \(error.detail)")
        }
        text += meaning.count
      } else {
        source += 1
        text += 1
      }
    }
    precondition(text == end, "\(end) is within a character")
  }
}
