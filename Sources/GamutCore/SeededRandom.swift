// SPDX-License-Identifier: Apache-2.0

/// A generator whose sequence is fixed by its seed: xoshiro256**, its state filled by SplitMix64.
///
/// > Source: D. Blackman and S. Vigna, *Scrambled Linear Pseudorandom Number Generators*, 2021,
/// > doi:10.1145/3460772; G. Steele, D. Lea, C. Flood, *Fast Splittable Pseudorandom Number
/// > Generators*, 2014, doi:10.1145/2714064.2660195.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Starts the sequence of `seed`.
  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = (product &<< 7 | product &>> 57) &* 9
    let shifted = state.1 &<< 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 &<< 45 | state.3 &>> 19
    return result
  }
}

extension SeededRandom {
  /// The next number of 0 ..< 1, a multiple of 2⁻⁵³.
  public mutating func nextUnit() -> Double {
    Double(next() &>> 11) * 0x1p-53
  }

  /// The next number of 0 ..< `bound`, without bias.
  ///
  /// The standard library's own ranges do not promise their algorithm; this one is part of every
  /// saved result.
  ///
  /// > Source: D. Lemire, *Fast Random Integer Generation in an Interval*, 2019,
  /// > doi:10.1145/3230636.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "bound \(bound)")
    let width = UInt64(bound)
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let threshold = (0 &- width) % width
      while product.low < threshold { product = next().multipliedFullWidth(by: width) }
    }
    return Int(product.high)
  }

  /// The numbers of 0 ..< `count` in random order (Fisher–Yates).
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) { order.swapAt(i, next(below: i + 1)) }
    return order
  }
}

/// Spreads one 64-bit number over a sequence of well-mixed ones.
public struct SplitMix64: Sendable {
  private var state: UInt64

  /// Starts at `state`; any value serves.
  public init(state: UInt64) { self.state = state }

  /// The next number of the sequence.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return StableHash.mix(state)
  }
}
