// SPDX-License-Identifier: Apache-2.0

/// A place on a map.
package struct PlanePoint: Hashable, Sendable {
  /// To the right.
  package var x: Double
  /// Upwards.
  package var y: Double

  /// Makes a place.
  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// The squared distance to `other`.
  package func squaredDistance(to other: PlanePoint) -> Double {
    let (dx, dy) = (x - other.x, y - other.y)
    return dx * dx + dy * dy
  }
}
