// SPDX-License-Identifier: Apache-2.0

/// Which bytes go when units of a text are cut: the units, and the line breaks that separated them.
public enum UnitCut {
  /// What to cut of `text[range]` so that of its `units` those that `isCut` are gone.
  ///
  /// Between the units that stay and were neighbours of a cut, one gap of the text is left as it was:
  /// the one with the most line breaks, the first of several. So lines stay lines, paragraphs stay
  /// paragraphs and no stray blank line appears. What stands before the first unit and behind the last
  /// stays, unless all units go: then all of `range` does.
  ///
  /// - Parameters:
  ///   - units: all units of `text[range]`, in their order.
  ///   - isCut: whether each of `units` goes.
  /// - Returns: ranges that ascend and do not touch.
  public static func ranges(
    of text: Span<UInt8>, in range: Range<Int>, units: [TextUnit], isCut: [Bool]
  ) -> [Range<Int>] {
    precondition(units.count == isCut.count, "\(units.count) units, \(isCut.count) decisions")
    guard isCut.contains(true) else { return [] }
    guard isCut.contains(false) else { return [range] }
    var ranges: [Range<Int>] = []
    var first = 0
    while first < units.count {
      var next = first
      while next < units.count, isCut[next] { next += 1 }
      if next > first {
        let gap = keptGap(of: text, units, first...next)
        // The text from the unit before to the unit behind, without that gap.
        let start = first == 0 ? units[0].lines.lowerBound : units[first - 1].lines.upperBound
        let end =
          next == units.count ? units[next - 1].lines.upperBound : units[next].lines.lowerBound
        for part in [start..<gap.lowerBound, gap.upperBound..<end] where !part.isEmpty {
          ranges.append(part)
        }
      }
      first = next + 1
    }
    return ranges
  }

  /// The gap that stays of those before each of `places`: the one with the most line breaks; where
  /// there is no unit before the first, or none behind the last, an empty one at that end.
  private static func keptGap(
    of text: Span<UInt8>, _ units: [TextUnit], _ places: ClosedRange<Int>
  ) -> Range<Int> {
    if places.lowerBound == 0 {
      let start = units[0].lines.lowerBound
      return start..<start
    }
    if places.upperBound == units.count {
      let end = units[units.count - 1].lines.upperBound
      return end..<end
    }
    var kept = units[places.lowerBound].lines.lowerBound..<units[places.lowerBound].lines.lowerBound
    var most = -1
    for place in places {
      let gap = units[place - 1].lines.upperBound..<units[place].lines.lowerBound
      var breakCount = 0
      for i in gap where text[i] == UInt8(ascii: "\n") { breakCount += 1 }
      if breakCount > most { (kept, most) = (gap, breakCount) }
    }
    return kept
  }
}
