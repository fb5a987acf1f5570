// SPDX-License-Identifier: Apache-2.0

/// Folded words laid end to end, as code points: word `i` is `points[ends[i - 1]..<ends[i]]`, and
/// none is empty.
public struct SubwordText: Sendable {
  /// The code points of all words.
  public private(set) var points: [UInt32] = []
  /// The end of each word.
  public private(set) var ends: [Int] = []
  /// The combining classes of the points from `runStart` on.
  private var classes: [UInt32] = []
  /// Where the marks behind the last starter begin.
  private var runStart = 0

  /// An empty text.
  public init() {}

  /// Empties it and keeps its memory.
  public mutating func removeAll() {
    points.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    classes.removeAll(keepingCapacity: true)
    runStart = 0
  }

  /// Adds a code point to the word being written. Those of a combining class other than 0 are put
  /// in the order of their classes, equals as they came, up to the next of class 0.
  @inline(__always)
  mutating func append(_ point: UInt32, combiningClass: UInt32) {
    if combiningClass == 0 {
      if !classes.isEmpty { endRun() }
      points.append(point)
      runStart = points.count
    } else {
      points.append(point)
      classes.append(combiningClass)
    }
  }

  /// Completes the run of marks.
  mutating func endRun() {
    if classes.count > 1 {
      // The standard library's sort is stable in fact but not by promise; the place decides.
      let sorted = classes.indices.sorted { (classes[$0], $0) < (classes[$1], $1) }
      points.replaceSubrange(runStart..., with: sorted.map { points[runStart + $0] })
    }
    classes.removeAll(keepingCapacity: true)
    runStart = points.count
  }

  /// Completes the word being written, if it has a code point.
  mutating func endWord() {
    endRun()
    if points.count > ends.last ?? 0 { ends.append(points.count) }
  }
}
