// SPDX-License-Identifier: Apache-2.0

/// A place on a map.
public struct PlanePoint: Hashable, Sendable {
  /// To the right.
  public var x: Double
  /// Upwards.
  public var y: Double

  /// Makes a place.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// The squared distance to `other`.
  public func squaredDistance(to other: PlanePoint) -> Double {
    let (dx, dy) = (x - other.x, y - other.y)
    return dx * dx + dy * dy
  }
}
