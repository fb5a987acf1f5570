// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension MarkdownPage {
  /// What was removed, with examples to judge it by.
  mutating func addRemovals(_ report: RemovalReport, of document: ReportDocument) {
    heading(2, "Duplicates")
    paragraph(
      "Each removed record is a direct match of a record that was kept. "
        + "\(NumberText.count(document.groupCount, of: "group")) of two or more; the largest holds "
        + "\(NumberText.count(document.largestGroup)).")
    table(
      ["check", "value", "meaning", ""],
      RemovalCheck.list(report, of: document).map {
        [
          $0.name, $0.value, MarkdownText.inline($0.meaning, limit: ReportLimits.sentence),
          $0.isSuspicious ? "**look**" : "fine",
        ]
      }, numeric: [1])
    pairs("Removed and kept", report.examples, limit: ReportLimits.removals / 2)
    pairs(
      "The least alike of the removed", report.leastSimilar, limit: ReportLimits.leastSimilar / 2)
    if let count = report.differentNumbers {
      paragraph(
        "\(NumberText.count(count, of: "removed record")) \(count == 1 ? "differs" : "differ") from "
          + "the kept one in numbers.")
      pairs(
        "Different in numbers", report.differentNumbersExamples,
        limit: ReportLimits.differentNumbers)
    }
    if let count = document.otherResponses {
      paragraph(
        "\(NumberText.count(count, of: "removed record")) \(count == 1 ? "has" : "have") another "
          + "answer than the kept one, which is lost.")
      pairs(
        "Removed with another answer", report.otherResponseExamples,
        limit: ReportLimits.otherResponses)
    }
    if let histogram = report.nearSimilarities {
      addSimilarities(histogram, unit: "Jaccard", "How alike near-duplicates were")
    }
    if let histogram = report.semanticSimilarities {
      addSimilarities(histogram, unit: "cosine", "How alike semantic duplicates were")
    }
    if let thresholds = document.semanticThresholds { addThresholds(thresholds) }
    addGroups(report)
    addSources(report)
  }

  private mutating func addGroups(_ report: RemovalReport) {
    guard !report.largestGroups.isEmpty else { return }
    heading(3, "The largest groups")
    let stages = RemovedCounts.columns(of: report.largestGroups.lazy.map(\.removed))
    table(
      ["records", "text", "place"] + stages.map(\.rawValue) + ["least alike"],
      report.largestGroups.prefix(ReportLimits.groups).map { group in
        [
          NumberText.count(group.size),
          MarkdownText.inline(group.example.withoutSystem, limit: 160),
          MarkdownText.name(group.example.place.description),
        ] + stages.map { NumberText.count(group.removed[$0] ?? 0) }
          + [NumberText.similarity(group.leastSimilar?.similarity ?? 1)]
      }, numeric: Set([0] + (3...stages.count + 3)))
    guard !report.groupSizes.isEmpty else { return }
    heading(3, "By size of the group")
    table(
      ["records in the group", "groups", "removed"],
      report.groupSizes.map {
        [$0.text, NumberText.count($0.groups), NumberText.count($0.removed)]
      }, numeric: [1, 2])
  }

  private mutating func addSources(_ report: RemovalReport) {
    guard !report.sources.isEmpty else { return }
    heading(3, "By source")
    let stages = RemovedCounts.columns(of: report.sources.lazy.map(\.removed))
    let columns =
      ["source", "read", "rejected"] + stages.map(\.rawValue)
      + ["kept", "lost to others", "removed"]
    table(
      columns,
      report.sourcesByLoss.prefix(ReportLimits.sources).map { source in
        let removed = stages.map { source.removed[$0] ?? 0 }
        let counts = [source.read, source.rejected] + removed + [source.kept, source.elsewhere]
        return [MarkdownText.name(source.shownName)] + counts.map(NumberText.count)
          + [NumberText.percent(source.removedShare)]
      }, numeric: Set(1..<columns.count))
    hidden(report.sources.count, shown: ReportLimits.sources, of: "source")
  }

  private mutating func addSimilarities(_ histogram: Histogram, unit: String, _ title: String) {
    heading(3, title)
    let width = (histogram.upper - histogram.lower) / Double(max(histogram.counts.count, 1))
    table(
      [unit, "records"],
      histogram.counts.prefix(ReportLimits.bins).enumerated().filter { $0.1 > 0 }.map { i, count in
        let start = histogram.lower + width * Double(i)
        return [
          "\(NumberText.fixed(start, decimals: 2)) to "
            + NumberText.fixed(start + width, decimals: 2), NumberText.count(count),
        ]
      }, numeric: [1])
  }

  private mutating func pairs(_ title: String, _ examples: [RemovalReport.Example], limit: Int) {
    guard !examples.isEmpty else { return }
    heading(3, title)
    for example in examples.prefix(limit) {
      paragraph(
        "**\(example.cause.rawValue)** \(NumberText.similarity(example.similarity)): "
          + "\(MarkdownText.name(example.removed.place.description)) repeats "
          + MarkdownText.name(example.kept.place.description))
      let difference = WordDifference(
        example.removed.text, example.kept.text, shown: ReportLimits.side)
      let (left, right) = (joined(difference.left), joined(difference.right))
      if left.utf8.elementsEqual(right.utf8) {
        block(MarkdownText.block(left))
      } else {
        block(MarkdownText.block(left, language: "diff", mark: "- "))
        block(MarkdownText.block(right, language: "diff", mark: "+ "))
      }
    }
    hidden(examples.count, shown: limit, of: "example")
  }

  private func joined(_ runs: [WordDifference.Run]) -> String { runs.map(\.text).joined() }

  /// What the answers have in common, and where they contradict each other.
  mutating func addAnswers(_ report: AnswerReport) {
    heading(2, "Answers")
    paragraph(
      "What the model would learn to say, from "
        + "\(NumberText.count(report.rows, of: "record")) with an answer.")
    if let refusals = report.refusals {
      heading(3, "Answers that decline")
      patterns([refusals])
      if let sentence = MetricText.corrected(report) { paragraph(sentence) }
      quotes(report.refusalExamples, limit: ReportLimits.gapExamples)
    }
    if !report.openings.isEmpty {
      heading(3, "How answers begin")
      patterns(report.openings)
    }
    if !report.repeated.isEmpty {
      heading(3, "Answers given again and again")
      patterns(report.repeated)
    }
    if let prompts = report.conflictingPrompts {
      heading(3, "Equal prompts, different answers")
      paragraph(
        "\(NumberText.count(prompts, of: "prompt")) \(prompts == 1 ? "stands" : "stand") in the set "
          + "with different answers."
          + (prompts == 0
            ? ""
            : " Where they contradict each other, decide on one, or make the prompts say what differs.")
      )
      for conflict in report.conflicts.prefix(ReportLimits.conflicts) {
        paragraph("**\(MarkdownText.inline(conflict.prompt))**")
        quotes(conflict.answers, limit: ReportLimits.answersOfConflict)
      }
    }
  }

  private mutating func patterns(_ patterns: [AnswerReport.Pattern]) {
    table(
      ["answer", "records", "share", "95 % interval"],
      patterns.prefix(ReportLimits.patterns).map {
        [
          MarkdownText.inline($0.text, limit: 160), NumberText.count($0.rows),
          NumberText.percent($0.share.value),
          MarkdownText.inline(MetricRow.text(of: $0.share.interval, format: NumberText.percent)),
        ]
      }, numeric: [1, 2])
  }
}
