// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// A histogram with an axis below, an optional line at `mark`, and its table.
  static func histogram(
    _ histogram: Histogram, tone: Tone, unit: String = "cosine", label: String,
    mark: (value: Double, name: String)? = nil
  ) -> HTML {
    let counts = Array(histogram.counts.prefix(ReportLimits.bins))
    guard let tallest = counts.max(), tallest > 0 else { return "" }
    let width = (histogram.upper - histogram.lower) / Double(histogram.counts.count)
    func edge(_ i: Int) -> String {
      NumberText.fixed(histogram.lower + width * Double(i), decimals: 2)
    }
    let bottom = 170.0
    let bars = counts.enumerated().map { i, count -> HTML in
      let height = 140 * Double(count) / Double(tallest)
      let (x, step) = (Double(i) / Double(counts.count), 1 / Double(counts.count))
      return """
        <rect class="\(HTML(stringLiteral: tone.name))" x="\(percent(x + step * 0.04))" \
        y="\(at: bottom - height)" width="\(percent(step * 0.92))" height="\(at: height)">\
        <title>\(edge(i)) to \(edge(i + 1)): \(NumberText.count(count))</title></rect>
        """
    }
    let ticks = ticks(from: histogram.lower, to: histogram.upper, y: 188)
    var line: HTML = ""
    if let mark, mark.value.isFinite {
      let share = (mark.value - histogram.lower) / (histogram.upper - histogram.lower)
      let anchor: StaticString = share > 0.5 ? "end" : "start"
      let shift: StaticString = share > 0.5 ? "-6" : "6"
      line = """
        <line class="mark" x1="\(percent(share))" x2="\(percent(share))" y1="6" y2="170"/>\
        <text class="strong" x="\(percent(share))" y="15" dx="\(HTML(stringLiteral: shift))" \
        text-anchor="\(HTML(stringLiteral: anchor))">\(mark.name)</text>
        """
    }
    let rows = counts.enumerated().map { i, count -> [HTML] in
      ["\(edge(i)) to \(edge(i + 1))", "\(NumberText.count(count))"]
    }
    return """
      <figure class="chart">
      <svg role="img" aria-label="\(label)" width="100%" height="194">\
      <line class="grid" x1="0" x2="100%" y1="30" y2="30"/>\
      <text x="0" y="26">\(NumberText.count(tallest, of: "record"))</text>\
      <line class="axis" x1="0" x2="100%" y1="170" y2="170"/>\(bars)\(ticks)\(line)</svg>
      \(details("The numbers", columns: [unit, "records"], rows: rows))</figure>

      """
  }

  /// Round numbers below an axis that reaches from `low` to `high`.
  private static func ticks(from low: Double, to high: Double, y: Int) -> HTML {
    let (values, decimals) = NiceScale.ticks(from: low, to: high)
    return HTML(
      values.map { value -> HTML in
        let share = (value - low) / (high - low)
        let anchor: StaticString = share < 0.02 ? "start" : share > 0.98 ? "end" : "middle"
        return """
          <text x="\(percent(share))" y="\(y)" text-anchor="\(HTML(stringLiteral: anchor))">\
          \(NumberText.fixed(value, decimals: decimals))</text>
          """
      })
  }

  /// The share covered over the threshold, with its band, the ceiling and the chosen threshold.
  static func curve(_ coverage: CoverageReport) -> HTML {
    let points = coverage.curve.prefix(ReportLimits.curve)
    guard let first = points.first, let last = points.last, first.threshold < last.threshold
    else { return "" }
    func x(_ threshold: Double) -> Double {
      (threshold - first.threshold) / (last.threshold - first.threshold)
    }
    func coordinates(_ pairs: [(Double, Double)]) -> HTML {
      HTML(
        pairs.map { pair -> HTML in
          "\(at: x(pair.0) * 1000),\(at: (1 - max(0, min(1, pair.1))) * 200) "
        })
    }
    let shares = points.map { ($0.threshold, $0.share.value) }
    let band =
      points.map { ($0.threshold, $0.share.high ?? $0.share.value) }
      + points.reversed().map { ($0.threshold, $0.share.low ?? $0.share.value) }
    let ceiling = points.compactMap { point in point.ceiling.map { (point.threshold, $0) } }
    let grid = [0, 25, 50, 75, 100].map { value -> HTML in
      let y = 10 + 2 * Double(100 - value)
      return """
        <line class="grid" x1="0" x2="100%" y1="\(at: y)" y2="\(at: y)"/>\
        <text x="0" y="\(at: y - 4)">\(value) %</text>
        """
    }
    let ticks = ticks(from: first.threshold, to: last.threshold, y: 228)
    let here = x(coverage.threshold)
    let isLate = here > 0.5
    let mark: HTML = """
      <line class="mark" x1="\(percent(here))" x2="\(percent(here))" y1="10" y2="210"/>\
      <circle class="dot" cx="\(percent(here))" cy="\(at: 10 + 200 * (1 - coverage.share.value))" \
      r="5"/>\
      <text class="strong" x="\(percent(here))" y="206" \
      dx="\(HTML(stringLiteral: isLate ? "-8" : "8"))" \
      text-anchor="\(HTML(stringLiteral: isLate ? "end" : "start"))">\
      τ = \(NumberText.similarity(coverage.threshold)): \
      \(NumberText.percent(coverage.share.value))</text>
      """
    let rows = points.map { point -> [HTML] in
      [
        "\(NumberText.similarity(point.threshold))", "\(NumberText.percent(point.share.value))",
        "\(MetricRow.text(of: point.share.interval, format: NumberText.percent))",
        "\(point.ceiling.map(NumberText.percent) ?? NumberText.missing)",
      ]
    }
    let label =
      "Share of the reference covered over the cosine threshold, from "
      + "\(NumberText.percent(first.share.value)) at \(NumberText.similarity(first.threshold)) to "
      + "\(NumberText.percent(last.share.value)) at \(NumberText.similarity(last.threshold)); "
      + "\(NumberText.percent(coverage.share.value)) at the threshold used, "
      + "\(NumberText.similarity(coverage.threshold))."
    let ceilingKey: HTML =
      ceiling.isEmpty
      ? "" : "<span class=\"key\"><i class=\"dashed\"></i>reference by itself (ceiling)</span>"
    return """
      <figure class="chart">
      <figcaption><span class="key"><i class="training"></i>covered by the training set</span>\
      \(ceilingKey)</figcaption>
      <svg role="img" aria-label="\(label)" width="100%" height="248">\(grid)\
      <svg x="0" y="10" width="100%" height="200" viewBox="0 0 1000 200" \
      preserveAspectRatio="none">\
      <polygon class="band" points="\(coordinates(band))"/>\
      <polyline class="ceiling" points="\(coordinates(ceiling))"/>\
      <polyline class="curve" points="\(coordinates(shares))"/></svg>\(ticks)\(mark)\
      <text x="50%" y="245" text-anchor="middle">cosine from which on a record counts as covered\
      </text></svg>
      \(details(
        "The numbers", columns: ["cosine ≥", "covered", "95 % interval", "ceiling"], rows: rows))\
      </figure>

      """
  }

  /// Vendi scores of all orders on one scale: a hollow dot raw, a full one centred.
  static func vendi(_ diversity: DiversityReport) -> HTML {
    let rows = MetricText.vendi(diversity)
    let ends = rows.flatMap { row in
      [row.raw, row.centred].flatMap { [$0.shown, $0.value] + $0.interval.ends }
    }
    let top = NiceScale.top(for: ends.filter(\.isFinite).max() ?? 1)
    func mark(_ score: VendiScore, y: StaticString, dot: StaticString) -> HTML {
      var whisker: HTML = ""
      if case .range(let low, let high) = score.interval {
        whisker = """
          <line class="whisker wide" x1="\(percent(low / top))" x2="\(percent(high / top))" \
          y1="\(HTML(stringLiteral: y))" y2="\(HTML(stringLiteral: y))"/>
          """
      }
      return """
        \(whisker)<circle class="\(HTML(stringLiteral: dot))" cx="\(percent(score.shown / top))" \
        cy="\(HTML(stringLiteral: y))" r="5"/>
        """
    }
    func number(_ name: String, _ score: VendiScore) -> HTML {
      """
      <span><small>\(name)</small> \(NumberText.plain(score.shown)) \
      <small>\(MetricRow.text(of: score.interval, format: NumberText.plain))</small></span>
      """
    }
    let drawn = rows.map { row -> HTML in
      """
      <div class="row vendi"><div><b>Order \(row.order)</b><span class="sub">\(row.meaning)</span>\
      </div>\
      <svg class="strip" width="100%" height="44" aria-hidden="true">\
      <line class="grid" x1="0" x2="100%" y1="12" y2="12"/>\
      <line class="grid" x1="0" x2="100%" y1="32" y2="32"/>\
      \(mark(row.raw, y: "12", dot: "dot hollow"))\(mark(row.centred, y: "32", dot: "dot"))</svg>\
      <div class="value two">\(number("raw", row.raw))\(number("centred", row.centred))</div></div>

      """
    }
    let table = rows.flatMap { row in
      [("raw", row.raw), ("centred", row.centred)].map { name, score -> [HTML] in
        [
          "order \(row.order), \(name)", "\(NumberText.plain(score.value))",
          "\(score.corrected.map(NumberText.plain) ?? NumberText.missing)",
          "\(MetricRow.text(of: score.interval, format: NumberText.plain))",
        ]
      }
    }
    return """
      <figure class="chart">
      <figcaption><span class="key"><i class="ring"></i>raw</span>\
      <span class="key"><i class="disc"></i>centred</span>\
      <span class="key sub">scale 0 to \(NumberText.plain(top)), bars are 95 % intervals</span>\
      </figcaption>
      \(drawn)\(details(
        "The numbers", columns: ["score", "plain", "corrected", "95 % interval"], rows: table))\
      </figure>

      """
  }
}

