// SPDX-License-Identifier: Apache-2.0

/// What two shingle sets share.
struct SetOverlap: Equatable, Sendable {
  /// |A ∩ B| / |A ∪ B| in `Double`: the Jaccard similarity.
  let similarity: Double
  /// |A ∩ B| / min(|A|, |B|) in `Double`.
  let containment: Double

  /// That of equal texts.
  static let whole = SetOverlap(similarity: 1, containment: 1)

  private init(similarity: Double, containment: Double) {
    self.similarity = similarity
    self.containment = containment
  }

  /// The overlap of two ascending sets if the similarity is at least `threshold`, or the containment
  /// at least `contained`; else nil.
  ///
  /// Stops as soon as what is left cannot reach either. Two empty sets are not alike.
  init?(
    _ a: Span<UInt64>, _ b: Span<UInt64>, atLeast threshold: Double, orContained contained: Double?
  ) {
    if a.isEmpty || b.isEmpty { return nil }
    let smaller = min(a.count, b.count)
    var needed = Self.neededIntersection(a.count, b.count, threshold)
    if let contained { needed = min(needed, Self.neededPart(of: smaller, contained)) }
    guard let common = Self.intersection(a, b, atLeast: needed) else { return nil }
    similarity = Double(common) / Double(a.count + b.count - common)
    containment = Double(common) / Double(smaller)
    guard similarity >= threshold || contained.map({ containment >= $0 }) ?? false else {
      return nil
    }
  }

  /// How many hashes two ascending sets share if it is at least `needed`, else nil.
  private static func intersection(
    _ a: Span<UInt64>, _ b: Span<UInt64>, atLeast needed: Int
  ) -> Int? {
    var (i, j, common) = (0, 0, 0)
    // How many hashes of each side may still be without a partner.
    var (spareA, spareB) = (a.count - needed, b.count - needed)
    if spareA < 0 || spareB < 0 { return nil }
    while i < a.count, j < b.count {
      // Safe: the loop's condition.
      let (x, y) = unsafe (a[unchecked: i], b[unchecked: j])
      // Branch-free steps: which side is less is a coin toss for the branch predictor.
      let (isLess, isMore) = (x < y ? 1 : 0, x > y ? 1 : 0)
      common += 1 - isLess - isMore
      i += 1 - isMore
      j += 1 - isLess
      spareA -= isLess
      spareB -= isMore
      if spareA | spareB < 0 { return nil }
    }
    return common < needed ? nil : common
  }

  /// The least intersection whose similarity, as computed in `Double`, reaches `threshold`; one more
  /// than the smaller set where none does.
  static func neededIntersection(_ a: Int, _ b: Int, _ threshold: Double) -> Int {
    let most = min(a, b)
    func reaches(_ common: Int) -> Bool {
      Double(common) / Double(a + b - common) >= threshold
    }
    var needed = min(most, Int(threshold * Double(a + b) / (1 + threshold)))
    while needed > 0, reaches(needed - 1) { needed -= 1 }
    while needed <= most, !reaches(needed) { needed += 1 }
    return needed
  }

  /// The least part of a set of `count` whose share, as computed in `Double`, reaches `share`.
  private static func neededPart(of count: Int, _ share: Double) -> Int {
    var needed = min(count, Int(share * Double(count)))
    while needed > 0, Double(needed - 1) / Double(count) >= share { needed -= 1 }
    while needed < count, Double(needed) / Double(count) < share { needed += 1 }
    return needed
  }
}
