// SPDX-License-Identifier: Apache-2.0

/// What a reader should know first of the comparison with a reference.
///
/// No two of the sentences contradict each other: what is missing, thin or over-represented are
/// different topics, and the coverage of the whole is praised only where none is missing or thin.
struct CoverageFindings {
  private let coverage: CoverageReport
  private let toldSetAside: SetAsideText?

  /// Findings about `coverage`; what was set aside is told unless it is `toldSetAside`.
  init(_ coverage: CoverageReport, besides toldSetAside: SetAsideText?) {
    self.coverage = coverage
    self.toldSetAside = toldSetAside
  }

  /// From this share of the reference on, what is out of reach is more than a note.
  private static let lostTraffic = 0.01
  /// Below so many records even full coverage may be chance: the interval of 19 of 19 begins
  /// at 83 %.
  private static let fewReferenceRows = 20
  /// Of traffic that cannot be covered better, a little less is still well covered.
  private static let goodCoverage = 0.95
  /// From this share of the training set on, it is worth a word that the reference has nothing like it.
  private static let manyOutside = 0.1

  /// The findings, not in order.
  var list: [Finding] {
    var findings = [.missing, .thin].compactMap(gaps(_:)).proved(at: .gaps)
    findings.append(whole)
    if let over = coverage.overRepresented.first {
      findings.append(excess(over).proved(at: .overRepresented))
    }
    if let outside = coverage.outside, outside.value >= Self.manyOutside {
      findings.append(
        Finding(
          .note,
          "\(NumberText.percent(outside.value)) of the training records belong to no topic of the "
            + "reference."))
    }
    if let setAside = coverage.setAside, setAside != toldSetAside {
      findings.append(Finding(.note, setAside.sentence))
    }
    return findings
  }

  private func gaps(_ kind: CoverageReport.Gap.Kind) -> Finding? {
    let gaps = coverage.gaps.filter { $0.kind == kind }
    guard let first = gaps.first else { return nil }
    let isOne = gaps.count == 1
    let share = gaps.reduce(0) { $0 + $1.referenceShare.value }
    let lost = gaps.reduce(0) {
      $0 + $1.referenceShare.value * max(0, 1 - $1.reach.value / $1.ownReach)
    }
    let add = Int(gaps.reduce(0) { $0 + $1.add.value })
    let whatIs =
      kind == .missing
      ? (isOne
        ? "is missing: hardly any of its requests has"
        : "are missing: hardly any of their requests has")
      : (isOne
        ? "is thin: too few of its requests have" : "are thin: too few of their requests have")
    let yardstick =
      isOne ? "that topic’s reference records are" : "the topic’s reference records are"
    return Finding(
      lost < Self.lostTraffic ? .note : kind == .missing ? .problem : .warning,
      "\(NumberText.count(gaps.count, of: "topic")) of the reference, "
        + "\(NumberText.percent(min(1, share))) of it, \(whatIs) a training record as near as "
        + "\(yardstick) to each other; first of all: \(first.name).",
      action: "Collect about \(NumberText.count(add, of: "example")); the cards below say which.")
  }

  /// The coverage of the whole reference.
  private var whole: Finding {
    let share = NumberText.percent(coverage.share.value)
    guard let ratio = coverage.shareOfCeiling, let ceiling = coverage.ceiling else {
      return Finding(.note, "\(share) of the reference is covered.")
    }
    let own = "the reference itself would reach \(NumberText.percent(ceiling.value))"
    guard ratio.value >= Self.goodCoverage else {
      return Finding(
        .warning,
        "\(share) of the reference is covered; \(own)."
          + (coverage.gaps.isEmpty
            ? " No topic of its own can be told in what the set lacks." : "") + few)
    }
    guard coverage.gaps.isEmpty else {
      return Finding(
        .note,
        "\(share) of the reference has something similar in the set, at cosine "
          + "\(NumberText.similarity(coverage.threshold)) or above (\(own)). What is missing or thin is "
          + "judged more strictly, by how near the records of its topic are to each other.")
    }
    return isFew
      ? Finding(.note, "\(share) of the reference is covered; \(own).\(few)")
      : Finding(
        .good,
        "\(share) of the reference is covered; \(own). None of its topics is missing or thin.")
  }

  /// Whether there are too few records on one side to say much.
  private var isFew: Bool {
    min(coverage.referenceRows, coverage.trainingRows) < Self.fewReferenceRows
  }

  private var few: String { isFew ? " Of so few records this says little." : "" }

  private func excess(_ first: CoverageReport.Cluster) -> Finding {
    let count = coverage.overRepresented.count
    return Finding(
      .note,
      "\(NumberText.count(count, of: "topic")) \(count == 1 ? "is" : "are") over-represented; first "
        + "of all \(first.name): \(NumberText.percent(first.trainingShare.value)) of the training set, "
        + "\(NumberText.percent(first.referenceShare.value)) of the reference.",
      action: "If the reference is what the model will meet, take fewer of them.")
  }
}
