// SPDX-License-Identifier: Apache-2.0

/// Where a map's dots, labels and colours go: a drawing of 1000 by 750 units.
struct MapLayout {
  /// The width of the drawing in its own units; the dots lie on whole ones.
  static let width = 1_000.0
  /// Its height; the style sheet has the same proportion.
  static let height = 750.0
  /// How many colours there are.
  static let tintCount = 8

  /// The least place, the units of the drawing for one of the map, and what centres the dots.
  private let origin: MapReport.Point
  private let scale: Double
  private let margin: (x: Double, y: Double)

  /// The border around the dots, in the drawing's units.
  private static let border = 24.0

  init(_ map: MapReport) {
    let points = map.groups.flatMap(\.points) + map.reference + map.gaps.flatMap(\.points)
    func extent(_ axis: KeyPath<MapReport.Point, Double>) -> (low: Double, length: Double) {
      let values = points.map { $0[keyPath: axis] }.filter(\.isFinite)
      let low = values.min() ?? 0
      return (low, max(1e-9, (values.max() ?? 0) - low))
    }
    let (x, y) = (extent(\.x), extent(\.y))
    origin = MapReport.Point(x: x.low, y: y.low)
    scale = min(
      (Self.width - 2 * Self.border) / x.length, (Self.height - 2 * Self.border) / y.length)
    margin = ((Self.width - x.length * scale) / 2, (Self.height - y.length * scale) / 2)
  }

  /// A point in the drawing's units, whole and inside.
  func place(_ point: MapReport.Point) -> (x: Int, y: Int) {
    func whole(_ value: Double, to limit: Double) -> Int {
      value.isFinite ? Int(max(0, min(limit, value.rounded()))) : 0
    }
    return (
      whole(margin.x + (point.x - origin.x) * scale, to: Self.width),
      whole(Self.height - margin.y - (point.y - origin.y) * scale, to: Self.height)
    )
  }

  /// A colour for each group, so that groups beside each other differ: each takes that whose nearest
  /// group is farthest.
  static func tints(of groups: some Collection<MapReport.Group>) -> [Int] {
    var taken: [(centre: MapReport.Point, tint: Int)] = []
    return groups.map { group in
      guard let centre = group.centre else { return 0 }
      var nearest = [Double](repeating: .infinity, count: tintCount)
      for (other, tint) in taken {
        let (dx, dy) = (centre.x - other.x, centre.y - other.y)
        nearest[tint] = min(nearest[tint], dx * dx + dy * dy)
      }
      var best = 0
      for tint in 1..<tintCount where nearest[tint] > nearest[best] { best = tint }
      taken.append((centre, best))
      return best
    }
  }
}

extension MapLayout {
  /// A name at a place.
  struct Label: Equatable {
    var text: String
    /// The centre across and the base line down, in pixels of the width asked for.
    var x: Double
    var y: Double
    /// Whether it names a gap.
    var isGap: Bool
  }

  private struct Box {
    var left, right, top, bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  private static let lineHeight = 16.0

  /// The labels that have room on a drawing `pixels` wide: gaps first, then the largest groups.
  ///
  /// A label stands above or below the dots of a small group, at the median of a large one, or a line
  /// off these; one that would cover another is left out.
  func labels(of map: MapReport, pixels: Double) -> [Label] {
    let scale = pixels / Self.width
    var boxes: [Box] = []
    var labels: [Label] = []
    let wanted =
      map.gaps.prefix(ReportLimits.gaps).enumerated().map { ($1, "\($0 + 1) ", true) }
      + map.groups.prefix(ReportLimits.labels).map { ($0, "", false) }
    for (group, number, isGap) in wanted {
      guard let centre = group.centre else { continue }
      let text = number + MapText.label(of: group)
      let half = Self.estimatedWidth(of: text) / 2
      guard 2 * half < pixels else { continue }
      let middle = place(centre)
      let x = max(half, min(pixels - half, Double(middle.x) * scale))
      for y in baselines(of: group, scale: scale) {
        let box = Box(
          left: x - half, right: x + half, top: y - Self.lineHeight + 3, bottom: y + 5)
        guard box.top >= 0, box.bottom <= Self.height * scale, !boxes.contains(where: box.overlaps)
        else { continue }
        boxes.append(box)
        labels.append(Label(text: text, x: x, y: y, isGap: isGap))
        break
      }
    }
    return labels
  }

  /// Where the label of a group may stand, best first, in pixels.
  private func baselines(of group: MapReport.Group, scale: Double) -> [Double] {
    let ascending = group.points.map { Double(place($0).y) * scale }.sorted()
    let middle = ascending[ascending.count / 2] + 4
    let line = Self.lineHeight
    // All but a tenth of the dots on either side.
    let top = ascending[ascending.count / 10] - 7
    let bottom = ascending[ascending.count - 1 - ascending.count / 10] + line + 1
    return bottom - top < 8 * line
      ? [top, bottom, top - line, bottom + line, middle]
      : [middle, middle - line, middle + line, middle - 2 * line, middle + 2 * line]
  }

  /// Pixels of a line of text, on the safe side.
  private static func estimatedWidth(of text: String) -> Double {
    text.unicodeScalars.reduce(6) { $0 + ($1.value < 0x1100 ? 7.2 : 13.5) }
  }
}
