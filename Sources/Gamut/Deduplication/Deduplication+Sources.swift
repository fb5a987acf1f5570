// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutCorpus

extension Deduplication {
  /// What became of the records of one source.
  public struct SourceTally: Hashable, Sendable {
    /// The value of the source field, or the path of the file; "" for records that name none.
    public let name: String
    /// How many of its records were read, rejected ones included.
    public internal(set) var readCount: Int
    /// How many of them could not be read.
    public internal(set) var rejectedCount = 0
    /// How many each stage removed.
    public internal(set) var removedCounts: [Stage: Int] = [:]
    /// How many were removed in favour of a record of another source or set.
    public internal(set) var elsewhereCount = 0

    /// How many were removed.
    public var removedCount: Int { removedCounts.values.reduce(0, +) }
    /// The share of the readable records that were removed; 0 where there are none.
    public var removedShare: Double {
      let readable = readCount - rejectedCount
      return readable > 0 ? Double(removedCount) / Double(readable) : 0
    }
  }

  /// What became of each source, in the order of their first records.
  ///
  /// - Complexity: O(records).
  public var sourceTallies: [SourceTally] {
    var tallies = zip(source.sourceNames, source.sourceCounts).map {
      SourceTally(name: $0, readCount: $1)
    }
    for rejection in source.columns.rejections {
      tallies[source.sourceNumber(of: rejection.index)].rejectedCount += 1
    }
    for removal in removals {
      let number = source.sourceNumber(of: removal.record)
      tallies[number].removedCounts[removal.cause, default: 0] += 1
      let isElsewhere =
        removal.keeper.isReference || source.sourceNumber(of: removal.keeper.index) != number
      if isElsewhere { tallies[number].elsewhereCount += 1 }
    }
    return tallies
  }

  /// The sources that lose more than `share` (0…1) of their readable records, the one that loses most
  /// first: by share, then by number of records, then by order.
  public func sources(losingMoreThan share: Double) -> [SourceTally] {
    sourceTallies.enumerated().filter { $0.element.removedShare > share }.sorted {
      (-$0.element.removedShare, -$0.element.removedCount, $0.offset)
        < (-$1.element.removedShare, -$1.element.removedCount, $1.offset)
    }.map(\.element)
  }
}
