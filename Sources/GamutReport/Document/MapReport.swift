// SPDX-License-Identifier: Apache-2.0

/// A picture of the records on a plane, neighbours near each other.
public struct MapReport: Hashable, Sendable {
  /// A place on the map.
  public struct Point: Hashable, Sendable {
    /// To the right, 0…1.
    public var x: Double
    /// Upwards, 0…1, in the same unit.
    public var y: Double

    /// Makes a place.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Records that belong together, of which some are drawn.
  public struct Group: Hashable, Sendable {
    /// Its name, of terms joined by ` · `.
    public var name: String
    /// How many records it holds, drawn or not.
    public var rows: Int
    /// Where those that are drawn lie.
    public var points: [Point]

    /// Makes a group.
    public init(name: String, rows: Int, points: [Point]) {
      self.name = name
      self.rows = rows
      self.points = points
    }

    /// The median across and the median up; nil where nothing is drawn.
    public var centre: Point? {
      guard !points.isEmpty else { return nil }
      let middle = points.count / 2
      return Point(
        x: points.map(\.x).sorted()[middle], y: points.map(\.y).sorted()[middle])
    }
  }

  /// How the map was made, in one phrase.
  public var method: String
  /// k, of the numbers below.
  public var neighbours: Int
  /// The share of each record's k nearest by cosine that are among its k nearest on the map, 0…1.
  public var neighboursKept: Measure
  /// The same on the first two principal components, for comparison.
  public var neighboursKeptByComponents: Measure
  /// The topics of the records, largest first.
  public var groups: [Group]
  /// How many records there are, drawn or not.
  public var rows: Int
  /// Reference records in no gap; empty without a reference.
  public var reference: [Point] = []
  /// How many reference records there are, drawn or not.
  public var referenceRows: Int = 0
  /// The reference records of each gap, in the order of the gaps.
  public var gaps: [Group] = []
  /// The record of every dot, for a page that answers; nil where nobody looked them up.
  public var records: Records?

  /// Makes a map; the reference is added by setting it.
  public init(
    method: String, neighbours: Int, neighboursKept: Measure,
    neighboursKeptByComponents: Measure, groups: [Group], rows: Int
  ) {
    self.method = method
    self.neighbours = neighbours
    self.neighboursKept = neighboursKept
    self.neighboursKeptByComponents = neighboursKeptByComponents
    self.groups = groups
    self.rows = rows
  }

  /// How many records are drawn.
  public var drawnRows: Int { groups.reduce(0) { $0 + $1.points.count } }
  /// How many reference records are drawn.
  public var drawnReferenceRows: Int { gaps.reduce(reference.count) { $0 + $1.points.count } }
}
