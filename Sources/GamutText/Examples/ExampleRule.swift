// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// When one example teaches nothing that another does not: the threshold must be reached with and
/// without what both share.
///
/// *Reaches*: the Jaccard similarity of the shingle sets is the threshold or more; texts without
/// words must be equal; a text that only one of the two has never reaches. All of these must hold.
/// 1. The system part, what is given, and what is asked and said, each by itself, reach it.
/// 2. What is theirs reaches it by shingles of two words: what is given and asked without the units
///    that both have, followed by what is said; and what is said alone.
/// 3. Of what is asked, and of what is said, without the units that both have: nothing is left of
///    one, or half the words are common, or nine tenths of the shorter, three words or more, stand in
///    the other.
/// 4. The answers agree: there are as many, with the same numbers and operators in what is given,
///    asked and said, and the same fields; fields of prose reach the threshold.
///
/// The cheapest come first: all of 4 but the prose is one comparison.
///
/// > Source: ours; see `Decisions/026-what-examples-share.md`.
struct ExampleRule: Sendable {
  let threshold: Double
  let folding: Folding
  private let pairHasher = ShingleHasher(width: .words(2))

  init(_ options: TextSketcher.Options) {
    threshold = options.threshold
    folding = options.folding
  }

  /// How what is asked and said in record `a` of `first` overlaps with that in record `b` of
  /// `second`, if they are duplicates; both are examples, or both documents, whose texts are compared
  /// by themselves.
  func overlap(
    of a: Int, in first: ShingleSets, with b: Int, in second: ShingleSets
  ) -> SetOverlap? {
    let (x, y) = (first.examples.heads[a], second.examples.heads[b])
    if x.signature != y.signature { return nil }
    if !x.isDocument, folding == .none, x.said != y.said { return nil }
    var talk: SetOverlap? = .whole
    if x.talk != y.talk {
      talk = SetOverlap(
        first.hashes.span.extracting(first.range(of: a)),
        second.hashes.span.extracting(second.range(of: b)),
        atLeast: threshold, orContained: nil)
    }
    guard let talk, reachesAll(x, first.examples, y, second.examples) else { return nil }
    if x.isDocument { return talk }
    // Equal texts have all words in common.
    let isAlike =
      (x.prompt == y.prompt || hasCommonWords(.asked, x, first.examples, y, second.examples))
      && (x.said == y.said || hasCommonWords(.said, x, first.examples, y, second.examples))
      && reachesWithoutShared(x, first.examples, y, second.examples)
    return isAlike ? talk : nil
  }

  /// Whether system, given and each field of prose reach the threshold.
  func reachesAll(
    _ x: ExampleSets.Head, _ first: ExampleSets, _ y: ExampleSets.Head, _ second: ExampleSets
  ) -> Bool {
    let textCount = x.isDocument ? 0 : 2
    for (i, (p, q)) in zip(x.sets, y.sets).enumerated() {
      if i < textCount, i == 0 ? x.system == y.system : x.given == y.given { continue }
      let reaches = first.withSet(p) { a in
        second.withSet(q) { b in
          // Of fields without words the signature has said that they are equal.
          (i >= textCount && a.isEmpty && b.isEmpty)
            || SetOverlap(a, b, atLeast: threshold, orContained: nil) != nil
        }
      }
      if !reaches { return false }
    }
    return true
  }

  /// Point 2.
  func reachesWithoutShared(
    _ x: ExampleSets.Head, _ first: ExampleSets, _ y: ExampleSets.Head, _ second: ExampleSets
  ) -> Bool {
    if x.said == y.said, x.prompt == y.prompt { return true }
    let saidA = first.words(of: first.units(.said, of: x), in: x)
    let saidB = second.words(of: second.units(.said, of: y), in: y)
    if x.said != y.said, !reachesByPairs(saidA, saidB) { return false }
    if x.prompt == y.prompt { return true }
    let (a, b) = (first.units([.given, .asked], of: x), second.units([.given, .asked], of: y))
    let shared = SharedUnits(first.keys(of: a, in: x), second.keys(of: b, in: y))
    let ownA = first.words(of: a, in: x) { !shared.first[$0] }
    let ownB = second.words(of: b, in: y) { !shared.second[$0] }
    if ownA.isEmpty, ownB.isEmpty { return true }
    return reachesByPairs(ownA + saidA, ownB + saidB)
  }

  func reachesByPairs(_ a: [UInt64], _ b: [UInt64]) -> Bool {
    var shingles = ShingleBuffer()
    func set(_ words: [UInt64]) -> [UInt64] {
      var set: [UInt64] = []
      shingles.removeAll()
      pairHasher.append(words.span, to: &shingles)
      set.reserveCapacity(shingles.count)
      _ = shingles.appendSet(to: &set)
      return set
    }
    return SetOverlap(set(a).span, set(b).span, atLeast: threshold, orContained: nil) != nil
  }

  /// Point 3, of one role.
  private func hasCommonWords(
    _ roles: PartRoles, _ x: ExampleSets.Head, _ first: ExampleSets, _ y: ExampleSets.Head,
    _ second: ExampleSets
  ) -> Bool {
    let (a, b) = (first.units(roles, of: x), second.units(roles, of: y))
    let shared = SharedUnits(first.keys(of: a, in: x), second.keys(of: b, in: y))
    var left = first.words(of: a, in: x) { !shared.first[$0] }
    var right = second.words(of: b, in: y) { !shared.second[$0] }
    if left.isEmpty || right.isEmpty { return true }
    left.sort()
    right.sort()
    let common = left.commonCount(with: right)
    let shorter = min(left.count, right.count)
    return Double(common) / Double(left.count + right.count - common) >= Self.commonShare
      || (shorter >= 3 && Double(common) / Double(shorter) >= Self.containedShare)
  }

  private static let commonShare = 0.5
  private static let containedShare = 0.9
}

extension [UInt64] {
  /// How many elements two ascending multisets have in common.
  fileprivate func commonCount(with other: [UInt64]) -> Int {
    var (i, j, common) = (0, 0, 0)
    while i < count, j < other.count {
      let (a, b) = (self[i], other[j])
      if a == b { common += 1 }
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
    return common
  }
}
