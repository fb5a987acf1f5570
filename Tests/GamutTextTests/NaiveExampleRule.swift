// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

@testable import GamutText

/// The rule of examples, straight from strings: the twin of `ExampleRule`.
///
/// The threshold must be reached with and without what both share.
struct NaiveExampleRule {
  let options: TextSketcher.Options

  /// The similarity of two duplicates, that of what is asked and said; nil of any other pair.
  func similarity(_ a: Example, _ b: Example) -> Double? {
    if a.isDocument || b.isDocument {
      guard a.isDocument, b.isDocument else { return nil }
      guard !words(a.texts(.asked)).isEmpty, !words(b.texts(.asked)).isEmpty,
        haveEqualFields(a, b)
      else { return nil }
      return atLeast(jaccard(a.texts(.asked), b.texts(.asked), options.width))
    }
    // 1. System, given, and asked + said, each by itself.
    guard reaches(a.texts(.system), b.texts(.system), options.width),
      reaches(a.texts(.given), b.texts(.given), options.width),
      reaches(a.texts(.asked, .said), b.texts(.asked, .said), options.width)
    else { return nil }
    // 2. What is theirs, by shingles of two words; and what is said.
    let prompt = Self.withoutShared(units(a, .given, .asked), units(b, .given, .asked))
    let own = (prompt.0 + words(a.texts(.said)), prompt.1 + words(b.texts(.said)))
    guard reaches(own.0, own.1), reaches(a.texts(.said), b.texts(.said), .words(2)) else {
      return nil
    }
    // 3. What is left of asked and of said has words in common.
    for role in [PartRole.asked, .said] {
      let left = Self.withoutShared(units(a, role), units(b, role))
      if !Self.haveCommonWords(left.0, left.1) { return nil }
    }
    // 4. The answers agree.
    guard
      a.parts.count(where: { Example.role($0.role) == .said })
        == b.parts.count(where: { Example.role($0.role) == .said }),
      [PartRole.given, .asked, .said].allSatisfy({ numbers(a.texts($0)) == numbers(b.texts($0)) }),
      haveEqualFields(a, b)
    else { return nil }
    if options.folding == .none, words(a.texts(.said)) != words(b.texts(.said)) { return nil }
    return jaccard(a.texts(.asked, .said), b.texts(.asked, .said), options.width)
  }

  /// What two examples must have in common beside the meaning of what is asked and said.
  func agreesBesideMeaning(_ a: Example, _ b: Example, said: ExampleChecks.Said) -> Bool {
    if a.isDocument || b.isDocument {
      return a.isDocument && b.isDocument && haveEqualFields(a, b)
    }
    // 1. System and given.
    guard reaches(a.texts(.system), b.texts(.system), options.width),
      reaches(a.texts(.given), b.texts(.given), options.width)
    else { return false }
    // A text that is there in one is there in the other.
    guard (a.texts(.said) == nil) == (b.texts(.said) == nil),
      (a.texts(.asked, .said) == nil) == (b.texts(.asked, .said) == nil)
    else { return false }
    if said == .byWords, !reaches(a.texts(.said), b.texts(.said), .words(2)) { return false }
    // 2. Where lines or sentences of asked are shared.
    let asked = (units(a, .asked), units(b, .asked))
    if Self.withoutShared(asked.0, asked.1).0.count != asked.0.joined().count {
      let prompt = Self.withoutShared(units(a, .given, .asked), units(b, .given, .asked))
      let own = (prompt.0 + words(a.texts(.said)), prompt.1 + words(b.texts(.said)))
      guard prompt.0.isEmpty && prompt.1.isEmpty || reaches(own.0, own.1),
        reaches(a.texts(.said), b.texts(.said), .words(2))
      else { return false }
    }
    // 4. The answers agree.
    return a.parts.count(where: { Example.role($0.role) == .said })
      == b.parts.count(where: { Example.role($0.role) == .said })
      && [PartRole.given, .asked, .said].allSatisfy { numbers(a.texts($0)) == numbers(b.texts($0)) }
      && haveEqualFields(a, b)
      && (options.folding != .none || words(a.texts(.said)) == words(b.texts(.said)))
  }

  private func atLeast(_ similarity: Double) -> Double? {
    similarity >= options.threshold ? similarity : nil
  }

