// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Which records are near-duplicates, of which kept record, and how alike they are.
public struct NearDecisions: Equatable, Sendable {
  /// The records removed, ascending.
  public let removed: [RecordIndex]
  /// For each of `removed`, the first kept record in keep order among those compared that reaches
  /// the threshold.
  public let keepers: [RecordIndex]
  /// For each of `removed`, the exact Jaccard similarity to its keeper; below the threshold where
  /// containment or a chain of matches removed it.
  public let similarities: [Double]
  /// For each of `removed`, the share of the smaller shingle set that lies in the larger.
  public let containments: [Double]
  /// For each of `removed`, whether its numbers and operators differ from its keeper's.
  public let differInNumbers: [Bool]
  /// What it took.
  public let counts: NearCounts

  /// Where `record` stands in `removed`; nil: it is kept.
  ///
  /// - Complexity: O(log `removed.count`).
  public func place(of record: RecordIndex) -> Int? { removed.sortedIndex(of: record) }

  /// `keepOrder` without the records removed.
  public func survivors(in keepOrder: [RecordIndex]) -> [RecordIndex] {
    keepOrder.without(removed)
  }
}

extension NearDecisions {
  /// These decisions and those of another pass over records that this one left.
  public func merged(with other: NearDecisions) -> NearDecisions {
    var order: [(record: RecordIndex, set: NearDecisions, place: Int)] = []
    for set in [self, other] {
      for (place, record) in set.removed.enumerated() { order.append((record, set, place)) }
    }
    order.sort { $0.record < $1.record }
    var counts = counts
    counts.add(other.counts)
    return NearDecisions(
      removed: order.map(\.record), keepers: order.map { $0.set.keepers[$0.place] },
      similarities: order.map { $0.set.similarities[$0.place] },
      containments: order.map { $0.set.containments[$0.place] },
      differInNumbers: order.map { $0.set.differInNumbers[$0.place] }, counts: counts)
  }

  /// Makes decisions of matches, each of another later record.
  init(_ matches: [NearPass.Match], counts: NearCounts) {
    let found = matches.sorted { $0.later < $1.later }
    removed = found.map(\.later)
    keepers = found.map(\.earlier)
    similarities = found.map(\.likeness.overlap.similarity)
    containments = found.map(\.likeness.overlap.containment)
    differInNumbers = found.map(\.likeness.differsInNumbers)
    self.counts = counts
  }
}

/// What the near stage did.
public struct NearCounts: Hashable, Codable, Sendable {
  /// How many records took part.
  public internal(set) var recordCount = 0
  /// How many of them have no words.
  public internal(set) var wordlessCount = 0
  /// How many pairs of records shared a bucket and were looked at.
  public internal(set) var candidateCount = 0
  /// How many of these were compared shingle by shingle; the others differ too much in size.
  public internal(set) var verificationCount = 0
  /// How many kept records had more candidates than the limit let them be compared to.
  public internal(set) var unverifiedCount = 0
  /// How many texts were read again.
  public internal(set) var rereadCount = 0

  /// Adds what a second pass over some of the records did.
  mutating func add(_ other: NearCounts) {
    candidateCount += other.candidateCount
    verificationCount += other.verificationCount
    unverifiedCount += other.unverifiedCount
    rereadCount += other.rereadCount
  }
}
