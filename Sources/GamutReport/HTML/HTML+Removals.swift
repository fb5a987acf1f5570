// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension HTML {
  /// What was removed, with examples to judge it by.
  static func removals(_ report: RemovalReport, of document: ReportDocument) -> HTML {
    var content = checks(RemovalCheck.list(report, of: document))
    content += sources(report)
    content += groups(report, of: document)
    let prompt = SharedPrompt(
      of: (report.examples + report.leastSimilar + report.differentNumbersExamples).map(\.removed))
    content += prompt.html
    if !report.examples.isEmpty {
      content += part(
        "Removed and kept, side by side",
        "Typical removals. What differs is marked; long passages that are the same are shortened.")
      content += pairs(report.examples, limit: ReportLimits.removals, sharing: prompt)
    }
    if let histogram = report.nearSimilarities {
      content += part(
        "How alike near-duplicates were",
        "The share of word runs (shingles) that a removed record and its keeper have in "
          + "common (Jaccard); 1 is all of them.")
      content += HTML.histogram(
        histogram, tone: .removed(.near), unit: "Jaccard",
        label: "Histogram of the similarity of near-duplicates")
    }
    if let histogram = report.semanticSimilarities {
      content += part(
        "How alike semantic duplicates were",
        "The cosine of a removed record and its keeper; 1 is the same direction.")
      content += HTML.histogram(
        histogram, tone: .removed(.semantic),
        label: "Histogram of the cosine of semantic duplicates")
    }
    if let thresholds = document.semanticThresholds { content += HTML.thresholds(thresholds) }
    if !report.leastSimilar.isEmpty {
      content += part(
        "The least alike of the removed",
        "Check these first: if they are duplicates, so are the others. If not, raise the "
          + "threshold.")
      content += pairs(report.leastSimilar, limit: ReportLimits.leastSimilar, sharing: prompt)
    }
    if let count = report.differentNumbers {
      content += part(
        "Different in numbers", id: .numbers,
        """
        \(NumberText.count(count, of: "removed record")) \(count == 1 ? "differs" : "differ") from \
        the kept one in numbers: perhaps the same template, perhaps another question. \
        \(document.wording.sentence(.distinguishNumbers))
        """)
      content += pairs(
        report.differentNumbersExamples, limit: ReportLimits.differentNumbers, sharing: prompt)
    }
    if let count = document.otherResponses {
      content += part(
        "Removed with another answer", id: .otherAnswers,
        """
        \(NumberText.count(count, of: "record")) \(count == 1 ? "was" : "were") removed for the \
        prompt alone, and \(count == 1 ? "its answer is" : "their answers are") not the kept one. \
        Prompt and answer are shown.
        """)
      content += pairs(
        report.otherResponseExamples, limit: ReportLimits.otherResponses, sharing: prompt)
    }
    return section(
      id: "duplicates", "Duplicates",
      lede: """
        Each removed record is a direct match of a record that was kept. \
        \(NumberText.count(document.groupCount, of: "group")) of two or more; the largest holds \
        \(NumberText.count(document.largestGroup)).
        """,
      content)
  }

  /// What was looked at, what seems wrong marked.
  private static func checks(_ checks: [RemovalCheck]) -> HTML {
    let items = checks.map { check -> HTML in
      let severity: StaticString = check.isSuspicious ? "warning" : "good"
      return """
        <li class="\(HTML(stringLiteral: severity))">\
        <span class="tag">\(check.isSuspicious ? "look" : "fine")</span>\
        <div><b>\(check.name)</b><span class="sub">\(check.meaning)</span></div>\
        <div class="value">\(check.value)</div></li>

        """
    }
    return "<ul class=\"findings checks\">\n\(items)</ul>\n"
  }

  /// Removed records beside the kept ones; the first three open, the others folded.
  private static func pairs(
    _ examples: [RemovalReport.Example], limit: Int, sharing prompt: SharedPrompt
  ) -> HTML {
    let shown = examples.prefix(limit).enumerated().map { i, example -> HTML in
      let open: HTML = i < 3 ? " open" : ""
      return """
        <details class="pair"\(open)><summary>\
        <span class="cause \(HTML(stringLiteral: example.cause.className))">\
        \(example.cause.rawValue)</span> \
        <span class="score">\(NumberText.similarity(example.similarity))</span> \
        \(place(example.removed.place)) <span class="arrow">repeats</span> \
        \(place(example.kept.place))</summary>
        \(sides(example, sharing: prompt))</details>

        """
    }
    return "\(shown)\(hidden(examples.count, shown: limit, of: "example"))"
  }

  /// A removed record beside the kept one.
  static func sides(
    _ example: RemovalReport.Example, sharing prompt: SharedPrompt = .none
  ) -> HTML {
    sides(
      example.removed, example.kept, titles: ("Removed", "Kept"),
      same: "Removed and kept are the same", marks: (true, false), sharing: prompt)
  }

  /// A text in pieces, what differs marked.
  static func block(_ runs: [WordDifference.Run], isRemoved: Bool) -> HTML {
    let pieces = runs.map { run -> HTML in
      switch run.kind {
      case .same: "\(run.text)"
      case .omission: "<span class=\"more\">\(run.text)</span>"
      case .changed: isRemoved ? "<del>\(run.text)</del>" : "<ins>\(run.text)</ins>"
      }
    }
    return runs.isEmpty
      ? "<p class=\"text more\">(empty)</p>" : "<div class=\"text\" dir=\"auto\">\(pieces)</div>"
  }
}
