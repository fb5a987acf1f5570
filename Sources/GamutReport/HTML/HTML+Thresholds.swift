// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension HTML {
  /// Records by the cosine to their nearest neighbour, the most alike on top, with pairs to read from
  /// there down.
  static func thresholds(_ report: SemanticThresholds) -> HTML {
    let top = Double(max(report.bins.map(\.rows).max() ?? 0, 1))
    let shown = report.bins.prefix(ReportLimits.bins).reversed()
    let border = report.advised ?? SemanticThresholds.usual
    var rows = HTML()
    for bin in shown {
      rows += row(bin, of: top, border: border)
      for rung in rungs(of: report, in: bin) { rows += rung }
    }
    let table = shown.map { bin -> [HTML] in
      [
        "\(bin.name)", "\(NumberText.count(bin.rows))",
        "\(bin.removed?.text ?? NumberText.missing)",
      ]
    }
    let advice: HTML = report.adviceText.map { "<b>\($0)</b> " } ?? ""
    let basis = HTML(report.basis.map { text -> HTML in "<p class=\"sub\">\(text)</p>\n" })
    return """
      \(part(
        "From which cosine on do pairs mean the same?",
        """
        Each record and the one most like it, sorted by their cosine. Read from the top down: where \
        pairs begin to mean different things, the semantic threshold should lie above.
        """))\
      <p>\(advice)\(sentence(report.reason))</p>
      \(basis)\
      <figure class="chart thresholds" aria-label="Records by the cosine to their nearest neighbour">
      \(rows)\(details(
        "The numbers",
        columns: ["cosine to the nearest", "records", "removed by a threshold at its lower end"],
        rows: table))</figure>

      """
  }

  private static func row(
    _ bin: SemanticThresholds.Bin, of top: Double, border: Double
  ) -> HTML {
    // The pairs on both sides of the border are those to read first.
    let isNear = bin.low <= border && border <= bin.high
    let open: HTML = isNear ? " open" : ""
    let pairs = bin.examples.prefix(ReportLimits.pairsOfBin)
    let examples: HTML =
      pairs.isEmpty
      ? ""
      : """
      <details class="least"\(open)><summary>\(NumberText.count(pairs.count, of: "pair"))\
      </summary>\(pairs.map { sides($0) })</details>
      """
    return """
      <div class="row"><div>\(bin.name)</div>\
      \(bar(.removed(.semantic), to: Double(bin.rows) / top))\
      <div class="value">\(NumberText.count(bin.rows))\(removed(bin))</div>\
      \(examples)</div>

      """
  }

  private static func removed(_ bin: SemanticThresholds.Bin) -> HTML {
    bin.removed.map {
      " <small>≥ \(SemanticThresholds.text(of: bin.low)) removes \($0.text)</small>"
    } ?? ""
  }

  private static func sides(_ pair: SemanticThresholds.Pair) -> HTML {
    sides(
      pair.a, pair.b,
      titles: (
        "\(NumberText.similarity(pair.similarity)) \(place(pair.a.place))", "\(place(pair.b.place))"
      ), marks: (false, false))
  }

  /// The thresholds that lie in a bin, as lines below it, the highest first.
  private static func rungs(
    of report: SemanticThresholds, in bin: SemanticThresholds.Bin
  ) -> [HTML] {
    var rungs: [(threshold: Double, line: HTML)] = []
    let isHere = { (threshold: Double) in bin.low <= threshold && threshold < bin.high }
    let usual = SemanticThresholds.usual
    if isHere(usual), report.advised != usual {
      let line: HTML = """
        <div class="rung usual">usual threshold \(SemanticThresholds.text(of: usual))</div>

        """
      rungs.append((usual, line))
    }
    if let advised = report.advised, isHere(advised) {
      let removes = report.removedAtAdvised.map { ", removes \($0.text)" } ?? ""
      let line: HTML = """
        <div class="rung">advised \(SemanticThresholds.text(of: advised))\(removes)</div>

        """
      rungs.append((advised, line))
    }
    return rungs.sorted { $0.threshold > $1.threshold }.map(\.line)
  }
}
