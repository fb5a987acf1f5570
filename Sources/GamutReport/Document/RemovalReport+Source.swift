// SPDX-License-Identifier: Apache-2.0

extension RemovalReport {
  /// What became of the records of one source.
  public struct Source: Hashable, Sendable {
    /// The name of the source: a file, or the value of a source field; "" for records without one.
    public var name: String
    /// How many of its records were read.
    public var read: Int
    /// How many of them could not be read as records.
    public var rejected: Int
    /// How many of them each stage removed.
    public var removed: RemovedCounts
    /// How many of them were removed in favour of a record of another source.
    public var elsewhere: Int

    /// Makes the counts of a source.
    public init(
      name: String, read: Int, rejected: Int = 0, removed: RemovedCounts, elsewhere: Int = 0
    ) {
      self.name = name
      self.read = read
      self.rejected = rejected
      self.removed = removed
      self.elsewhere = elsewhere
    }

    /// How many of its records stay.
    public var kept: Int { read - rejected - removed.total }
    /// The share of its readable records that was removed; 0 where there are none.
    public var removedShare: Double {
      read > rejected ? Double(removed.total) / Double(read - rejected) : 0
    }
    /// The name for people: `(none)` for records that name no source.
    var shownName: String { name.isEmpty ? "(none)" : name }
  }

  /// The sources for people: those that lose the greatest share first, then in input order.
  var sourcesByLoss: [Source] {
    sources.enumerated().sorted {
      (-$0.element.removedShare, $0.offset) < (-$1.element.removedShare, $1.offset)
    }.map(\.element)
  }
}
