// SPDX-License-Identifier: Apache-2.0

/// What is known of a row's cosines without computing them.
struct CosineBounds: Sendable {
  var own: Float
  var others: Float
}

extension CosineBounds {
  /// A lower bound of the cosine to a centroid that moved by the angle of cosine `drift`: angles add
  /// up at most.
  static func lowered(_ bound: Float, by drift: Double) -> Float {
    guard drift < 1 else { return bound }
    let value = min(1, max(-1, Double(bound)))
    // An angle sum beyond π says nothing.
    if value <= -drift { return -1 }
    let product = value * drift - ((1 - value * value) * (1 - drift * drift)).squareRoot()
    return Float(roundedDown: product - 0x1p-40)
  }

  /// An upper bound likewise.
  static func raised(_ bound: Float, by drift: Double) -> Float {
    guard drift < 1 else { return bound }
    let value = min(1, max(-1, Double(bound)))
    if value >= drift { return 1 }
    let product = value * drift + ((1 - value * value) * (1 - drift * drift)).squareRoot()
    return Float(roundedUp: product + 0x1p-40)
  }
}

/// The largest move of a centroid, and the largest of all but one cluster.
struct LargestDrift: Sendable {
  private let first: Double
  private let second: Double
  private let cluster: Int

  init(_ drifts: [Double]) {
    var first = 1.0
    var second = 1.0
    var cluster = -1
    for (index, drift) in drifts.enumerated() {
      if drift < first {
        second = first
        first = drift
        cluster = index
      } else if drift < second {
        second = drift
      }
    }
    self.first = first
    self.second = second
    self.cluster = cluster
  }

  /// The smallest cosine between old and new centroids of all clusters but `own`.
  func excluding(_ own: Int) -> Double { own == cluster ? second : first }
}