extension Measure.Interval {
  /// Both ends, or nothing.
  fileprivate var ends: [Double] {
    if case .range(let low, let high) = self { [low, high] } else { [] }
  }
}

/// Round numbers of scales.
enum NiceScale {
  /// At most seven multiples of 1, 2 or 5 times a power of ten from `low` to `high`, and the decimals they
  /// need; nothing for an empty range.
  static func ticks(from low: Double, to high: Double) -> (values: [Double], decimals: Int) {
    let span = high - low
    guard span > 0, span.isFinite else { return ([], 0) }
    // Divided by whole numbers, so that a tick is the number it is shown as.
    var (scale, decimals) = (1.0, 0)
    while span * scale < 10, decimals < 9 { (scale, decimals) = (scale * 10, decimals + 1) }
    var step = 1.0
    let steps = [2.0, 2.5, 2.0]
    var i = 0
    while span * scale / step > 6 { (step, i) = (step * steps[i % 3], i + 1) }
    while step >= 10, decimals > 0 {
      (step, scale, decimals) = (step / 10, scale / 10, decimals - 1)
    }
    let slack = 1e-9 * span * scale / step
    let first = (low * scale / step - slack).rounded(.up)
    let last = (high * scale / step + slack).rounded(.down)
    guard first <= last else { return ([], 0) }
    let values = stride(from: first, through: last, by: 1).map { $0 * step / scale }
    return (values, max(decimals, 2))
  }

  /// The smallest of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is at least `value`.
  static func top(for value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var power = 1.0
    while power * 10 <= value { power *= 10 }
    while power > value { power /= 10 }
    return power * ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].first { $0 * power >= value } ?? 10)
  }
}
