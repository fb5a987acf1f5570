// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutTestSupport
import Testing

@Suite struct RowComponentsTests {
  /// Unit rows in a few bundles, some of them equal and some zero.
  private static func rows(_ count: Int, columnCount: Int, seed: UInt64) -> [Float] {
    var random = SeededRandom(seed: seed)
    func draw() -> Float { Float(random.next() % 2_000) / 1_000 - 1 }
    let centers = (0..<5).map { _ in (0..<columnCount).map { _ in draw() } }
    var elements: [Float] = []
    for row in 0..<count {
      switch row % 9 {
      case 4 where row > 9: elements += elements[columnCount * 2..<columnCount * 3]
      case 7: elements += [Float](repeating: 0, count: columnCount)
      default:
        let spread: Float = row % 2 == 0 ? 0.1 : 0.6
        var one = centers[row % 5].map { $0 + spread * draw() }
        let norm = Double(one.reduce(0) { $0 + Double($1) * Double($1) }).squareRoot()
        for i in one.indices { one[i] = Float(Double(one[i]) / norm) }
        elements += one
      }
    }
    return elements
  }

  /// The naive way: the lowest label spreads along pairs until none changes.
  private static func naive(
    _ left: [Float], _ right: [Float], columnCount: Int, threshold: Double
  ) -> [UInt32] {
    let rows = stride(from: 0, to: left.count + right.count, by: columnCount).map {
      Array((left + right)[$0..<$0 + columnCount])
    }
    let leftCount = left.count / columnCount
    var label = rows.indices.map { UInt32($0) }
    func areJoined(_ a: Int, _ b: Int) -> Bool {
      if rows[a].allSatisfy({ $0 == 0 }) || rows[b].allSatisfy({ $0 == 0 }) { return false }
      if rows[a] == rows[b] { return true }
      if !right.isEmpty, (a < leftCount) == (b < leftCount) { return false }
      return zip(rows[a], rows[b]).reduce(0) { $0 + Double($1.0) * Double($1.1) } >= threshold
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for a in rows.indices {
        for b in 0..<a where label[a] != label[b] && areJoined(a, b) {
          let least = min(label[a], label[b])
          (label[a], label[b], hasChanged) = (least, least, true)
        }
      }
    }
    return label
  }

  @Test(arguments: [0.5, 0.8, 0.95], [1, 2])
  func `rows of a block are joined as their products say`(threshold: Double, workers: Int) throws {
    for (seed, count) in [(1, 1), (2, 2), (3, 40), (4, 120)] as [(UInt64, Int)] {
      let rows = Self.rows(count, columnCount: 6, seed: seed)
      let joined = try RowComponents(
        of: rows, columnCount: 6, threshold: threshold, workers: workers)
      #expect(
        joined.roots == Self.naive(rows, [], columnCount: 6, threshold: threshold), "seed \(seed)")
    }
  }

  @Test(arguments: [0.5, 0.95])
  func `rows of two blocks are joined across`(threshold: Double) throws {
    for (seed, counts) in [(1, (1, 1)), (2, (30, 7)), (3, (7, 60))] as [(UInt64, (Int, Int))] {
      let left = Self.rows(counts.0, columnCount: 4, seed: seed)
      let right = Self.rows(counts.1, columnCount: 4, seed: seed + 10)
      let joined = try RowComponents(
        of: left, with: right, columnCount: 4, threshold: threshold, workers: 2)
      #expect(
        joined.roots == Self.naive(left, right, columnCount: 4, threshold: threshold),
        "seed \(seed)")
    }
  }

  @Test func `a hundred thousand equal rows are one comparison`() throws {
    let rows = [Float](repeating: 0.5, count: 400_000)
    let joined = try RowComponents(of: rows, columnCount: 4, threshold: 0.9, workers: 1)
    #expect(joined.roots.allSatisfy { $0 == 0 })
  }

  @Test func `no rows have no components`() throws {
    #expect(try RowComponents(of: [], columnCount: 3, threshold: 0.5, workers: 1).roots.isEmpty)
    let alone = try RowComponents(of: [1, 0], with: [], columnCount: 2, threshold: 0.5, workers: 1)
    #expect(alone.roots == [0])
  }
}
