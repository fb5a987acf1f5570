// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// What the answers have in common, and where they contradict each other.
  static func answers(_ report: AnswerReport) -> HTML {
    var content = HTML()
    if let refusals = report.refusals {
      content += part(
        "Answers that decline", id: .refusals,
        "A set with many more refusals than real use has makes a model that refuses too much.")
      content += patterns([refusals], tone: .reference)
      if let sentence = MetricText.corrected(report) {
        content += "<p class=\"sub\">\(sentence)</p>\n"
      }
      content += quotes(report.refusalExamples)
    }
    if !report.openings.isEmpty {
      content += part(
        "How answers begin", id: .openings, "The most frequent openings of an answer.")
      content += patterns(report.openings, tone: .training)
    }
    if !report.repeated.isEmpty {
      content += part(
        "Answers given again and again", id: .repeated, "The most frequent whole answers.")
      content += patterns(report.repeated, tone: .training)
    }
    if let prompts = report.conflictingPrompts {
      content += part(
        "Equal prompts, different answers", id: .conflicts,
        prompts == 0
          ? "No prompt stands in the set with different answers."
          : """
          \(NumberText.count(prompts, of: "prompt")) \(prompts == 1 ? "stands" : "stand") in the set \
          with different answers\
          \(report.conflictingRows.map { " (\(NumberText.count($0, of: "record")))" } ?? ""). \
          Where they contradict each other, decide on one, or make the prompts say what differs.
          """)
      content += conflicts(report)
    }
    return section(
      id: "answers", "Answers",
      lede: """
        What the model would learn to say, from \
        \(NumberText.count(report.rows, of: "record")) with an answer.
        """,
      content)
  }

  private static func patterns(_ patterns: [AnswerReport.Pattern], tone: Tone) -> HTML {
    let shown = patterns.prefix(ReportLimits.patterns)
    // A bar by itself is drawn against the whole, several against the longest of them.
    let longest = shown.map { $0.share.high ?? $0.share.value }.filter(\.isFinite).max() ?? 1
    let top = shown.count == 1 ? 1 : max(longest, 1e-9)
    let rows = shown.map { pattern -> HTML in
      """
      <div class="row"><div class="clamp">\(quoted(pattern.text, limit: 160))</div>\(bar(
        tone, to: pattern.share.value / top, low: pattern.share.low.map { $0 / top },
        high: pattern.share.high.map { $0 / top }))\
      <div class="value">\(NumberText.percent(pattern.share.value)) \
      <small>\(NumberText.count(pattern.rows))</small></div></div>

      """
    }
    let table = shown.map { pattern -> [HTML] in
      [
        quoted(pattern.text, limit: 160), "\(NumberText.count(pattern.rows))",
        "\(NumberText.percent(pattern.share.value))",
        "\(MetricRow.text(of: pattern.share.interval, format: NumberText.percent))",
      ]
    }
    return """
      <figure class="chart">\(rows)\(details(
        "The numbers", columns: ["answer", "records", "share", "95 % interval"], rows: table))\
      </figure>
      \(hidden(patterns.count, shown: ReportLimits.patterns, of: "answer"))
      """
  }

  private static func conflicts(_ report: AnswerReport) -> HTML {
    HTML(
      report.conflicts.prefix(ReportLimits.conflicts).enumerated().map { i, conflict -> HTML in
        let answers = conflict.answers.prefix(ReportLimits.answersOfConflict).map {
          answer -> HTML in
          "<li>\(bubble(.assistant, line(answer.text)))\(place(answer.place))</li>\n"
        }
        return """
          <div class="conflict" data-rows="conflict-\(i + 1)">\(bubble(.user, line(conflict.prompt)))\
          <ol>\(answers)</ol>\(hidden(
            conflict.answers.count, shown: ReportLimits.answersOfConflict, of: "answer"))</div>

          """
      })
  }

  private static func line(_ text: String) -> HTML {
    "<div class=\"text\" dir=\"auto\">\(quoted(text))</div>"
  }

  /// Texts with their places, one under the other.
  static func quotes(_ texts: [PlacedText], limit: Int = ReportLimits.gapExamples) -> HTML {
    guard !texts.isEmpty else { return "" }
    let items = texts.prefix(limit).map { text -> HTML in
      "<li dir=\"auto\">\(quoted(text.text)) \(place(text.place))</li>\n"
    }
    return "<ul class=\"quotes\">\(items)</ul>\n"
  }
}
