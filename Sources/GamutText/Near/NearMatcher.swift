// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Finds records whose shingle sets reach a Jaccard similarity, by bands, and verifies every one: by
/// the sets alone, or where examples are compared by `ExampleRule`.
///
/// **Anchors.** Records are taken in keep order. A record is removed if a record kept before it
/// that shares a bucket with it reaches the threshold; its keeper is the first such record. So each
/// removal is a direct match to a record of the output, and no chain removes anything.
///
/// **Work.** Records go in blocks whose bounds depend on the records alone. The records of a block
/// are compared with those kept before it in parallel, then with each other in order, so the answer
/// is the same for any number of workers. A record is compared with the first
/// `NearLimits.bucketLimit` kept records of each of its buckets: small buckets count whole, and only
/// buckets of what a whole corpus shares are cut. Kept records whose buckets were cut are counted in
/// `NearCounts.unverifiedCount`.
///
/// **Memory.** Beside the keys, whose place the buckets take, a record takes 9 bytes; while the
/// buckets are made, 20 more, up to `NearLimits.sortByteCount`; beside these stand the cache of
/// shingle sets and one block of at most 4,096 records and about 4 million shingles.
///
/// > Source: A. Broder, *Identifying and Filtering Near-Duplicate Documents*, 2000,
/// > doi:10.1007/3-540-45123-4_1. The bands follow P. Indyk and R. Motwani, 1998; verification on
/// > the exact sets and the direct match to a kept record are what differs.
public struct NearMatcher: Sendable {
  /// The shingles and the threshold; the same as those of the sketcher that made the table.
  public let options: TextSketcher.Options
  /// When records are alike, beside the threshold.
  public let rule: NearRule
  /// What bounds work and memory.
  public let limits: NearLimits
  /// Whether the counts of the keys are those of sets that reach the threshold where records do.
  private(set) var boundsSizes: Bool

  /// Makes a matcher; threshold and containment must be of 0…1 and the limits positive.
  public init(
    options: TextSketcher.Options, rule: NearRule = NearRule(), limits: NearLimits = NearLimits()
  ) {
    precondition((0...1).contains(options.threshold), "threshold \(options.threshold)")
    precondition(limits.bucketLimit > 0, "limit \(limits.bucketLimit)")
    precondition((0...1).contains(rule.containment ?? 0), "containment \(rule.containment ?? 0)")
    precondition(
      options.alike == .text || (rule.containment == nil && rule.grouping == .anchor),
      "containment or chains of examples")
    self.options = options
    self.rule = rule
    self.limits = limits
    boundsSizes = true
  }

  /// Makes a matcher of what `sketcher` finds.
  public init(
    _ sketcher: TextSketcher, rule: NearRule = NearRule(), limits: NearLimits = NearLimits()
  ) {
    self.init(options: sketcher.options, rule: rule, limits: limits)
    boundsSizes = sketcher.common.isEmpty
  }

  /// What becomes of records that are no reference.
  public enum Others: Sendable {
    /// They are compared with each other as with the reference.
    case compared
    /// They are compared with the reference alone, and by anchors.
    case leftAlone
  }

  /// Decides which records are near-duplicates.
  ///
  /// - Parameters:
  ///   - keys: the band keys, from a `TextSketcher` with the same options; they are used up.
  ///   - keepOrder: the records that take part, those to keep first; each at most once.
  ///   - referenceCount: how many at the start of `keepOrder` are a reference: never removed, never
  ///     compared with each other.
  ///   - others: whether records that are no reference are compared with each other.
  ///   - workers: how many threads may work at once.
  ///   - texts: reads the texts of records again, in the order given. Called on this thread, once or
  ///     a few times a block, with at most some thousands of them.
  /// - Throws: what `texts` throws.
  /// - Complexity: near linear in the records where few are alike; at most `bucketLimit` comparisons
  ///   a record and band.
  public func decisions<Failure: Error>(
    for keys: consuming BandKeys, keepOrder: [RecordIndex], referenceCount: Int = 0,
    others: Others = .compared, workers: Int, texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) -> NearDecisions {
    precondition((0...keepOrder.count).contains(referenceCount), "\(referenceCount) of reference")
    var pairs = RankedPairs()
    if let containment = rule.containment {
      pairs = try ContainmentProbes(
        width: options.width, containment: containment, folding: options.folding
      ).pairs(
        keepOrder: keepOrder, workers: workers
      ) { records throws(Failure) in try texts(records).texts }
    }
    let mode: NearPass.Mode =
      others == .leftAlone ? .references : rule.grouping == .anchor ? .anchors : .components
    var pass = NearPass(
      keys, keepOrder: keepOrder, pairs: pairs, matcher: self, mode: mode, workers: workers)
    try pass.run(referenceCount: referenceCount, texts: texts)
    if mode == .components {
      try pass.matchComponents(referenceCount: referenceCount, texts: texts)
    }
    return NearDecisions(pass.matches, counts: pass.counts)
  }

  /// Finds all pairs of records that share a bucket and reach the threshold, exact copies included.
  ///
  /// No number bounds the comparisons of a record: a million equal texts are half a billion pairs.
  /// What is held of them is those of one block and of the records collected for the next: of each
  /// about a million, or those of one record, in 4 bytes each; and twice 16 bytes for each pair of the
  /// block. Similarity alone decides of texts, and `ExampleRule` of examples; the rule is not asked.
  ///
  /// - Parameters:
  ///   - keys: as for `decisions`.
  ///   - workers: how many threads may work at once.
  ///   - texts: as for `decisions`.
  ///   - take: is given the pairs, a < b, each once, in blocks ordered by (a, b), on this thread.
  /// - Returns: what it took.
  /// - Throws: what `texts` and `take` throw.
  public func forEachPairBlock<Failure: Error>(
    for keys: consuming BandKeys, workers: Int,
    texts: ([RecordIndex]) throws(Failure) -> ShapedTexts,
    take: ([SimilarPair]) throws(Failure) -> Void
  ) throws(Failure) -> NearCounts {
    var scan = PairScan(keys, matcher: self, workers: workers)
    try scan.run(texts: texts, take: take)
    return scan.counts
  }
}
