// SPDX-License-Identifier: Apache-2.0

private import CGamutKernels
internal import GamutCore

/// Sketches sets of shingles; the share of equal slots estimates Jaccard similarity.
///
/// With `n` slots the estimate of similarity `s` is unbiased, up to 2⁻³² a shingle for values that
/// meet by chance, and has standard error √(s(1−s)/n).
///
/// Slot i is the least high·aᵢ + low modulo 2³² over the shingle hashes, split into halves, with aᵢ
/// odd and random. Over random hashes each value is uniform, and the values of two slots are
/// independent up to the few low bits in which aᵢ − aⱼ is a multiple of a power of two; a bare
/// multiplication of 32 bits has neither property, and 64 bits meet far later than 32.
///
/// > Source: A. Broder, *On the resemblance and containment of documents*, 1997,
/// > doi:10.1109/SEQUEN.1997.666900; the family is that of A. Kirsch and M. Mitzenmacher, *Less
/// > Hashing, Same Performance*, 2008, doi:10.1002/rsa.20208, with random factors for 0, 1, 2, ….
public struct MinHasher: Sendable {
  /// What fixes a sketch; sketches compare only when these are equal.
  public struct Options: Hashable, Codable, Sendable {
    /// How many slots a sketch has, 1 or more.
    public var slotCount: Int
    /// What the factors are drawn from.
    public var seed: UInt64

    /// Makes options.
    public init(slotCount: Int = 128, seed: UInt64 = 0) {
      self.slotCount = slotCount
      self.seed = seed
    }
  }

  /// What fixes a sketch.
  public let options: Options
  /// One a slot, then as many as fill the last vector of sixteen.
  private let multipliers: [UInt32]

  /// Draws the factors.
  public init(options: Options) {
    precondition(options.slotCount > 0, "\(options.slotCount) slots")
    self.options = options
    var mixer = SplitMix64(state: options.seed)
    let padded = (options.slotCount + 15) / 16 * 16
    multipliers = (0..<padded).map { _ in UInt32(truncatingIfNeeded: mixer.next()) | 1 }
  }

  /// Writes the sketch of `shingles`, which must be well-mixed 64-bit hashes, into `sketch`.
  ///
  /// Order and repeats of `shingles` change nothing; no shingles gives all `UInt32.max`.
  ///
  /// - Complexity: O(`shingles.count` × `slotCount`); allocates nothing.
  public func sketch(_ shingles: Span<UInt64>, into sketch: inout MutableSpan<UInt32>) {
    precondition(sketch.count == options.slotCount, "\(sketch.count) slots given")
    // Safe: counts and pointers belong together; the multipliers are padded as the kernel asks.
    unsafe shingles.withUnsafeBufferPointer { hashes in
      unsafe sketch.withUnsafeMutableBufferPointer { slots in
        guard let target = slots.baseAddress else { return }
        guard let source = hashes.baseAddress else {
          unsafe slots.update(repeating: .max)
          return
        }
        unsafe gamut_minhash(source, hashes.count, multipliers, target, slots.count)
      }
    }
  }

  /// The same, by one loop in Swift: the twin of the kernel.
  func plainSketch(_ shingles: [UInt64]) -> [UInt32] {
    (0..<options.slotCount).map { slot in
      shingles.reduce(UInt32.max) { minimum, shingle in
        let low = UInt32(truncatingIfNeeded: shingle)
        let high = UInt32(truncatingIfNeeded: shingle &>> 32)
        return min(minimum, high &* multipliers[slot] &+ low)
      }
    }
  }

  /// The share of equal slots of two sketches made with equal options.
  public static func similarity(_ a: Span<UInt32>, _ b: Span<UInt32>) -> Double {
    precondition(a.count == b.count && !a.isEmpty, "sketches of \(a.count) and \(b.count) slots")
    var equalCount = 0
    for i in a.indices where a[i] == b[i] { equalCount += 1 }
    return Double(equalCount) / Double(a.count)
  }
}
