// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

/// Lists of candidates, some records at a time.
struct CandidateGroupsTests {
  static let options = TextSketcher.Options(width: .words(2), threshold: 0.5)

  /// Records that are alone, then some of one text among others.
  static let texts: [String] = {
    let alone = (0..<70).map { "a\($0) b\($0) c\($0)" }
    let other = PlantedTexts.make(count: 50, vocabulary: 40, length: 0..<20, seed: 3)
    return alone + Array(repeating: "one text many times", count: 80) + other
      + Array(repeating: "one text many times", count: 30) + alone
  }()
  static let table = TextSketcher(options: options).bands(of: TextBatch(texts))

  static func groups(limit: Int, workers: Int) -> [CandidateGroups.Group] {
    var links = BucketLinks(
      collected(table), keepOrder: Array(0..<RecordIndex(texts.count)), sortByteCount: 1 << 20,
      workers: workers)
    for rank in texts.indices { links.keep(rank) }
    var groups = CandidateGroups(of: links, threshold: options.threshold, limit: limit)
    var found: [CandidateGroups.Group] = []
    while let group = groups.next(workers: workers) { found.append(group) }
    return found
  }

  @Test func `lists hold the later records of all buckets that are near enough in size`() {
    let counts = Self.texts.map { NaiveShingles.set(of: $0, Self.options.width).count }
    let lists = Self.groups(limit: .max, workers: 2).flatMap(\.lists)
    #expect(lists.count == Self.texts.count)
    for (a, list) in lists.enumerated() {
      let met = (a + 1..<Self.texts.count).filter {
        NaiveAnchors.sharesBand(Self.table, RecordIndex(a), RecordIndex($0))
      }
      let near = met.filter { b in
        Double(min(counts[a], counts[b])) / Double(max(counts[a], counts[b])) >= 0.5
      }
      #expect(list.metCount == met.count && list.ranks.map(Int.init) == near, "record \(a)")
    }
  }

  @Test(arguments: [1, 50, 200, 2_000])
  func `a group holds the limit at most, or one record, and the lists are the same`(limit: Int) {
    let whole = Self.groups(limit: .max, workers: 1).flatMap(\.lists)
    let groups = Self.groups(limit: limit, workers: 1)
    var start = 0
    for group in groups {
      #expect(group.start == start)
      let total = group.lists.reduce(0) { $0 + $1.metCount }
      #expect(group.lists.count == 1 || total <= limit, "\(group.lists.count), \(total)")
      start += group.lists.count
    }
    #expect(start == Self.texts.count)
    #expect(groups.flatMap(\.lists).map(\.ranks) == whole.map(\.ranks))
    for workers in [2, 3] {
      let other = Self.groups(limit: limit, workers: workers)
      #expect(other.map(\.lists.count) == groups.map(\.lists.count))
    }
  }

  @Test func `groups grow again after a large bucket`() {
    let sizes = Self.groups(limit: 200, workers: 2).map(\.lists.count)
    #expect(sizes.first == 64 && sizes.contains(1))
    #expect(sizes.suffix(2).contains { $0 > 16 }, "\(sizes)")
  }
}
