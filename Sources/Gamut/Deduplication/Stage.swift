// SPDX-License-Identifier: Apache-2.0

/// A step that removes records; each sees what the earlier ones left.
public enum Stage: String, CaseIterable, Codable, Comparable, Sendable {
  /// Equal texts, roles and part boundaries.
  case exact
  /// Jaccard similarity of shingles at or above a threshold.
  case near
  /// Cosine similarity of embeddings at or above a threshold.
  case semantic
  /// Substrings that stand in kept texts, where they are cut and nothing else is left. No stage of its
  /// own: `SpanPlan` names it.
  case repeated = "repeat"

  /// The stages that compare whole records and can be asked for.
  public static let ofRecords: [Stage] = [.exact, .near, .semantic]

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
