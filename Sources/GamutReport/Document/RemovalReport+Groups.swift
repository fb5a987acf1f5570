// SPDX-License-Identifier: Apache-2.0

extension RemovalReport {
  /// A group of duplicates.
  public struct Group: Hashable, Sendable {
    /// How many records it holds, the kept one included.
    public var size: Int
    /// How many of them each stage removed.
    public var removed: RemovedCounts
    /// The record that was kept.
    public var example: PlacedText
    /// The removal least like the kept record; nil where all are exact copies.
    public var leastSimilar: Example?

    /// Makes a group.
    public init(
      size: Int, removed: RemovedCounts, example: PlacedText, leastSimilar: Example? = nil
    ) {
      self.size = size
      self.removed = removed
      self.example = example
      self.leastSimilar = leastSimilar
    }
  }

  /// The groups of about one size.
  public struct GroupSize: Hashable, Sendable {
    /// The smallest and the largest size counted here, kept records included.
    public var sizes: ClosedRange<Int>
    /// How many groups there are.
    public var groups: Int
    /// How many records they lost.
    public var removed: Int

    /// Makes a count.
    public init(sizes: ClosedRange<Int>, groups: Int, removed: Int) {
      self.sizes = sizes
      self.groups = groups
      self.removed = removed
    }
  }
}
