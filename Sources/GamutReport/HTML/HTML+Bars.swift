// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// A colour with a meaning that is the same all over a report.
enum Tone: Hashable {
  /// The set at hand.
  case training
  /// The reference, and what is missing.
  case reference
  /// Removed by a stage.
  case removed(Stage)
  /// Not readable.
  case rejected
  /// Read, before anything happened.
  case neutral

  /// The class that the style sheet colours.
  var name: StaticString {
    switch self {
    case .training: "training"
    case .reference: "reference"
    case .removed(let stage): stage.className
    case .rejected: "rejected"
    case .neutral: "neutral"
    }
  }
}

extension HTML {
  /// One bar from `start` to `end` (0…1 of the width), with whiskers where an interval is given.
  ///
  /// Widths are in percent and heights in pixels, so one drawing serves every screen and its text
  /// never shrinks. The numbers stand beside it as text, so it is hidden from screen readers.
  static func bar(
    _ tone: Tone, from start: Double = 0, to end: Double, low: Double? = nil, high: Double? = nil
  ) -> HTML {
    let (x, width) = (percent(start), percent(max(0, end - start)))
    var whisker: HTML = ""
    if let low, let high {
      whisker = """
        <line class="whisker" x1="\(percent(low))" x2="\(percent(high))" y1="8" y2="8"/>\
        <line class="whisker" x1="\(percent(low))" x2="\(percent(low))" y1="5" y2="11"/>\
        <line class="whisker" x1="\(percent(high))" x2="\(percent(high))" y1="5" y2="11"/>
        """
    }
    return """
      <svg class="bar" width="100%" height="16" aria-hidden="true">\
      <rect class="track" width="100%" height="16" rx="2"/>\
      <rect class="\(HTML(stringLiteral: tone.name))" x="\(x)" width="\(width)" height="16" \
      rx="2"/>\(whisker)</svg>
      """
  }

  /// A dot with whiskers on a scale; the ends of the scale stand under it.
  static func strip(_ strip: MetricRow.Strip, isPercent: Bool) -> HTML {
    let width = strip.domain.upperBound - strip.domain.lowerBound
    func place(_ value: Double) -> HTML {
      percent(width > 0 ? (value - strip.domain.lowerBound) / width : 0)
    }
    func end(_ value: Double) -> String {
      isPercent ? NumberText.percent(value) : NumberText.whole(value)
    }
    var whisker: HTML = ""
    if let low = strip.low, let high = strip.high {
      whisker = """
        <line class="whisker wide" x1="\(place(low))" x2="\(place(high))" y1="10" y2="10"/>
        """
    }
    return """
      <svg class="strip" width="100%" height="34" aria-hidden="true">\
      <line class="axis" x1="0" x2="100%" y1="10" y2="10"/>\
      <line class="axis" x1="0" x2="0" y1="6" y2="14"/>\
      <line class="axis" x1="100%" x2="100%" y1="6" y2="14"/>\(whisker)\
      <circle class="dot" cx="\(place(strip.value))" cy="10" r="4.5"/>\
      <text x="0" y="31">\(end(strip.domain.lowerBound))</text>\
      <text x="100%" y="31" text-anchor="end">\(end(strip.domain.upperBound))</text></svg>
      """
  }

  /// A share of the width as a length of SVG, within 0 % and 100 %.
  static func percent(_ share: Double) -> HTML {
    "\(at: share.isFinite ? max(0, min(1, share)) * 100 : 0)%"
  }
}
