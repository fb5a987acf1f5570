// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

extension SplitPattern {
  /// Why an expression is not followed.
  struct Refusal: Error, Hashable {
    /// What is in it that is not followed.
    let detail: String
  }

  /// Reads an expression in the notation of Oniguruma, of which that of tokenisers is a part.
  init(_ expression: String) throws(Refusal) {
    var parser = PatternParser(expression)
    let alternatives = try parser.whole()
    guard parser.sets.count <= 64 else {
      throw Refusal(detail: "more than 64 classes of characters")
    }
    self.init(alternatives: alternatives, sets: parser.sets)
  }

  /// The expression that finds `text` as it stands; nil for no text.
  init?(literal text: String) {
    guard !text.isEmpty else { return nil }
    var sets: [CodePointSet] = []
    var steps: [Step] = []
    for scalar in text.unicodeScalars {
      let set = CodePointSet(scalar.value)
      let bit = sets.firstIndex(of: set) ?? sets.count
      if bit == sets.count { sets.append(set) }
      guard bit < 64 else { return nil }
      steps.append(.run(mask: 1 << UInt64(bit), least: 1, most: 1, possessive: false))
    }
    self.init(alternatives: [steps], sets: sets)
  }
}

/// Reads an expression from left to right. Groups are multiplied out, which changes neither what is
/// found nor the order in which it is tried.
private struct PatternParser {
  private let text: [UInt32]
  private var place = 0
  /// The classes so far; a step's mask is a bit of each.
  private(set) var sets: [CodePointSet] = []

  typealias Step = SplitPattern.Step
  typealias Refusal = SplitPattern.Refusal

  /// More alternatives than this, once groups are multiplied out, are not followed.
  private static let mostAlternatives = 256

  init(_ expression: String) { text = expression.unicodeScalars.map(\.value) }

  mutating func whole() throws(Refusal) -> [[Step]] {
    let found = try alternatives(ignoringCase: false, depth: 0)
    guard place == text.count else { throw Refusal(detail: "a ) without its (") }
    guard !found.contains(where: \.isEmpty) else {
      throw Refusal(detail: "an alternative without anything in it")
    }
    return found
  }

  private func sees(_ string: StaticString) -> Bool {
    var index = place
    for scalar in "\(string)".unicodeScalars {
      guard index < text.count, text[index] == scalar.value else { return false }
      index += 1
    }
    return true
  }

  private mutating func takes(_ string: StaticString) -> Bool {
    guard sees(string) else { return false }
    place += string.utf8CodeUnitCount
    return true
  }

  private mutating func next() throws(Refusal) -> UInt32 {
    guard place < text.count else { throw Refusal(detail: "it ends too early") }
    defer { place += 1 }
    return text[place]
  }

  private mutating func alternatives(
    ignoringCase: Bool, depth: Int
  ) throws(Refusal) -> [[Step]] {
    guard depth < 16 else { throw Refusal(detail: "groups within groups") }
    var all: [[Step]] = []
    var current: [[Step]] = [[]]
    while place < text.count, !sees(")") {
      if takes("|") {
        all += current
        current = [[]]
        continue
      }
      let parts = try part(ignoringCase: ignoringCase, depth: depth)
      var joined: [[Step]] = []
      for start in current {
        if case .tail? = start.last { throw Refusal(detail: "something behind an optional group") }
        for end in parts { joined.append(start + end) }
      }
      current = joined
      guard all.count + current.count <= Self.mostAlternatives else {
        throw Refusal(detail: "more than \(Self.mostAlternatives) alternatives")
      }
    }
    return all + current
  }

  /// The next part of an alternative, as what it may be, in order.
  private mutating func part(ignoringCase: Bool, depth: Int) throws(Refusal) -> [[Step]] {
    if takes("(?!") || takes("(?=") {
      let negated = text[place - 1] == 0x21
      let inner = try alternatives(ignoringCase: ignoringCase, depth: depth + 1)
      guard takes(")"), inner.count == 1, inner[0].count == 1,
        case .run(let mask, 1, _, _) = inner[0][0]
      else { throw Refusal(detail: "looking ahead for more than a class of characters") }
      return [[.ahead(mask: mask, negated: negated)]]
    }
    if takes("(?i:") { return try group(ignoringCase: true, depth: depth) }
    if takes("(?:") { return try group(ignoringCase: ignoringCase, depth: depth) }
    if sees("(?") { throw Refusal(detail: "a group that begins with (?") }
    if takes("(") { return try group(ignoringCase: ignoringCase, depth: depth) }
    let set = try atom(ignoringCase: ignoringCase)
    let bit = sets.firstIndex(of: set) ?? sets.count
    if bit == sets.count { sets.append(set) }
    guard bit < 64 else { throw Refusal(detail: "more than 64 classes of characters") }
    let (least, most, possessive) = try quantity()
    return [[.run(mask: 1 << UInt64(bit), least: least, most: most, possessive: possessive)]]
  }

  private mutating func group(ignoringCase: Bool, depth: Int) throws(Refusal) -> [[Step]] {
    let inner = try alternatives(ignoringCase: ignoringCase, depth: depth + 1)
    guard takes(")") else { throw Refusal(detail: "a ( without its )") }
    guard sees("?") || sees("*") || sees("+") || sees("{") else { return inner }
    guard takes("?"), !sees("?"), !sees("+"), !sees("*") else {
      throw Refusal(detail: "a repeated group")
    }
    // At the end of an alternative it is tried where it stands, not with all before it again.
    if place == text.count || sees("|") || sees(")") {
      if depth == 0 { return [[.tail(inner)]] }
    }
    return inner + [[]]
  }

