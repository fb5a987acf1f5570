// SPDX-License-Identifier: Apache-2.0

extension SemanticThresholds {
  /// Why the data may advise no threshold.
  public enum Lack: Hashable, Sendable {
    /// At least half of the records repeat another, `share` of them.
    case repeats(share: Double)
    /// Hardly any record has another near it.
    case fewNeighbours
    /// Neighbours are nowhere nearer than chance would bring them.
    case noneApart
  }

  /// Why a threshold is advised, or none, in a few sentences; of fewer than `least` records in one.
  ///
  /// - Parameters:
  ///   - rows: how many records there are.
  ///   - advised: the threshold.
  ///   - point: the records with a neighbour at it, and the share of them that chance explains.
  ///   - lack: why none is advised, where none is.
  ///   - least: fewer records with a neighbour decide nothing.
  ///   - limit: the share that chance may explain.
  public static func reason(
    rows: Int, advised: Double?, point: (rows: Int, chanceShare: Double)?, lack: Lack, least: Int,
    limit: Double
  ) -> String {
    let share = NumberText.percent(limit)
    guard let advised, let point else {
      guard rows >= least else { return "Too few records for advice." }
      return """
        The data advise none: \(said(of: lack)). The usual threshold is \(text(of: usual)); read the \
        pairs to see whether it fits.
        """
    }
    let chance = NumberText.percent(point.chanceShare)
    // The lowest that is tried, `NeighborExcess.thresholds`.
    let below = advised <= 0.7 ? "lower ones were not weighed" : "below, more than \(share)"
    return """
      From \(text(of: advised)) on, \(NumberText.count(point.rows, of: "record")) \
      \(point.rows == 1 ? "has" : "have") a neighbour so near that the density around them explains \
      only \(chance) of them; \(below). That these pairs are no chance does not say that they mean \
      the same: read them.
      """
  }

  private static func said(of lack: Lack) -> String {
    switch lack {
    case .repeats(let share):
      "\(NumberText.percent(share)) of the records repeat another, and among so many copies no "
        + "threshold of meaning can be told from chance"
    case .fewNeighbours:
      "hardly any record has another as near as \(text(of: 0.7))"
    case .noneApart:
      "from no threshold on are neighbours so near that chance can be ruled out"
    }
  }

  /// A threshold as it is typed: `.95`, `.925`.
  static func text(of threshold: Double) -> String {
    var text = NumberText.fixed(threshold, decimals: 3)
    if text.hasSuffix("0") { text.removeLast() }
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }

  /// The advice in short, `Threshold advised by the data: .80, which removes 291.`; nil where there is
  /// none, which the reason says.
  var adviceText: String? {
    guard let advised else { return nil }
    let removes = removedAtAdvised.map { ", which removes \($0.text)" } ?? ""
    return "Threshold advised by the data: \(Self.text(of: advised))\(removes)."
  }

  /// What the bins were counted of, where that is not every record.
  var sampleText: String? {
    countedRows < rows
      ? "Projected from a random sample of \(NumberText.count(countedRows, of: "record"))." : nil
  }

  /// That a semantic stage had removed records before, and at which threshold.
  var stageText: String? {
    guard let stage = stageBefore else { return nil }
    // In full: rounded, it might not be the one that was asked for.
    let typed = "\(stage.threshold)"
    return """
      Measured on the \(NumberText.count(rows, of: "record")) left after the semantic stage at \
      \(typed.hasPrefix("0.") ? String(typed.dropFirst()) : typed), which \
      \(stage.otherView.map { "compared the view \($0) and " } ?? "")removed \
      \(NumberText.count(stage.removed)).
      """
  }

  /// What was counted, where that is not every record of the set, a sentence each.
  var basis: [String] { [stageText, sampleText].compactMap { $0 } }

  /// What each threshold removes, ascending; the advised one among them.
  var removals: [(threshold: Double, removed: Removed)] {
    var list = bins.prefix(ReportLimits.bins).compactMap { bin in
      bin.removed.map { (threshold: bin.low, removed: $0) }
    }
    if let advised, let removedAtAdvised, !list.contains(where: { $0.threshold == advised }) {
      let place = list.firstIndex { $0.threshold > advised } ?? list.endIndex
      list.insert((advised, removedAtAdvised), at: place)
    }
    return list
  }
}

extension SemanticThresholds.Removed {
  /// `415`, `at most 415`, `about 415 at most`.
  var text: String {
    switch self {
    case .exactly(let count): NumberText.count(count)
    case .atMost(let count): "at most \(NumberText.count(count))"
    case .aboutAtMost(let count): "about \(NumberText.count(count)) at most"
    }
  }
}

extension SemanticThresholds.Bin {
  /// `.90 to .925`, `below .70`, `.99 to 1`.
  var name: String {
    if low <= -1 { return "below \(SemanticThresholds.text(of: high))" }
    let end = high >= 1 ? "1" : SemanticThresholds.text(of: high)
    return "\(SemanticThresholds.text(of: low)) to \(end)"
  }
}
