// SPDX-License-Identifier: Apache-2.0

/// A metric as people read it: name, value, interval, and one sentence on what it means.
struct MetricRow: Equatable {
  /// Where a value and its interval lie on a scale with ends.
  struct Strip: Equatable {
    var value: Double
    var low: Double?
    var high: Double?
    var domain: ClosedRange<Double>
  }

  var name: String
  var value: String
  /// `71.2 to 74.9`, or `no interval: …`.
  var interval: String
  var meaning: String
  /// The place on a scale; nil for a number without natural ends.
  var strip: Strip?

  /// Makes the row of a measured number.
  init(
    _ name: String, _ measure: Measure, domain: ClosedRange<Double>? = nil, meaning: String,
    format: (Double) -> String = NumberText.plain
  ) {
    self.name = name
    self.value = format(measure.value)
    self.interval = Self.text(of: measure.interval, format: format)
    self.meaning = meaning
    if let domain, measure.value.isFinite {
      strip = Strip(value: measure.value, low: measure.low, high: measure.high, domain: domain)
    }
  }

  /// Makes the row of a Vendi score.
  init(_ name: String, _ score: VendiScore, meaning: String) {
    self.name = name
    self.value = NumberText.plain(score.shown)
    self.interval = Self.text(of: score.interval, format: NumberText.plain)
    self.meaning = meaning
  }

  /// An interval in words.
  static func text(of interval: Measure.Interval, format: (Double) -> String) -> String {
    switch interval {
    case .range(let low, let high): "\(format(low)) to \(format(high))"
    case .none(let reason): "no interval: \(SafeText.line(TextCut(reason, limit: 120).text))"
    }
  }
}

extension Measure {
  /// The value and its interval on one line: `12.3 % (11.0 % to 13.7 %)`.
  func inline(_ format: (Double) -> String) -> String {
    switch interval {
    case .range(let low, let high): "\(format(value)) (\(format(low)) to \(format(high)))"
    case .none: format(value)
    }
  }
}
