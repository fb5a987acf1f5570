// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// One pass over all windows in order, which decides what repeats and what is a first copy.
///
/// Places are those of the batch's bytes.
struct RepeatScan {
  /// What was found so far.
  private(set) var spans: [RepeatedSpan] = []
  /// The spans in places of the batch, which ascend.
  private var cuts: [Range<Int>] = []
  private let texts: TextBatch
  private let classes: [Int32]
  private let windowByteCount: Int
  /// The first window of each class that stays whole; -1 before one is known.
  private var firstCopies: [Int32]

  init(_ texts: TextBatch, _ classes: WindowClasses, windowByteCount: Int) {
    self.texts = texts
    self.classes = classes.classes
    self.windowByteCount = windowByteCount
    firstCopies = [Int32](repeating: -1, count: classes.count)
  }

  /// A span whose end is not known yet.
  private struct OpenSpan {
    let start: Int
    var end: Int
    /// The first copy of its first window.
    let copy: Int
  }

  /// Decides text `index`; those before it are decided.
  mutating func visit(text index: Int) {
    let range = texts.range(of: index)
    var open: OpenSpan?
    var next = range.lowerBound  // the first window of which it is not known whether it stays
    for place in range {
      let copy = firstCopy(ofWindowAt: place)
      if copy >= 0 {
        if open == nil { open = OpenSpan(start: place, end: place, copy: copy) }
        open?.end = place + windowByteCount
        continue
      }
      if let span = open {
        if place < span.end { continue }
        open = nil
        close(span, text: index, &next)
      }
      keepWindows(upTo: place + 1, &next)
    }
    if let span = open { close(span, text: index, &next) }
    keepWindows(upTo: range.upperBound, &next)
  }

  private func firstCopy(ofWindowAt place: Int) -> Int {
    let number = classes[place]
    return number < 0 ? -1 : Int(firstCopies[Int(number)])
  }

  /// Notes that all windows from `next` on that end at `end` or before stay whole.
  private mutating func keepWindows(upTo end: Int, _ next: inout Int) {
    while next + windowByteCount <= end {
      let number = Int(classes[next])
      if number >= 0, firstCopies[number] < 0 { firstCopies[number] = Int32(next) }
      next += 1
    }
  }

  /// Moves the ends of a span to characters' borders and takes it in, if enough is left.
  private mutating func close(_ span: OpenSpan, text index: Int, _ next: inout Int) {
    let range = texts.range(of: index)
    var start = span.start
    while start < span.end, isWithinCharacter(start, range) { start += 1 }
    var end = span.end
    while end > start, isWithinCharacter(end, range) { end -= 1 }
    guard end - start >= windowByteCount else { return }
    let copy = copy(of: start..<end, from: span.copy + start - span.start)
    keepWindows(upTo: start, &next)
    next = end
    cuts.append(start..<end)
    let keptStart = texts.range(of: copy.text).lowerBound
    spans.append(
      RepeatedSpan(
        text: index, range: start - range.lowerBound..<end - range.lowerBound,
        keptText: copy.text,
        keptRange: copy.range.lowerBound - keptStart..<copy.range.upperBound - keptStart))
  }

  /// Whether `place` of a text at `range` stands between the bytes of one character.
  private func isWithinCharacter(_ place: Int, _ range: Range<Int>) -> Bool {
    range.contains(place) && texts.bytes[place] & 0xC0 == 0x80
  }

  /// How far the kept text from `start` on equals the text at `span`.
  private func copy(of span: Range<Int>, from start: Int) -> (text: Int, range: Range<Int>) {
    let text = texts.ends.indices.partitionPoint { texts.ends[$0] > start }
    let range = texts.range(of: text)
    // What stays ends where its text does, at the next cut, and before the span itself.
    var limit = min(range.upperBound, start + span.count, span.lowerBound)
    let cut = cuts.indices.partitionPoint { cuts[$0].lowerBound > start }
    if cut < cuts.count { limit = min(limit, cuts[cut].lowerBound) }
    var end = start
    while end < limit, texts.bytes[end] == texts.bytes[span.lowerBound + end - start] { end += 1 }
    // A copy that ends early still ends at a character's border.
    while end > start, isWithinCharacter(end, range) { end -= 1 }
    return (text, start..<end)
  }
}
