// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Which records are exact copies, and of which record.
public struct ExactDecisions: Equatable, Sendable {
  /// The records removed, ascending.
  public let removed: [RecordIndex]
  /// For each of `removed`, the first record in keep order that is equal to it. It is kept.
  public let keepers: [RecordIndex]
  /// How many records had the hash of another one and not its bytes.
  public let collisionCount: Int

  /// The record kept in the place of `record`; nil: it is kept itself.
  ///
  /// - Complexity: O(log `removed.count`).
  public func keeper(of record: RecordIndex) -> RecordIndex? {
    removed.sortedIndex(of: record).map { keepers[$0] }
  }

  /// `keepOrder` without the records removed.
  public func survivors(in keepOrder: [RecordIndex]) -> [RecordIndex] {
    keepOrder.without(removed)
  }
}
