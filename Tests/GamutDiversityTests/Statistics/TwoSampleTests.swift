// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutTestSupport
import Testing

@Suite struct TwoSampleTests {
  @Test func `the difference of two means has Welch's standard error`() throws {
    let a = [1.0, 4, 2, 8, 5, 7]
    let b = [3.0, 3, 9, 1]
    func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }
    func without(_ x: [Double], _ i: Int) -> Double {
      (x.reduce(0, +) - x[i]) / Double(x.count - 1)
    }
    func variance(_ x: [Double]) -> Double {
      x.reduce(0) { $0 + ($1 - mean(x)) * ($1 - mean(x)) } / Double(x.count - 1)
    }
    let found = Estimate(
      value: mean(a) - mean(b), withoutFirst: a.indices.map { without(a, $0) - mean(b) },
      withoutSecond: b.indices.map { mean(a) - without(b, $0) }, within: -100...100)
    let wanted = (variance(a) / 6 + variance(b) / 4).squareRoot()
    #expect(abs(try #require(found.standardError) - wanted) < 1e-12)
    // A mean has no bias to correct.
    #expect(abs(try #require(found.corrected) - found.value) < 1e-12)
    let interval = try #require(found.interval)
    // Student's 97.5 % quantile with 3 degrees of freedom.
    #expect(abs(interval.high - found.value - 3.182446305284263 * wanted) < 1e-9)
  }

  @Test func `one block says nothing, and bounds hold`() {
    let one = Estimate(value: 1, withoutFirst: [1], withoutSecond: [1, 2], within: 0...1)
    #expect(one.interval == nil && one.value == 1)
    let wide = Estimate(value: 0.5, withoutFirst: [0, 1], withoutSecond: [0, 1], within: 0...1)
    #expect(wide.interval == Interval(low: 0, high: 1))
  }

  @Test func `a sample is ascending, seeded and without repeats`() {
    #expect(RowSample.rows(of: 5, limit: 5, seed: 1) == [0, 1, 2, 3, 4])
    #expect(RowSample.rows(of: 0, limit: 5, seed: 1) == [])
    let some = RowSample.rows(of: 1_000, limit: 50, seed: 1)
    #expect(some.count == 50 && Set(some).count == 50 && some == some.sorted())
    #expect(some == RowSample.rows(of: 1_000, limit: 50, seed: 1))
    #expect(some != RowSample.rows(of: 1_000, limit: 50, seed: 2))
  }
}
