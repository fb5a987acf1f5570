// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

@testable import Gamut
@testable import GamutText

@Suite struct ResolutionTests {
  private func near(_ removed: [UInt32], _ keepers: [UInt32], _ similarity: Double)
    -> NearDecisions
  {
    NearDecisions(
      removed: removed, keepers: keepers, similarities: removed.map { _ in similarity },
      containments: removed.map { _ in 1 }, differInNumbers: removed.map { _ in false },
      counts: NearCounts())
  }

  @Test func `a record no stage removed has no match`() {
    #expect((0..<3).allSatisfy { Resolution().match(of: $0) == nil })
  }

  @Test func `copies follow their representative through near and semantic`() throws {
    var resolution = Resolution()
    resolution.cosine = { a, b in Double(a) / 10 + Double(b) / 100 }
    resolution.exact = ExactDecisions(removed: [4], keepers: [3], collisionCount: 0)
    resolution.near = near([3], [2], 0.9)
    #expect(resolution.match(of: 4)?.keeper == 2)
    #expect(resolution.match(of: 4)?.cause == .near)
    #expect(resolution.match(of: 4)?.similarity == 0.9)
    // Semantic takes the keeper away: what it stood for has its own cosine to the new one.
    resolution.semantic[2] = .init(cause: .semantic, keeper: 1, similarity: 0.97)
    for record in [UInt32(3), 4] {
      let match = try #require(resolution.match(of: record))
      #expect(match.cause == .semantic && match.keeper == 1 && match.similarity == 0.31)
    }
    #expect(resolution.match(of: 2)?.similarity == 0.97)
    #expect(resolution.match(of: 1) == nil)
  }

  @Test func `removals of all stages come in one ascending list`() {
    var resolution = Resolution()
    resolution.exact = ExactDecisions(removed: [2, 9], keepers: [0, 4], collisionCount: 0)
    resolution.near = near([1, 4, 8], [0, 3, 0], 0.8)
    resolution.semantic[6] = .init(cause: .semantic, keeper: 0, similarity: 0.96)
    var seen: [(UInt32, Stage, UInt32)] = []
    resolution.forEachRemoval { seen.append(($0, $1.cause, $1.keeper)) }
    #expect(seen.map(\.0) == [1, 2, 4, 6, 8, 9])
    #expect(seen.map(\.1) == [.near, .exact, .near, .semantic, .near, .near])
    #expect(seen.map(\.2) == [0, 0, 3, 0, 0, 3])
  }
}

@Suite struct RecordUnionTests {
  private func source(_ texts: [String], broken: Bool = false) throws -> (
    RecordSource, ScratchFolder
  ) {
    let folder = try ScratchFolder()
    let path = try folder.write(lines(texts) + (broken ? "{\n" : ""), to: "x")
    var options = ReadPlan.Options()
    options.onError = .skip(atMost: 9)
    return (
      try RecordSource.reading(
        try Corpus(paths: [path]), selection: .view(.all), options: options,
        in: RunContext(workers: 1)), folder
    )
  }

  @Test func `records of the reference come first and keep their own numbers`() throws {
    let (reference, first) = try source(["r0", "r1"], broken: true)
    let (own, second) = try source(["s0", "s11", "s2"], broken: true)
    defer { withExtendedLifetime((first, second)) {} }
    let union = RecordUnion(reference: reference, source: own)
    #expect(union.referenceCount == 3 && union.count == 7)
    #expect(union.keeper(1) == .init(index: 1, isReference: true))
    #expect(union.keeper(4) == .init(index: 1, isReference: false))
    let wanted: [UInt32] = [5, 0, 4, 1, 0]
    let texts = union.column(of: wanted, workers: 2).texts
    #expect(wanted.indices.map { texts.string($0) } == ["s2", "r0", "s11", "r1", "r0"])
    // Rejected records have no place in the order.
    #expect(union.keepOrder(.first) == [0, 1, 3, 4, 5])
    #expect(union.keepOrder(.last) == [0, 1, 5, 4, 3])
    #expect(union.keepOrder(.longest) == [0, 1, 4, 3, 5])
  }

  @Test func `without a reference the union is the inputs`() throws {
    let (own, folder) = try source(["s0", "s1"])
    defer { withExtendedLifetime(folder) {} }
    let union = RecordUnion(reference: nil, source: own)
    #expect(union.referenceCount == 0 && union.count == 2)
    #expect(union.keeper(1) == .init(index: 1, isReference: false))
    #expect(union.column(of: [1], workers: 1).texts.string(0) == "s1")
  }
}
