// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
  /// The report as one HTML page, in UTF-8.
  ///
  /// The page needs no network and reads without scripts; a Content-Security-Policy forbids all but a
  /// small one of its own, by its hash. All texts are escaped by bytes, control and bidirectional
  /// characters are shown instead of obeyed, long texts and lists are cut at stated lengths, and the
  /// page says where. It stays under 5 MB for any document and holds neither the time nor the duration
  /// of the run.
  public func html() -> [UInt8] {
    var links: [HTML] = []
    var body = HTML()
    func add(_ id: StaticString, _ title: String, _ section: HTML) {
      links.append("<li><a href=\"#\(HTML(stringLiteral: id))\">\(title)</a></li>\n")
      body += section
    }
    if let baseline { add("baseline", "Baseline", HTML.baseline(baseline)) }
    add("rows", "Records", HTML.waterfall(self))
    if let coverage {
      if !coverage.gaps.isEmpty { add("gaps", "What to collect", HTML.gaps(coverage)) }
      add("coverage", "Coverage", HTML.coverage(coverage))
    }
    if let diversity {
      add("diversity", "Diversity", HTML.diversity(diversity))
      if let clusters = diversity.clusters { add("topics", "Topics", HTML.clusters(clusters)) }
      if let map = diversity.map { add("map", "Map", HTML.map(map)) }
    }
    if let removals { add("duplicates", "Duplicates", HTML.removals(removals, of: self)) }
    if let answers { add("answers", "Answers", HTML.answers(answers)) }
    if let audit { add("audit", "Audit", HTML.audit(audit)) }
    if let tokens { add("tokens", "Tokens", HTML.tokens(tokens)) }
    add("method", "Method", HTML.method(self))
    if !findings.isEmpty {
      links.insert("<li><a href=\"#findings\">Findings</a></li>\n", at: 0)
      body = HTML.findings(findings, wording: wording, provedIn: body) + body
    }

    // What the script knows of the dots takes what room is left.
    let block = diversity?.map.flatMap { MapBlock($0) }?
      .html(room: ReportLimits.page - body.bytes.count - HTML.styleSheet.bytes.count)
    let heading = HTML(text: TextCut(line: title, limit: ReportLimits.name).text)
    return HTML.page(
      title: "\(heading) – Gamut report",
      """
      \(HTML.header(self))<nav aria-label="Contents"><ul>
      \(links)</ul></nav>
      \(body)\(block ?? "")
      """
    ).bytes
  }
}

extension HTML {
  /// A page that needs no network and no script, and forbids all but that of its own.
  static func page(title: HTML, _ body: HTML) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; img-src data:; script-src '\(HTML(stringLiteral: scriptDigest))'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>\(title)</title>
    <style>
    \(HTML.styleSheet)</style>
    </head>
    <body>
    <main>
    \(body)</main>
    <script>\(HTML.script)</script>
    </body>
    </html>

    """
  }
}
