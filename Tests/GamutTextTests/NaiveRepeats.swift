// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Repeats by their definition, window against window: the twin of `RepeatMatcher` for ASCII.
enum NaiveRepeats {
  /// For each text, which of its bytes are in a span.
  static func isCut(_ texts: [[UInt8]], windowByteCount: Int) -> [[Bool]] {
    var isCut = texts.map { [Bool](repeating: false, count: $0.count) }
    for (i, text) in texts.enumerated() where text.count >= windowByteCount {
      for start in 0...text.count - windowByteCount {
        let window = text[start..<start + windowByteCount]
        if window.allSatisfy({ $0 == 0x20 || (9...13).contains($0) }) { continue }
        let isRepeat = (0...i).contains { j in
          let last = (j == i ? start : texts[j].count) - windowByteCount
          return last >= 0
            && (0...last).contains { place in
              let range = place..<place + windowByteCount
              return texts[j][range].elementsEqual(window) && !isCut[j][range].contains(true)
            }
        }
        if isRepeat { for k in start..<start + windowByteCount { isCut[i][k] = true } }
      }
    }
    return isCut
  }
}
