// SPDX-License-Identifier: Apache-2.0

/// A step that removes records; each sees what the earlier ones left. Declared in the order in which
/// they run, and in which everything that counts by stage lists them.
public enum Stage: String, CaseIterable, Codable, Comparable, Sendable {
  /// Equal texts, roles and part boundaries.
  case exact
  /// Jaccard similarity of shingles at or above a threshold.
  case near
  /// Cosine similarity of embeddings at or above a threshold.
  case semantic
  /// Substrings that stand in kept texts, where they are cut and nothing else is left. It cannot be
  /// asked for as the others can: looking for repeated substrings brings it.
  case repeated = "repeat"

  /// The stages that compare whole records and can be asked for.
  public static let ofRecords: [Stage] = [.exact, .near, .semantic]

  /// Whether its removals are more or less like their keepers; else all are at similarity 1.
  public var isGraded: Bool {
    switch self {
    case .exact, .repeated: false
    case .near, .semantic: true
    }
  }

  /// Stages run in the order they are declared in.
  public static func < (left: Stage, right: Stage) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .exact: 0
    case .near: 1
    case .semantic: 2
    case .repeated: 3
    }
  }
}
