// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Text that says the same over and over, as a model does that found no end.
enum LoopingText {
  /// Words of a text that says enough to be judged.
  static let fewestWords = 60
  /// Words of a run that is looked for again, and of a text that is looked at.
  private static let runLength = 8
  private static let wordLimit = 4_096

  /// Whether more than half of the runs of eight words stood in the text before.
  ///
  /// Lists and tables repeat a few words, poems a verse; half of all runs is neither.
  static func loops(_ words: [UInt64]) -> Bool {
    guard words.count >= fewestWords else { return false }
    let words = words.prefix(wordLimit)
    let runCount = words.count - runLength + 1
    // A bit a hash says no more than "perhaps", and few texts come so far that it matters.
    var bits = [UInt64](repeating: 0, count: 256)
    var perhaps = 0
    forEachRun(of: words) { hash in
      let place = Int(hash & 0x3FFF)
      let bit: UInt64 = 1 &<< UInt64(place & 63)
      if bits[place >> 6] & bit != 0 { perhaps += 1 }
      bits[place >> 6] |= bit
    }
    guard perhaps * 2 > runCount else { return false }
    var seen = Set<UInt64>(minimumCapacity: runCount)
    var repeated = 0
    forEachRun(of: words) { if !seen.insert($0).inserted { repeated += 1 } }
    return repeated * 2 > runCount
  }

  /// Where `text` first says again what it said: the place of the first run of words that stood before.
  ///
  /// Words are what blanks part, which is enough to show the place.
  static func firstPlace(in text: Span<UInt8>) -> Int? {
    var words: [UInt64] = []
    var starts: [Int] = []
    var start = 0
    for i in 0...text.count where i == text.count || text[i].isASCIISpace {
      if i > start {
        words.append(StableHash.hash64(text.extracting(start..<i)))
        starts.append(start)
      }
      start = i + 1
    }
    guard words.count >= runLength else { return nil }
    var seen = Set<UInt64>()
    var place: Int?
    var run = 0
    forEachRun(of: words.prefix(wordLimit)) { hash in
      if !seen.insert(hash).inserted { place = place ?? starts[run] }
      run += 1
    }
    return place
  }

  private static func forEachRun(of words: ArraySlice<UInt64>, _ body: (UInt64) -> Void) {
    for start in words.startIndex...words.endIndex - runLength {
      var hash: UInt64 = 0
      for word in words[start..<start + runLength] {
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
      body(hash)
    }
  }
}
