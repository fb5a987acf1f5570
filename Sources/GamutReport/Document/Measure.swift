// SPDX-License-Identifier: Apache-2.0

/// A measured number with its 95 % interval, or with the reason why it has none.
public struct Measure: Hashable, Sendable {
  /// What is known about the error of a number.
  public enum Interval: Hashable, Sendable {
    /// The 95 % interval, ends included.
    case range(low: Double, high: Double)
    /// There is none, and why, such as `counted, not estimated`.
    case none(reason: String)
  }

  /// The number itself; what is not finite is shown as missing.
  public var value: Double
  /// What is known about its error.
  public var interval: Interval

  /// Makes a number with its 95 % interval.
  public init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.interval = .range(low: low, high: high)
  }

  /// Makes a number without an interval; `reason` is a short phrase that completes "no interval:".
  public init(_ value: Double, noInterval reason: String) {
    self.value = value
    self.interval = .none(reason: reason)
  }

  /// The lower end of the interval.
  public var low: Double? {
    if case .range(let low, _) = interval { low } else { nil }
  }

  /// The upper end of the interval.
  public var high: Double? {
    if case .range(_, let high) = interval { high } else { nil }
  }
}

/// Counts of numbers in bins of equal width.
public struct Histogram: Hashable, Sendable {
  /// The left end of the first bin.
  public var lower: Double
  /// The right end of the last bin; it belongs to it.
  public var upper: Double
  /// How many numbers each bin holds, left to right.
  public var counts: [Int]

  /// Makes a histogram; `lower` must lie below `upper`.
  public init(lower: Double, upper: Double, counts: [Int]) {
    precondition(lower < upper, "\(lower) to \(upper)")
    self.lower = lower
    self.upper = upper
    self.counts = counts
  }

  /// The same without empty bins at the ends, but for one at each: an axis over the numbers that occur.
  var filled: Histogram {
    guard let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return self }
    let shown = max(0, first - 1)..<min(counts.count, last + 2)
    let width = (upper - lower) / Double(counts.count)
    return Histogram(
      lower: lower + width * Double(shown.lowerBound),
      upper: shown.upperBound == counts.count
        ? upper : lower + width * Double(shown.upperBound), counts: Array(counts[shown]))
  }
}

/// Where a record stands.
public struct Place: Hashable, Sendable {
  /// How records of a file are counted.
  public enum Position: Hashable, Sendable {
    /// A line of text, from 1.
    case line(Int)
    /// An element of an array or a row of a table, from 0.
    case row(Int)
  }

  /// The path or name of the file, as the user gave it.
  public var file: String
  /// The place in the file.
  public var position: Position

  /// Makes a place.
  public init(file: String, position: Position) {
    self.file = file
    self.position = position
  }
}

extension Place: CustomStringConvertible {
  /// `train.jsonl:207`, or `train.json[206]` for a row.
  public var description: String {
    switch position {
    case .line(let line): "\(file):\(line)"
    case .row(let row): "\(file)[\(row)]"
    }
  }
}

/// A text of a record and where it stands. Renderers cut it; hand it over whole or cut as it suits.
public struct PlacedText: Hashable, Sendable {
  /// The text, of the view worked on.
  public var text: String
  /// Where the record stands.
  public var place: Place
  /// The turns of the text, where it is a conversation; only a page shows them. Empty for other texts.
  public var turns: [Turn] = []

  /// Makes a text with its place.
  public init(_ text: String, at place: Place, turns: [Turn] = []) {
    self.text = text
    self.place = place
    self.turns = turns
  }
}
