// SPDX-License-Identifier: Apache-2.0

/// When a record counts as a near-duplicate, beside the Jaccard threshold.
public struct NearRule: Hashable, Codable, Sendable {
  /// What the numbers of a text have to say.
  public enum Numbers: String, Hashable, Codable, Sendable, CaseIterable {
    /// Nothing beyond the shingles they are part of.
    case ignored
    /// Two texts whose sequences of numbers and operators differ are never alike: of a template
    /// filled with numbers, each text is a question of its own.
    case distinct
  }

  /// How duplicates form groups.
  public enum Grouping: String, Hashable, Codable, Sendable, CaseIterable {
    /// A record goes if it is alike to a record kept before it. Every removal is a direct match.
    case anchor
    /// All records that chains of matches connect form a group, of which the first stays. A removed
    /// record need not be alike to it.
    case connected
  }

  /// What numbers mean.
  public var numbers: Numbers
  /// How groups form.
  public var grouping: Grouping
  /// The share of the smaller of two shingle sets that lies in the larger from which they are alike
  /// too, whatever their Jaccard similarity: 0…1; nil: never.
  public var containment: Double?

  /// Makes a rule; by default the Jaccard similarity alone decides, by anchors.
  public init(
    numbers: Numbers = .ignored, grouping: Grouping = .anchor, containment: Double? = nil
  ) {
    self.numbers = numbers
    self.grouping = grouping
    self.containment = containment
  }
}
