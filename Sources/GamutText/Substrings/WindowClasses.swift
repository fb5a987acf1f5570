// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Which windows of N bytes are equal: every window that occurs more than once has the number of its
/// class.
///
/// A window lies within one text, and one of white space alone has no class.
struct WindowClasses: Sendable {
  /// The class of the window that starts at each byte; -1 where it has none, or no equal.
  let classes: [Int32]
  /// How many classes there are.
  let count: Int

  /// Finds the classes of `texts`.
  ///
  /// Neighbours of the suffix array that share N bytes are one class. How many bytes a suffix shares
  /// with the one before it is found in the order of the text, where it falls by at most one a step,
  /// and counted no further than N.
  ///
  /// - Complexity: O(n log n) for n bytes in all; 8 bytes a byte of text, of which 4 are freed.
  ///
  /// > Source: T. Kasai et al., *Linear-Time Longest-Common-Prefix Computation in Suffix Arrays*,
  /// > 2001, doi:10.1007/3-540-48194-X_17; in text order through the array of predecessors, by
  /// > J. Kärkkäinen, G. Manzini and S. Puglisi, 2009, doi:10.1007/978-3-642-02441-2_17.
  init(of texts: TextBatch, windowByteCount: Int) {
    let starts = SuffixArray.starts(of: texts.bytes)
    var marks = Self.predecessors(starts)
    Self.markEqual(&marks, texts.bytes, windowByteCount)
    Self.markWithoutWindow(&marks, texts, windowByteCount)
    // One run of the suffix array is one class; its marks are read, then give way to its number.
    var count = 0
    var start = 0
    while start < starts.count {
      var end = start + 1
      while end < starts.count, marks[Int(starts[end])] & Self.equalsPredecessor != 0 { end += 1 }
      var windowCount = 0
      for i in start..<end where marks[Int(starts[i])] & Self.hasNoWindow == 0 { windowCount += 1 }
      for i in start..<end {
        let place = Int(starts[i])
        let isMember = windowCount > 1 && marks[place] & Self.hasNoWindow == 0
        marks[place] = isMember ? Int32(count) : -1
      }
      if windowCount > 1 { count += 1 }
      start = end
    }
    classes = marks
    self.count = count
  }

  private static let equalsPredecessor: Int32 = 1
  private static let hasNoWindow: Int32 = 2

  /// For each place, the suffix that is sorted directly before the one there; -1 for the first.
  private static func predecessors(_ starts: [Int32]) -> [Int32] {
    var predecessors = [Int32](repeating: -1, count: starts.count)
    for i in starts.indices.dropFirst() { predecessors[Int(starts[i])] = starts[i - 1] }
    return predecessors
  }

  /// Replaces each predecessor by whether it shares `windowByteCount` bytes.
  private static func markEqual(_ marks: inout [Int32], _ bytes: [UInt8], _ windowByteCount: Int) {
    var shared = 0
    for place in marks.indices {
      let other = Int(marks[place])
      if other < 0 {
        shared = 0
      } else {
        let limit = min(windowByteCount, bytes.count - max(place, other))
        while shared < limit, bytes[place + shared] == bytes[other + shared] { shared += 1 }
      }
      marks[place] = shared >= windowByteCount ? equalsPredecessor : 0
      shared = max(0, shared - 1)
    }
  }

  /// Marks the places where a window would leave its text, or be white space alone.
  private static func markWithoutWindow(
    _ marks: inout [Int32], _ texts: TextBatch, _ windowByteCount: Int
  ) {
    for i in 0..<texts.count {
      let range = texts.range(of: i)
      var blankCount = 0  // the white space from `place` on
      for place in range.reversed() {
        blankCount = ASCIISpace.contains(texts.bytes[place]) ? blankCount + 1 : 0
        if place + windowByteCount > range.upperBound || blankCount >= windowByteCount {
          marks[place] |= hasNoWindow
        }
      }
    }
  }
}