  private mutating func quantity() throws(Refusal) -> (Int, Int, Bool) {
    var (least, most) = (1, 1)
    if takes("?") {
      least = 0
    } else if takes("*") {
      (least, most) = (0, .max)
    } else if takes("+") {
      most = .max
    } else if takes("{") {
      least = number() ?? 0
      most = least
      if takes(",") { most = number() ?? .max }
      guard takes("}"), least <= most, most > 0, least < 10_000 else {
        throw Refusal(detail: "a number of repetitions")
      }
      // Behind braces, + repeats the repetition, and ? makes it lazy.
      guard !sees("+"), !sees("?"), !sees("*") else {
        throw Refusal(detail: "repetitions of repetitions")
      }
      return (least, most, false)
    } else {
      return (1, 1, false)
    }
    if takes("+") { return (least, most, true) }
    guard !sees("?"), !sees("*") else { throw Refusal(detail: "lazy repetitions") }
    return (least, most, false)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while place < text.count, (0x30...0x39).contains(text[place]), value ?? 0 < 100_000 {
      value = (value ?? 0) * 10 + Int(text[place] - 0x30)
      place += 1
    }
    return value
  }

  /// A class of code points: a single one, an escape or brackets.
  private mutating func atom(ignoringCase: Bool) throws(Refusal) -> CodePointSet {
    if takes("[") { return try brackets(ignoringCase: ignoringCase, depth: 0) }
    if takes(".") { return CodePointSet(0x0A).inverted }
    let point = try next()
    switch point {
    case 0x5C: return try escape(ignoringCase: ignoringCase)
    case 0x5E, 0x24, 0x2A, 0x2B, 0x3F, 0x29:
      throw Refusal(detail: "\"\(Self.shown(point))\" where a character is expected")
    default: return Self.cased(point, ignoringCase)
    }
  }

  private mutating func brackets(ignoringCase: Bool, depth: Int) throws(Refusal) -> CodePointSet {
    guard depth < 16 else { throw Refusal(detail: "classes within classes") }
    let negated = takes("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while isFirst || !takes("]") {
      if sees("&&") { throw Refusal(detail: "&& of classes") }
      if sees("[:") { throw Refusal(detail: "a class in [: :]") }
      if takes("[") {
        ranges += try brackets(ignoringCase: ignoringCase, depth: depth + 1).ranges
      } else {
        let start = try member(ignoringCase: ignoringCase)
        if start.ranges.count == 1, let first = start.ranges.first, first.count == 1, sees("-"),
          place + 1 < text.count, text[place + 1] != 0x5D
        {
          place += 1
          let end = try member(ignoringCase: false)
          guard !ignoringCase, end.ranges.count == 1, let last = end.ranges.first, last.count == 1,
            first.lowerBound <= last.lowerBound
          else { throw Refusal(detail: "a range of characters") }
          ranges.append(first.lowerBound...last.lowerBound)
        } else {
          ranges += start.ranges
        }
      }
      isFirst = false
    }
    let set = CodePointSet(ranges)
    return negated ? set.inverted : set
  }

  private mutating func member(ignoringCase: Bool) throws(Refusal) -> CodePointSet {
    let point = try next()
    return point == 0x5C
      ? try escape(ignoringCase: ignoringCase) : Self.cased(point, ignoringCase)
  }

  private mutating func escape(ignoringCase: Bool) throws(Refusal) -> CodePointSet {
    let point = try next()
    switch point {
    case 0x6E: return CodePointSet(0x0A)
    case 0x72: return CodePointSet(0x0D)
    case 0x74: return CodePointSet(0x09)
    case 0x73: return .whiteSpace
    case 0x53: return CodePointSet.whiteSpace.inverted
    case 0x64: return try category("Nd", negated: false)
    case 0x44: return try category("Nd", negated: true)
    case 0x77: return .word
    case 0x57: return CodePointSet.word.inverted
    case 0x70, 0x50:
      guard takes("{") else { throw Refusal(detail: "\\p without { }") }
      let negated = takes("^")
      var name = ""
      while !takes("}") { name.unicodeScalars.append(Unicode.Scalar(try next()) ?? "?") }
      return try category(name, negated: negated != (point == 0x50))
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      throw Refusal(detail: "\\\(Self.shown(point))")
    default: return CodePointSet(point)
    }
  }

  private func category(_ name: String, negated: Bool) throws(Refusal) -> CodePointSet {
    guard let set = CodePointSet(category: name) ?? CodePointSet(script: name) else {
      throw Refusal(detail: "\\p{\(name)}")
    }
    return negated ? set.inverted : set
  }

  private static func shown(_ point: UInt32) -> String {
    Unicode.Scalar(point).map { String($0) } ?? "?"
  }

  /// `point`, and where case does not count the others that fold to the same.
  private static func cased(_ point: UInt32, _ ignoringCase: Bool) -> CodePointSet {
    guard ignoringCase, let scalar = Unicode.Scalar(point) else { return CodePointSet(point) }
    var ranges = [point...point]
    for other in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
      let points = other.unicodeScalars.map(\.value)
      if points.count == 1 { ranges.append(points[0]...points[0]) }
    }
    // The long s and the sign for kelvin fold to letters of ASCII.
    if point | 0x20 == 0x73 { ranges.append(0x17F...0x17F) }
    if point | 0x20 == 0x6B { ranges.append(0x212A...0x212A) }
    return CodePointSet(ranges)
  }
}
