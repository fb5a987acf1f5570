// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// A text of a record on one line, cut, its direction kept to itself.
  static func quoted(_ text: String, limit: Int = ReportLimits.example) -> HTML {
    let cut = TextCut(line: text, limit: limit)
    let note: HTML = cut.omittedCount > 0 ? "<span class=\"more\">\(cut.note)</span>" : ""
    return cut.head.isEmpty
      ? "<span class=\"more\">(empty)</span>" : "<bdi>\(cut.head)</bdi>\(note)"
  }

  /// A name, cut.
  static func name(_ text: String) -> HTML { quoted(text, limit: ReportLimits.name) }

  /// The name of a topic, cut, whose dots stay at the end of a line.
  static func topic(_ text: String) -> HTML {
    let cut = TextCut(line: text, limit: ReportLimits.name)
    var head = ""
    for scalar in cut.head.unicodeScalars {
      if scalar == "·", head.unicodeScalars.last == " " {
        head.unicodeScalars.removeLast()
        head.unicodeScalars.append("\u{A0}")
      }
      head.unicodeScalars.append(scalar)
    }
    let note: HTML = cut.omittedCount > 0 ? "<span class=\"more\">\(cut.note)</span>" : ""
    return head.isEmpty
      ? "<span class=\"more\">(empty)</span>" : "<bdi>\(head)</bdi>\(note)"
  }

  /// A sentence of the program, cut.
  static func sentence(_ text: String) -> HTML { quoted(text, limit: ReportLimits.sentence) }

  /// Where a record stands.
  static func place(_ place: Place) -> HTML {
    let position: HTML
    switch place.position {
    case .line(let line): position = ":\(line)"
    case .row(let row): position = "[\(row)]"
    }
    // Where the name is cut, what saves places still has the whole of it.
    let isWhole = TextCut(place.file, limit: ReportLimits.name).omittedCount == 0
    let whole: HTML =
      isWhole ? "" : " data-file=\"\(MapBlock.cut(place.file, to: ReportLimits.path))\""
    return "<code class=\"place\"\(whole)>\(name(place.file))\(position)</code>"
  }

  /// Says what a cap hides; nothing where it hides nothing.
  static func hidden(_ count: Int, shown: Int, of noun: String) -> HTML {
    count > shown
      ? "<p class=\"more\">\(NumberText.more(count - shown, of: noun)) not shown.</p>" : ""
  }

  /// A table behind a chart.
  static func details(_ summary: String, columns: [String], rows: [[HTML]]) -> HTML {
    let head = columns.enumerated().map { i, column -> HTML in
      i == 0 ? "<th scope=\"col\">\(column)</th>" : "<th scope=\"col\" class=\"n\">\(column)</th>"
    }
    let body = rows.map { row -> HTML in
      let cells = row.enumerated().map { i, cell -> HTML in
        i == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td class=\"n\">\(cell)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <details class="table"><summary>\(summary)</summary><div class="scroll"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table></div></details>

      """
  }

  /// A section with its heading and one sentence that says what it shows.
  static func section(id: StaticString, _ title: String, lede: HTML, _ content: HTML) -> HTML {
    """
    <section aria-labelledby="\(HTML(stringLiteral: id))">
    <h2 id="\(HTML(stringLiteral: id))">\(title)</h2>
    <p class="lede">\(lede)</p>
    \(content)</section>

    """
  }

  /// A heading within a section, to which findings may link, and a sentence under it.
  static func part(_ title: String, id: Finding.Section? = nil, _ lede: HTML) -> HTML {
    let anchor: HTML = id.map { " id=\"\($0.rawValue)\"" } ?? ""
    return "<h3\(anchor)>\(title)</h3>\n<p class=\"sub\">\(lede)</p>\n"
  }
}
