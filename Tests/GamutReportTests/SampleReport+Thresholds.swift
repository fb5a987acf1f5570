// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutReport

extension SampleReport {
  /// A few bins, a threshold advised in the middle of one.
  static var thresholds: SemanticThresholds {
    func pair(_ similarity: Double, _ a: String, _ b: String, _ line: Int)
      -> SemanticThresholds.Pair
    {
      SemanticThresholds.Pair(
        similarity: similarity, a: training(a, line), b: training(b, line + 7))
    }
    var thresholds = SemanticThresholds(
      bins: [
        .init(low: -1, high: 0.7, rows: 5_120, removed: nil, examples: []),
        .init(
          low: 0.7, high: 0.85, rows: 5_205, removed: .atMost(7_749),
          examples: [
            pair(0.771, "Can I pay by invoice?", "Is there a fee for paying in instalments?", 88)
          ]),
        .init(
          low: 0.85, high: 0.95, rows: 2_210, removed: .exactly(1_401),
          examples: [
            pair(0.9, "Where is my parcel?", "Where is my other parcel?", 907),
            pair(0.912, "I want to cancel my plan.", "How do I cancel a plan?", 211),
          ]),
        .init(
          low: 0.95, high: 1, rows: 334, removed: .exactly(168),
          examples: [pair(0.974, "Reset my password", "Please reset my password", 1_044)]),
      ], advised: 0.91, removedAtAdvised: .exactly(402),
      reason: SemanticThresholds.reason(
        rows: 12_869, advised: 0.91, point: (771, 0.0092), lack: .noneApart, least: 20, limit: 0.01),
      rows: 12_869, countedRows: 12_869)
    thresholds.stageBefore = SemanticThresholds.Stage(threshold: 0.97, removed: 242)
    return thresholds
  }
}
