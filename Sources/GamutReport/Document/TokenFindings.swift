// SPDX-License-Identifier: Apache-2.0

/// What a reader should know first of lengths in tokens.
struct TokenFindings {
  private let report: TokenReport

  /// Findings about `report`.
  init(_ report: TokenReport) { self.report = report }

  /// From this share of cut records on, it is worth a look.
  private static let manyCut = 0.01
  /// From this share of the trained tokens on that a cut takes away, too.
  private static let manyLost = 0.01
  /// Padding beyond this share costs more than a third of the work.
  private static let muchPadding = 0.25
  private static let placeCount = 3

  /// The findings, not in order.
  var list: [Finding] {
    guard let limit = report.maxLength else { return [] }
    return untrained(limit) + cut(limit) + padding(limit)
  }

  private var estimated: String { report.isEstimated ? ", by an estimate of their tokens" : "" }

  private func untrained(_ limit: TokenReport.MaxLength) -> [Finding] {
    guard limit.untrainedByCut > 0 else { return [] }
    let one = limit.untrainedByCut == 1
    let places = limit.untrainedPlaces.prefix(Self.placeCount).map {
      TextCut(line: $0.description, limit: ReportLimits.name).text
    }
    let more = limit.untrainedByCut - places.count
    return [
      Finding(
        .problem,
        "\(NumberText.count(limit.untrainedByCut, of: "record")) "
          + "\(one ? "has its answer" : "have their answers") wholly beyond "
          + "\(NumberText.count(limit.limit)) tokens and \(one ? "trains" : "train") on "
          + "nothing\(estimated): \(places.joined(separator: ", "))"
          + (more > 0 ? " and \(NumberText.count(more)) more." : "."),
        action: "Train at a greater length, shorten what stands before the answer, or drop "
          + (one ? "it." : "them."))
    ]
  }

  private func cut(_ limit: TokenReport.MaxLength) -> [Finding] {
    guard limit.cut > 0 else {
      return [
        Finding(
          .good,
          "No record is longer than \(NumberText.count(limit.limit)) tokens\(estimated).")
      ]
    }
    let lost = report.trained > 0 ? Double(limit.lostTrained) / Double(report.trained) : 0
    let isMuch = limit.cutShare.value >= Self.manyCut || lost >= Self.manyLost
    return [
      Finding(
        isMuch ? .warning : .note,
        "\(NumberText.percent(limit.cutShare.value)) of the records are longer than "
          + "\(NumberText.count(limit.limit)) tokens\(estimated); cut there, "
          + "\(NumberText.percent(lost)) of what is trained is lost.")
    ]
  }

  private func padding(_ limit: TokenReport.MaxLength) -> [Finding] {
    guard limit.batchPadding >= Self.muchPadding, limit.packingLoss < limit.batchPadding else {
      return []
    }
    return [
      Finding(
        .note,
        "In batches of eight, filled up to their longest, \(NumberText.percent(limit.batchPadding)) "
          + "of the positions hold nothing; packed into sequences of "
          + "\(NumberText.count(limit.limit)), \(NumberText.percent(limit.packingLoss)).")
    ]
  }
}
