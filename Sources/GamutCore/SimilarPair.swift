// SPDX-License-Identifier: Apache-2.0

/// Two records and how alike they are.
public struct SimilarPair: Hashable, Sendable {
  /// The first record of the pair; within one set, the lower index.
  public let a: RecordIndex
  /// The second record of the pair.
  public let b: RecordIndex
  /// Their likeness, exact Jaccard (0…1) or cosine (−1…1).
  public let similarity: Double

  /// Makes a pair as given; nothing is reordered.
  public init(a: RecordIndex, b: RecordIndex, similarity: Double) {
    self.a = a
    self.b = b
    self.similarity = similarity
  }
}

extension SimilarPair: Comparable {
  /// Orders pairs by `a`, then by `b`.
  public static func < (left: SimilarPair, right: SimilarPair) -> Bool {
    (left.a, left.b) < (right.a, right.b)
  }
}
