// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// One look at what was removed: the number, what it says, and whether something seems wrong.
struct RemovalCheck: Equatable {
  var name: String
  var value: String
  var meaning: String
  /// Whether a person should look before training on what is left.
  var isSuspicious: Bool
}

extension RemovalCheck {
  /// A set that loses half of its records is worth a look, and so is a source that does.
  static let manyRemoved = 0.5
  /// So is one text behind a tenth of all removals, of a hundred records or more.
  static let largeGroupShare = 0.1
  static let largeGroup = 100
  /// From this share of the near removals on, numbers are what tells the records apart.
  static let manyDifferentNumbers = 0.05
  /// Fewer than that are looked at one by one.
  static let fewDifferentNumbers = 5

  /// All that can be checked of `report`, what was removed first.
  static func list(_ report: RemovalReport, of document: ReportDocument) -> [RemovalCheck] {
    [
      removed(document), largestGroup(report, document), leastSimilar(report),
      differentNumbers(report, document), otherResponses(document), source(report),
    ].compactMap { $0 }
  }

  /// Of fewer removals a share of one group says nothing.
  private static let fewRemoved = 20

  private static func removed(_ document: ReportDocument) -> RemovalCheck {
    let rows = document.rows
    let share = Double(rows.removed.total) / Double(max(rows.read - rows.rejected, 1))
    return RemovalCheck(
      name: "Removed", value: NumberText.percent(share),
      meaning: "\(NumberText.count(rows.removed.total)) of "
        + "\(NumberText.count(rows.read - rows.rejected, of: "readable record")): "
        + "\(Summary.removed(rows.removed)).",
      isSuspicious: share >= manyRemoved)
  }

  private static func largestGroup(
    _ report: RemovalReport, _ document: ReportDocument
  ) -> RemovalCheck? {
    guard document.largestGroup > 1 else { return nil }
    let total = max(document.rows.removed.total, 1)
    let share = Double(document.largestGroup - 1) / Double(total)
    return RemovalCheck(
      name: "Largest group", value: NumberText.count(document.largestGroup),
      meaning: (total < fewRemoved
        ? "There "
        : "One kept record stands for \(NumberText.percent(share)) of what was removed; there ")
        + "\(document.groupCount == 1 ? "is" : "are") "
        + "\(NumberText.count(document.groupCount, of: "group")).",
      isSuspicious: document.largestGroup >= largeGroup && share >= largeGroupShare)
  }

  private static func leastSimilar(_ report: RemovalReport) -> RemovalCheck? {
    guard let least = report.leastSimilar.first else { return nil }
    return RemovalCheck(
      name: "Least alike", value: NumberText.similarity(least.similarity),
      meaning: "The lowest similarity of a \(least.cause.rawValue) removal to its keeper.",
      isSuspicious: false)
  }

  private static func differentNumbers(
    _ report: RemovalReport, _ document: ReportDocument
  ) -> RemovalCheck? {
    guard let count = report.differentNumbers else { return nil }
    let near = document.rows.removed[.near] ?? 0
    return RemovalCheck(
      name: "Differ in numbers", value: NumberText.count(count),
      meaning: "\(Summary.share(count, of: near)) of the near-duplicates; "
        + "\(document.wording[.distinguishNumbers]).",
      isSuspicious: isMany(differentNumbers: count, of: near))
  }

  /// Whether so many near removals differ in numbers that the numbers may be the point.
  static func isMany(differentNumbers count: Int, of near: Int) -> Bool {
    count >= fewDifferentNumbers && Double(count) > manyDifferentNumbers * Double(near)
  }

  private static func otherResponses(_ document: ReportDocument) -> RemovalCheck? {
    guard let count = document.otherResponses else { return nil }
    return RemovalCheck(
      name: "Another answer lost", value: NumberText.count(count),
      meaning: "Removed for their prompt, though their answer is not the kept one; comparing "
        + "all, not the prompt, keeps them.",
      isSuspicious: count > 0)
  }

  private static func source(_ report: RemovalReport) -> RemovalCheck? {
    guard let source = report.sourcesByLoss.first, source.removed.total > 0 else { return nil }
    return RemovalCheck(
      name: "Hardest-hit source", value: NumberText.percent(source.removedShare),
      meaning: "\(TextCut(line: source.shownName, limit: 60).text) loses "
        + "\(NumberText.count(source.removed.total)) of "
        + "\(NumberText.count(source.read - source.rejected)), "
        + "\(NumberText.count(source.elsewhere)) to other sources.",
      isSuspicious: source.removedShare >= manyRemoved)
  }
}
