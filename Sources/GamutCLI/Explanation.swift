// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutText

/// What `--explain` says of a plan before it runs: what the bands find and miss, how far a sketch
/// errs, what that costs, and the memory to expect.
struct Explanation {
  let plan: DeduplicationPlan
  let estimate: DeduplicationPlan.Estimate
  let budget: MemoryBudget

  private static let widths = [10, 12, 10, 16]

  /// The lines, for a person.
  var text: String {
    guard plan.options.stages.contains(.near) else {
      return "no near stage, so no bands\n\(memory)"
    }
    return ([heading, columns] + rows + [error, falseCandidates, memory]).joined(separator: "\n")
  }

  private var banding: Banding { plan.sketcher.banding }

  private var heading: String {
    "near: \(plan.options.shingle.description), \(banding.bandCount) bands of "
      + "\(banding.rowCount) rows, \(banding.slotCount) slots a sketch; every candidate is verified "
      + "on the text"
  }

  private var columns: String {
    Self.line(["similarity", "candidate", "missed", "standard error"])
  }

  /// One line for each similarity of the curve and for the threshold. Below the threshold a candidate
  /// is a false one, above it what is no candidate is missed.
  private var rows: [String] {
    let threshold = plan.options.threshold
    var similarities = banding.curve.map(\.similarity).filter { $0 > 0 && $0 < 1 }
    if !similarities.contains(where: { abs($0 - threshold) < 1e-9 }) {
      similarities.append(threshold)
    }
    return similarities.sorted().map { similarity in
      let probability = banding.detectionProbability(of: similarity)
      let isThreshold = abs(similarity - threshold) < 1e-9
      let isAlike = isThreshold || similarity > threshold
      let line = Self.line([
        Self.fixed(similarity, decimals: isThreshold ? 3 : 2),
        Self.fixed(probability, decimals: 5),
        isAlike ? Self.fixed(1 - probability, decimals: 5) : "–",
        Self.fixed(standardError(at: similarity), decimals: 3),
      ])
      return isThreshold ? line + "  ← threshold" : line
    }
  }

  /// √(s(1−s)/slots), of the share of equal slots.
  private func standardError(at similarity: Double) -> Double {
    (similarity * (1 - similarity) / Double(banding.slotCount)).squareRoot()
  }

  private var error: String {
    "sketch error: ±\(Self.fixed(standardError(at: plan.options.threshold), decimals: 3)) at the "
      + "threshold, √(s(1−s)/\(banding.slotCount)); it decides which pairs are looked at, the text "
      + "decides on removal"
  }

  private var falseCandidates: String {
    let rate = estimate.falseCandidateRate
    return "false candidates: \(Self.fixed(rate * 100, decimals: 4)) % of the pairs below the "
      + "threshold, by \(estimate.pairCount) pairs of the first records; about "
      + "\(Self.fixed(rate * Double(estimate.recordCount) / 2, decimals: 1)) to verify a record"
  }

  private var memory: String {
    func megabytes(_ bytesPerRecord: Int) -> String {
      Self.fixed(Double(bytesPerRecord * estimate.recordCount) / 1e6, decimals: 1)
    }
    let keys =
      plan.keyBytesPerRecord == 0
      ? ""
      : "; band keys \(plan.keyBytesPerRecord) bytes, \(megabytes(plan.keyBytesPerRecord)) MB, "
        + "beyond \(budget.keyByteCount >> 20) MiB in a temporary file"
    return "memory: at most \(plan.bytesPerRecord) bytes a record beside bounded buffers, "
      + "\(megabytes(plan.bytesPerRecord)) MB for about \(estimate.recordCount) records" + keys
      + (plan.options.stages.contains(.semantic)
        ? "; the vectors, 4 bytes a number, and what makes them come beside it" : "")
  }

  private static func line(_ cells: [String]) -> String {
    zip(cells, widths).map { cell, width in
      String(repeating: " ", count: max(0, width - cell.count)) + cell
    }.joined(separator: "  ")
  }

  private static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let (whole, part) = Int((value * Double(scale)).rounded()).quotientAndRemainder(
      dividingBy: scale)
    return "\(whole).\(String(part + scale).dropFirst())"
  }
}
