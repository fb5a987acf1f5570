// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// A regular expression of the kind that tokenisers cut texts with: alternatives of runs of code
/// points of some class, tried in order, each run as long as what follows allows.
///
/// What is found is what a backtracking engine finds, because this is one; it refuses what would let
/// its time grow faster than a small power of a run's length, such as a repeated group.
struct SplitPattern: Sendable {
  /// A step of an alternative.
  enum Step: Hashable, Sendable {
    /// `least` to `most` code points of a class, as many as can be; all that can be where it is
    /// `possessive`.
    case run(mask: UInt64, least: Int, most: Int, possessive: Bool)
    /// The next code point is of a class, or with `negated` it is not, as at the end.
    case ahead(mask: UInt64, negated: Bool)
    /// The first of these that is there; nothing where none is.
    case tail([[Step]])
  }

  /// An alternative, and the classes it can begin with; nil where it can begin with anything.
  struct Alternative: Hashable, Sendable {
    let steps: [Step]
    let first: UInt64?
  }

  let alternatives: [Alternative]
  let classes: CodePointClasses

  init(alternatives: [[Step]], sets: [CodePointSet]) {
    self.alternatives = alternatives.map { Alternative(steps: $0, first: Self.first(of: $0)) }
    classes = CodePointClasses(sets)
  }

  /// What a match of `steps` can begin with; nil where it may be empty.
  private static func first(of steps: [Step]) -> UInt64? {
    var mask: UInt64 = 0
    for step in steps {
      switch step {
      case .run(let own, let least, _, _):
        mask |= own
        if least > 0 { return mask }
      case .ahead, .tail: return nil
      }
    }
    return nil
  }

  /// The code points of a text as the classes they are in.
  struct Scratch {
    var masks: [UInt64] = []
    /// Where each point begins, and the end of the text.
    var places: [Int] = []
  }

  /// Calls `body` with the ranges of `text`, UTF-8, in order: what matches and what is between.
  func forEachPart(
    of text: Span<UInt8>, scratch: inout Scratch, _ body: (Range<Int>, Bool) -> Void
  ) {
    scratch.masks.removeAll(keepingCapacity: true)
    scratch.places.removeAll(keepingCapacity: true)
    var place = 0
    while place < text.count {
      let point = UTF8Point(text, at: place)
      scratch.masks.append(classes[point.value])
      scratch.places.append(place)
      place += point.length
    }
    scratch.places.append(place)
    let masks = scratch.masks.span
    var start = 0
    var gap = 0
    while start < masks.count {
      guard let end = end(from: start, in: masks), end > start else {
        start += 1
        continue
      }
      if gap < start { body(scratch.places[gap]..<scratch.places[start], false) }
      body(scratch.places[start]..<scratch.places[end], true)
      start = end
      gap = end
    }
    if gap < start { body(scratch.places[gap]..<place, false) }
  }

  /// Where the match that begins at `start` ends.
  private func end(from start: Int, in masks: Span<UInt64>) -> Int? {
    for alternative in alternatives {
      if let first = alternative.first, first & masks[start] == 0 { continue }
      if let end = end(of: alternative.steps.span, from: start, in: masks) { return end }
    }
    return nil
  }

  private func end(of steps: Span<Step>, from start: Int, in masks: Span<UInt64>) -> Int? {
    var place = start
    for i in steps.indices {
      switch steps[i] {
      case .run(let mask, let least, let most, let possessive):
        var count = 0
        while count < most, place + count < masks.count, masks[place + count] & mask != 0 {
          count += 1
        }
        guard count >= least else { return nil }
        if possessive || count == least || i + 1 == steps.count {
          place += count
          continue
        }
        let rest = steps.extracting(i + 1..<steps.count)
        while count >= least {
          if let end = end(of: rest, from: place + count, in: masks) { return end }
          count -= 1
        }
        return nil
      case .ahead(let mask, let negated):
        let isThere = place < masks.count && masks[place] & mask != 0
        if isThere == negated { return nil }
      case .tail(let choices):
        for choice in choices {
          if let end = end(of: choice.span, from: place, in: masks) { return end }
        }
      }
    }
    return place
  }
}
