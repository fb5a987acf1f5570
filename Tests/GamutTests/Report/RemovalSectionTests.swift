// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutReport
import Testing

/// The statistics on what was removed.
@Suite struct RemovalSectionTests {
  private func report(_ run: Cleaning, workers: Int = 2) throws -> ReportDocument {
    var document = ReportDocument(run.result)
    try document.addRemovals(of: run.result, in: RunContext(workers: workers))
    return document
  }

  @Test func `groups tell their size, what each stage removed and the member least alike`() throws {
    let document = try report(
      Cleaning(texts: [
        words("a"), words("b"), words("a"), words("a", changed: [39]), words("a", changed: [20]),
        words("b"), words("c"),
      ]))
    let removals = try #require(document.removals)
    #expect(removals.largestGroups.map(\.size) == [3, 2])
    #expect(removals.largestGroups.map(\.removed[.exact]) == [1, 1])
    #expect(removals.largestGroups.map(\.removed[.near]) == [1, 0])
    let least = try #require(removals.largestGroups[0].leastSimilar)
    // 36 shingles each; the last word touches one.
    #expect(least.similarity == 35.0 / 37 && least.removed.place.description.hasSuffix(":4"))
    #expect(removals.largestGroups[1].leastSimilar == nil)
    #expect(
      removals.groupSizes == [
        .init(sizes: 2...2, groups: 1, removed: 1), .init(sizes: 3...4, groups: 1, removed: 2),
      ])
  }

  @Test func `sizes are counted between powers of two, and no removal is missed`() throws {
    var random = SeededRandom(seed: 2)
    let copies = [1] + (0..<30).map { _ in random.next(below: 20) }
    let texts = copies.enumerated().flatMap { [String](repeating: "text \($0)", count: $1 + 1) }
    let removals = try #require(try report(Cleaning(texts: texts)).removals)
    #expect(removals.groupSizes.reduce(0) { $0 + $1.removed } == copies.reduce(0, +))
    for size in removals.groupSizes {
      let own = copies.filter { size.sizes.contains($0 + 1) }
      #expect(own.count == size.groups && own.reduce(0, +) == size.removed)
    }
    #expect(removals.groupSizes.map(\.sizes.lowerBound) == [2, 3, 5, 9, 17])
  }

  @Test func `similarities of near and of semantic removals have a histogram each`() throws {
    let run = try Cleaning(
      texts: [words("a"), words("a", changed: [39]), "x", "y"],
      stages: [.exact, .near, .semantic], vectors: [[1, 0], [1, 0], [0, 1], [0.28, 0.96]])
    let removals = try #require(try report(run).removals)
    #expect(run.removals == ["1 near 0 0.95", "3 semantic 2 0.96"])
    let near = try #require(removals.nearSimilarities)
    #expect(near.lower == 0.8 && near.upper == 1 && near.counts.reduce(0, +) == 1)
    // .9459 is 14.59 bins of .01 above .8, and .96 is 4 of .0025 above .95.
    #expect(near.counts[14] == 1)
    let semantic = try #require(removals.semanticSimilarities)
    #expect(semantic.lower == 0.95 && semantic.counts.reduce(0, +) == 1)
    #expect(removals.leastSimilar.map(\.cause) == [.near, .semantic])
  }

  @Test func `the count of different numbers is that of a plain loop`() throws {
    var random = SeededRandom(seed: 8)
    // One text with numbers or a word at its ends: more removals than a batch of 256.
    let texts =
      ["\(words("a")) 5"]
      + (0..<700).map { _ in
        let number = "\(random.next(below: 1_000))"
        let ends = [number, number, "word\(random.next(below: 3))", "0 0"]
        return "\(words("a")) \(ends[random.next(below: 4)])"
      }
    let run = try Cleaning(texts: texts)
    func numbers(_ text: String) -> [Substring] { text.split { !$0.isNumber } }
    let expected = run.result.removals.filter { removal in
      let (a, b) = (texts[Int(removal.record)], texts[Int(removal.keeper.index)])
      return removal.cause == .near && numbers(a) != numbers(b)
    }.count
    #expect(expected > 256)
    #expect(try report(run).removals?.differentNumbers == expected)
  }

  @Test func `numbers are compared with a keeper of another set too`() throws {
    let base = words("a")
    let run = try Cleaning(
      texts: ["\(base) 1", "\(base) 2", "\(base) x"], against: ["\(base) 3"])
    #expect(run.removals == ["0 near 0* 0.95", "1 near 0* 0.95", "2 near 0* 0.95"])
    #expect(try report(run).removals?.differentNumbers == 3)
  }
}
