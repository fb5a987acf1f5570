// SPDX-License-Identifier: Apache-2.0

import Foundation
public import GamutCore

extension SeededRandom {
  /// The next number of the standard normal distribution (Marsaglia's polar method, one of the pair
  /// thrown away so that the state is the seed's alone).
  ///
  /// > Source: G. Marsaglia and T. Bray, 1964, doi:10.1137/1006063.
  public mutating func nextGaussian() -> Double {
    while true {
      let x = 2 * nextUnit() - 1
      let y = 2 * nextUnit() - 1
      let s = x * x + y * y
      if s > 0, s < 1 { return x * (-2 * log(s) / s).squareRoot() }
    }
  }
}
