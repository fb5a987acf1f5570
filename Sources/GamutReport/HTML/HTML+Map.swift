// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// The records on a plane, each a dot in the colour of its topic, with the gaps of the reference.
  static func map(_ map: MapReport) -> HTML {
    let groups = map.groups.prefix(ReportLimits.mapGroups)
    let layout = MapLayout(map)
    let tints = MapLayout.tints(of: groups)
    var left = ReportLimits.dots
    // Gaps and the reference first in the count, last in the drawing: they must not be hidden.
    let gaps = map.gaps.prefix(ReportLimits.gaps).map { gap -> HTML in
      let drawn = dots(gap.points, layout, left: &left)
      return """
        <path class="dots edge" d="\(drawn)"/><path class="dots gap" d="\(drawn)">\
        <title>Gap: \(MapText.label(of: gap))</title></path>

        """
    }
    let reference: HTML =
      map.reference.isEmpty
      ? ""
      : """
      <path class="dots other" d="\(dots(map.reference, layout, left: &left))">\
      <title>Reference</title></path>

      """
    let topics = zip(groups, tints).map { group, tint -> HTML in
      """
      <path class="dots t\(tint)" d="\(dots(group.points, layout, left: &left))">\
      <title>\(MapText.label(of: group))</title></path>

      """
    }
    let few: HTML = map.drawnRows + map.drawnReferenceRows < 400 ? " class=\"few\"" : ""
    let faded: HTML = map.drawnReferenceRows > 0 ? " class=\"faded\"" : ""
    return section(
      id: "map", "Map", lede: lede(map),
      """
      <figure class="chart map">
      <figcaption>\(keys(map))</figcaption>
      <svg role="img" aria-labelledby="map-title map-text" width="100%"\(few)>\
      <title id="map-title">Map of the records by topic</title>\
      <desc id="map-text">\(description(map))</desc>
      <svg viewBox="0 0 1000 750" preserveAspectRatio="none" width="100%" \
      height="100%">
      <g\(faded)>\(topics)</g>\(reference)\(gaps)</svg>
      \(labels(layout, map, pixels: 912, of: "wide"))\
      \(labels(layout, map, pixels: 360, of: "narrow"))</svg>
      <p class="sub">\(MapText.caution(map))</p>
      \(table(map))</figure>

      """)
  }

  private static func lede(_ map: MapReport) -> HTML {
    let sampled =
      map.drawnRows < map.rows ? ", a random sample of \(NumberText.count(map.rows))" : ""
    let colours = "the colours only tell neighbouring topics apart"
    return """
      \(NumberText.count(map.drawnRows, of: "record"))\(sampled): those with like texts lie \
      together. Each dot is a record, and \(colours).
      """
  }

  private static func keys(_ map: MapReport) -> HTML {
    guard map.drawnReferenceRows > 0 else { return "" }
    let gap: HTML =
      map.gaps.isEmpty
      ? ""
      : """
      <span class="key"><i class="gapdot"></i>reference, in a gap; numbers as under What to \
      collect</span>
      """
    return """
      <span class="key"><i class="t0"></i>record</span>\
      <span class="key"><i class="other"></i>reference \
      (\(NumberText.count(map.drawnReferenceRows)) of \(NumberText.count(map.referenceRows)))\
      </span>\(gap)
      """
  }

  private static func description(_ map: MapReport) -> String {
    var text =
      "A scatter plot of \(NumberText.count(map.drawnRows, of: "record")) in "
      + "\(NumberText.count(map.groups.count, of: "topic"))"
    if map.drawnReferenceRows > 0 {
      text +=
        " and \(NumberText.count(map.drawnReferenceRows, of: "reference record")), with "
        + "\(NumberText.count(map.gaps.count, of: "gap")) marked"
    }
    return text + ". The table below has the place of each."
  }

  /// The dots as one path of lines without length, which round caps make discs; after the first,
  /// each by its distance to the one before. Of equal places one is drawn.
  private static func dots(
    _ points: [MapReport.Point], _ layout: MapLayout, left: inout Int
  ) -> HTML {
    var places: [(x: Int, y: Int)] = []
    for place in points.prefix(left).map(layout.place).sorted(by: { ($0.y, $0.x) < ($1.y, $1.x) }) {
      if let last = places.last, last == place { continue }
      places.append(place)
    }
    left -= min(left, points.count)
    var previous = (x: 0, y: 0)
    return HTML(
      places.map { place -> HTML in
        let (dx, dy) = (place.x - previous.x, place.y - previous.y)
        previous = place
        return "m\(dx) \(dy)h0"
      })
  }

  private static func labels(
    _ layout: MapLayout, _ map: MapReport, pixels: Double, of width: StaticString
  ) -> HTML {
    let height = MapLayout.height * pixels / MapLayout.width
    let texts = layout.labels(of: map, pixels: pixels).map { label -> HTML in
      let weight: HTML = label.isGap ? " number" : ""
      let direction: HTML = MapText.isRightToLeft(label.text) ? " direction=\"rtl\"" : ""
      return """
        <text class="strong\(weight)" x="\(percent(label.x / pixels))" \
        y="\(percent(label.y / height))" text-anchor="middle"\(direction)>\(label.text)</text>

        """
    }
    return "<g class=\"\(HTML(stringLiteral: width))\" aria-hidden=\"true\">\(texts)</g>"
  }

  private static func table(_ map: MapReport) -> HTML {
    func row(_ title: HTML, _ group: MapReport.Group) -> [HTML] {
      func hundredths(_ value: Double?) -> String {
        value.map { NumberText.fixed($0, decimals: 2) } ?? NumberText.missing
      }
      return [
        title, "\(NumberText.count(group.rows))", "\(NumberText.count(group.points.count))",
        "\(hundredths(group.centre?.x))", "\(hundredths(group.centre?.y))",
      ]
    }
    let gaps = map.gaps.prefix(ReportLimits.gaps).enumerated().map { i, gap in
      row("gap \(i + 1): \(topic(gap.name))", gap)
    }
    let topics = map.groups.prefix(ReportLimits.clusters).map { row(topic($0.name), $0) }
    return details(
      "The numbers: where each topic lies",
      columns: ["topic", "records", "drawn", "across", "up"], rows: gaps + topics)
  }
}
