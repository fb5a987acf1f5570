// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@Suite struct SeededRandomTests {
  @Test func `SplitMix64 gives the published sequence of seed 1234567`() {
    var mixer = SplitMix64(state: 1_234_567)
    let first = (0..<5).map { _ in mixer.next() }
    // https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64
    #expect(
      first == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func `equal seeds give equal sequences, others do not`() {
    var a = SeededRandom(seed: 7)
    var b = SeededRandom(seed: 7)
    var c = SeededRandom(seed: 8)
    let first = (0..<100).map { _ in a.next() }
    #expect(first == (0..<100).map { _ in b.next() })
    #expect(first != (0..<100).map { _ in c.next() })
  }

  @Test func `numbers below a bound are uniform`() {
    var random = SeededRandom(seed: 1)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[random.next(below: 7)] += 1 }
    // Standard error √(70,000 · 1/7 · 6/7) = 92.6; five of them.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 463 }, "\(counts)")
  }

  @Test(arguments: [0, 1, 2, 100])
  func `a permutation holds every number once`(count: Int) {
    var random = SeededRandom(seed: 3)
    #expect(random.permutation(of: count).sorted() == Array(0..<count))
  }

  @Test func `unit numbers lie in 0 ..< 1 and have mean one half`() {
    var random = SeededRandom(seed: 5)
    let numbers = (0..<10_000).map { _ in random.nextUnit() }
    #expect(numbers.allSatisfy { (0..<1).contains($0) })
    // Standard error √(1/12 / 10,000) = .0029; five of them.
    #expect(abs(numbers.reduce(0, +) / 10_000 - 0.5) < 0.0145)
  }
}
