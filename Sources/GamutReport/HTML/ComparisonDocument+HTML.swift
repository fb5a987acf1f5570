// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension ComparisonDocument {
  /// The comparison as one HTML page, in UTF-8, as `ReportDocument.html()` makes them.
  public func html() -> [UInt8] {
    let heading = [a, b].map { TextCut(line: $0.name, limit: ReportLimits.name).text }
      .joined(separator: " and ")
    var body = HTML.figures(self)
    if let sources, !sources.isEmpty { body += HTML.sources(sources) }
    if let lost, !lost.isEmpty {
      body += HTML.topics(
        id: "lost", "Lost: topics of the first that the second lacks or is thin on", lost)
    }
    if let gained, !gained.isEmpty {
      body += HTML.topics(
        id: "gained", "Gained: topics of the second that the first lacks or is thin on", gained)
    }
    if let leaks { body += HTML.leaks(leaks) }
    body = HTML.findings(ComparisonText.findings(self), wording: .plain, provedIn: body) + body
    let notes = notes.map { note -> HTML in "<p class=\"sub\">\(HTML.sentence(note))</p>\n" }
    return HTML.page(
      title: "\(heading) – Gamut comparison",
      """
      <header>
      <h1>\(heading)</h1>
      <p class="sub">\(NumberText.count(a.records, of: "record")) and \
      \(NumberText.count(b.records, of: "record")). Gamut \(version).</p>
      </header>
      \(body)\(notes)
      """
    ).bytes
  }
}

extension HTML {
  /// Numbers of both sides, in a table.
  private static func table(
    of column: String, _ figures: [ComparisonDocument.Figure],
    value: (Double) -> String, ends: (Double) -> String
  ) -> HTML {
    func cell(_ measure: Measure?) -> HTML {
      guard let measure else { return "<td class=\"n\">\(NumberText.missing)</td>" }
      // Why there is no interval is in the JSON; in a cell it would squeeze the others.
      let interval: HTML =
        measure.low == nil
        ? "" : "<br><small>\(MetricRow.text(of: measure.interval, format: ends))</small>"
      return "<td class=\"n\">\(value(measure.value))\(interval)</td>"
    }
    let rows = figures.map { figure -> HTML in
      """
      <tr><th scope="row">\(name(figure.name))</th>\(cell(figure.a))\(cell(figure.b))\
      \(cell(figure.change))<td class="n">\(ComparisonText.verdict(figure))</td></tr>

      """
    }
    return """
      <div class="scroll"><table>
      <thead><tr><th scope="col">\(quoted(column))</th><th scope="col" class="n">first</th>\
      <th scope="col" class="n">second</th><th scope="col" class="n">change</th>\
      <th scope="col" class="n">verdict</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }

  fileprivate static func sources(_ sources: [ComparisonDocument.Source]) -> HTML {
    let shown = sources.prefix(ReportLimits.sources).map(\.figure)
    return section(
      id: "sources", "By source", lede: "The share of each source in both, and how it changed.",
      table(of: "source", shown, value: NumberText.percent, ends: NumberText.percent)
        + hidden(sources.count, shown: ReportLimits.sources, of: "source"))
  }

  fileprivate static func figures(_ document: ComparisonDocument) -> HTML {
    let lede: HTML =
      document.sampled.map { count -> HTML in
        """
        Scores of variety and nearest neighbours depend on how many records there are, so what vectors \
        measure is of \(NumberText.count(count, of: "record")) of each; the rest is of all.
        """
      } ?? "As the two reports have them."
    return section(
      id: "figures", "What moved", lede: lede,
      table(
        of: "figure", ComparisonText.sorted(document.figures), value: NumberText.whole,
        ends: NumberText.plain))
  }

  fileprivate static func topics(
    id: StaticString, _ title: String, _ topics: [ComparisonDocument.Topic]
  ) -> HTML {
    let cards = topics.prefix(ReportLimits.gaps).map { topic -> HTML in
      """
      <article class="card">
      <div class="cardhead"><h3>\(HTML.topic(topic.name)) <small>\(topic.kind.rawValue)</small></h3></div>
      <dl class="facts"><div><dt>share</dt><dd>\(NumberText.percent(topic.share.value))\
      <small>\(MetricRow.text(of: topic.share.interval, format: NumberText.percent))</small></dd></div>
      <div><dt>reached by the other</dt><dd>\(NumberText.percent(topic.reach.value))\
      <small>\(MetricRow.text(of: topic.reach.interval, format: NumberText.percent)); by itself \
      \(NumberText.percent(topic.ownReach))</small></dd></div></dl>
      \(quotes(topic.examples))</article>

      """
    }
    return section(
      id: id, title, lede: "\(ComparisonText.topicsMeaning)",
      "\(cards)\(hidden(topics.count, shown: ReportLimits.gaps, of: "topic"))")
  }

  fileprivate static func leaks(_ leaks: [ComparisonDocument.Leak]) -> HTML {
    let parts = leaks.map { leak -> HTML in
      let pairs = leak.examples.map { pair -> HTML in
        """
        <tr><td class="n">\(NumberText.similarity(pair.similarity))</td>\
        <td dir="auto">\(quoted(pair.a.text)) \(place(pair.a.place))</td>\
        <td dir="auto">\(quoted(pair.b.text)) \(place(pair.b.place))</td></tr>

        """
      }
      let table: HTML =
        pairs.isEmpty
        ? ""
        : """
        <div class="scroll"><table><thead><tr><th scope="col" class="n">similarity</th>\
        <th scope="col">first</th><th scope="col">second</th></tr></thead>
        <tbody>
        \(pairs)</tbody></table></div>

        """
      return part(
        leak.view == "prompt" ? "The same prompt" : "The same record",
        """
        \(NumberText.count(leak.exact)) exact and \(NumberText.count(leak.near)) near, \
        \(leak.share.inline(NumberText.percent)) of the second.
        """) + table
    }
    return section(
      id: "leaks", "What is in both",
      lede:
        "Records of the second set that repeat one of the first.",
      HTML(parts))
  }
}
