// SPDX-License-Identifier: Apache-2.0

import Benchmark
import GamutCore
import GamutText

/// The kernel's permutations beside a sketch of buckets, at equal slots: time, and the error of the
/// similarity that the share of equal slots estimates.
func registerSketchBenchmarks() {
  let slotCount = 90
  for shingleCount in [16, 128, 1024] {
    let setCount = 128 * 1024 / shingleCount
    let setup = { () -> [[UInt64]] in
      var random = SeededRandom(seed: 12)
      reportErrors(shingleCount: shingleCount, slotCount: slotCount, &random)
      return (0..<setCount).map { _ in (0..<shingleCount).map { _ in random.next() } }
    }
    let minHasher = MinHasher(options: .init(slotCount: slotCount))
    Benchmark(
      "MinHasher.sketch, \(setCount) sets of \(shingleCount) shingles, \(slotCount) slots",
      closure: { (benchmark, sets: [[UInt64]]) in
        var slots = [UInt32](repeating: 0, count: slotCount)
        for _ in benchmark.scaledIterations {
          for set in sets {
            var span = slots.mutableSpan
            minHasher.sketch(set.span, into: &span)
          }
          blackHole(slots)
        }
      }, setup: setup)
    Benchmark(
      "BucketSketch, \(setCount) sets of \(shingleCount) shingles, \(slotCount) slots",
      closure: { (benchmark, sets: [[UInt64]]) in
        var slots = [UInt32](repeating: 0, count: slotCount)
        for _ in benchmark.scaledIterations {
          for set in sets { BucketSketch.sketch(set.span, into: &slots) }
          blackHole(slots)
        }
      }, setup: setup)
  }
}

/// Prints the root mean square error of both over pairs of similarity .8.
private func reportErrors(shingleCount: Int, slotCount: Int, _ random: inout SeededRandom) {
  let minHasher = MinHasher(options: .init(slotCount: slotCount))
  var (a, b) = ([UInt32](repeating: 0, count: slotCount), [UInt32](repeating: 0, count: slotCount))
  var sums = (minHash: 0.0, bucket: 0.0)
  let roundCount = 2000
  // Of n shingles each, common / (2n − common) = .8.
  let common = (shingleCount * 8 + 4) / 9
  let similarity = Double(common) / Double(2 * shingleCount - common)
  func squaredError() -> Double {
    let equalCount = zip(a, b).count { $0 == $1 }
    let error = Double(equalCount) / Double(slotCount) - similarity
    return error * error
  }
  for _ in 0..<roundCount {
    let shared = (0..<common).map { _ in random.next() }
    let left = shared + (common..<shingleCount).map { _ in random.next() }
    let right = shared + (common..<shingleCount).map { _ in random.next() }
    var first = a.mutableSpan
    minHasher.sketch(left.span, into: &first)
    var second = b.mutableSpan
    minHasher.sketch(right.span, into: &second)
    sums.minHash += squaredError()
    BucketSketch.sketch(left.span, into: &a)
    BucketSketch.sketch(right.span, into: &b)
    sums.bucket += squaredError()
  }
  func rounded(_ sum: Double) -> Double {
    ((sum / Double(roundCount)).squareRoot() * 10_000).rounded() / 10_000
  }
  print(
    "\(shingleCount) shingles, similarity \((similarity * 1000).rounded() / 1000): RMS error of "
      + "MinHasher \(rounded(sums.minHash)), of BucketSketch \(rounded(sums.bucket))")
}

/// One permutation hashing with optimal densification: each shingle goes to one slot, and an empty
/// slot copies another one, found by hashing its own number until a full one comes.
///
/// > Source: A. Shrivastava, *Optimal Densification for Fast and Accurate Minwise Hashing*, 2017,
/// > arXiv:1703.04664.
private enum BucketSketch {
  static func sketch(_ shingles: Span<UInt64>, into slots: inout [UInt32]) {
    let count = UInt64(slots.count)
    var isFull = [Bool](repeating: false, count: slots.count)
    for i in slots.indices { slots[i] = .max }
    for i in shingles.indices {
      let slot = Int(((shingles[i] &>> 32) &* count) &>> 32)
      slots[slot] = min(slots[slot], UInt32(truncatingIfNeeded: shingles[i]))
      isFull[slot] = true
    }
    guard isFull.contains(true) else { return }
    for slot in slots.indices where !isFull[slot] {
      var state = UInt64(slot)
      var other = slot
      while !isFull[other] {
        state = StableHash.mix(state &+ 0x9E37_79B9_7F4A_7C15)
        other = Int(((state &>> 32) &* count) &>> 32)
      }
      slots[slot] = slots[other]
    }
  }
}