  /// Whether two texts reach the threshold; nil is a text that is not there.
  private func reaches(_ a: [String]?, _ b: [String]?, _ width: ShingleWidth) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    if words(a).isEmpty, words(b).isEmpty {
      return a.map { Array($0.utf8) } == b.map { Array($0.utf8) }
    }
    return atLeast(jaccard(a, b, width)) != nil
  }

  private func reaches(_ a: [String], _ b: [String]) -> Bool {
    a.isEmpty && b.isEmpty
      || atLeast(
        NaiveShingles.similarity(
          Set(NaiveShingles.windows(of: a, 2)), Set(NaiveShingles.windows(of: b, 2)))) != nil
  }

  private func jaccard(_ a: [String]?, _ b: [String]?, _ width: ShingleWidth) -> Double {
    func set(_ texts: [String]?) -> Set<[String]> {
      let words = words(texts)
      switch width {
      case .words(let count): return Set(NaiveShingles.windows(of: words, count))
      case .characters(let count):
        let points = words.joined(separator: " ").unicodeScalars.map { String($0.value) }
        return Set(NaiveShingles.windows(of: points, count))
      }
    }
    if words(a).isEmpty, words(b).isEmpty { return 1 }
    return NaiveShingles.similarity(set(a), set(b))
  }

  private func words(_ texts: [String]?) -> [String] {
    (texts ?? []).flatMap { Self.units(of: $0) }.flatMap { words($0) }
  }

  private func words(_ text: String) -> [String] {
    var folded = FoldedText()
    let bytes = Array(text.utf8)
    WordFolder(options.folding).fold(bytes.span, into: &folded)
    return folded.words
  }

  private func numbers(_ texts: [String]?) -> UInt64 {
    var folded = FoldedText()
    var sequence = NumberSequence()
    let bytes = Array((texts ?? []).joined(separator: "\n").utf8)
    WordFolder().fold(bytes.span, into: &folded)
    sequence.read(folded)
    return sequence.signature
  }

  /// The words of each unit of the parts of `roles` that has any.
  private func units(_ example: Example, _ roles: PartRole...) -> [[String]] {
    example.parts.filter { roles.contains(Example.role($0.role)) }
      .flatMap { Self.units(of: $0.text) }.map { words($0) }.filter { !$0.isEmpty }
  }

  /// Lines and sentences.
  static func units(of text: String) -> [String] {
    var units: [String] = []
    var unit = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (i, scalar) in scalars.enumerated() {
      unit.append(scalar)
      let isBeforeSpace = i + 1 == scalars.count || scalars[i + 1].properties.isWhitespace
      if "\n\r。！？；".unicodeScalars.contains(scalar)
        || (".!?;…؟।".unicodeScalars.contains(scalar) && isBeforeSpace)
      {
        units.append(String(unit))
        unit = .init()
      }
    }
    return units + [String(unit)]
  }

  /// The words of what is left of each without the units that both have, counted with their repeats.
  static func withoutShared(_ a: [[String]], _ b: [[String]]) -> ([String], [String]) {
    (left(of: a, without: b), left(of: b, without: a))
  }

  private static func left(of units: [[String]], without others: [[String]]) -> [String] {
    var others = others
    return units.flatMap { unit -> [String] in
      guard let place = others.firstIndex(of: unit) else { return unit }
      others.remove(at: place)
      return []
    }
  }

  static func haveCommonWords(_ a: [String], _ b: [String]) -> Bool {
    if a.isEmpty || b.isEmpty { return true }
    var rest = b
    let common = a.count { word in
      guard let place = rest.firstIndex(of: word) else { return false }
      rest.remove(at: place)
      return true
    }
    let shorter = min(a.count, b.count)
    return Double(common) / Double(a.count + b.count - common) >= 0.5
      || (shorter >= 3 && Double(common) / Double(shorter) >= 0.9)
  }

  private func haveEqualFields(_ a: Example, _ b: Example) -> Bool {
    a.fields.count == b.fields.count
      && zip(a.fields, b.fields).allSatisfy { p, q in
        p.kind == q.kind && p.name == q.name
          && (p.kind == .prose
            ? reaches([Self.decoded(p.json)], [Self.decoded(q.json)], options.width)
            : p.json == q.json)
      }
  }

  /// JSON with its escapes resolved: of the tests, of line breaks and quotes.
  private static func decoded(_ json: String) -> String {
    json.replacing("\\n", with: " ").replacing("\\\"", with: "\"")
  }
}
