// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutTestSupport
import Testing

@testable import GamutCore
@testable import GamutUnicode

/// Lengths of random records, and the same over any number of workers.
@Suite struct InspectionOracleTests {
  private static let words = ["a", "Straße", "木", "e\u{301}", "3.5", "-", "well-known", "…", "x/y"]

  private static func text(_ random: inout SeededRandom) -> String {
    (0..<random.next(below: 12)).map { _ in words[random.next(below: words.count)] }
      .joined(separator: random.next(below: 5) == 0 ? "\n" : " ")
  }

  /// Talks of up to nine turns; the texts of each by role.
  private static func talks(
    _ count: Int, seed: UInt64
  ) throws -> (records: [[UInt8]], texts: [[(PartRole, String)]]) {
    var random = SeededRandom(seed: seed)
    let roles: [(String, PartRole)] = [
      ("system", .system), ("user", .asked), ("assistant", .said), ("tool", .given),
    ]
    var texts: [[(PartRole, String)]] = []
    let records = try (0..<count).map { _ in
      let turns = (0..<random.next(below: 10)).map { _ in
        (roles[random.next(below: roles.count)], text(&random))
      }
      texts.append(turns.map { ($0.0.1, $0.1) })
      let messages = turns.map { ["role": $0.0.0, "content": $0.1] }
      return Array(
        try JSONSerialization.data(withJSONObject: ["messages": messages], options: .sortedKeys))
    }
    return (records, texts)
  }

  private static func wordCount(_ text: String) -> Int {
    var folded = FoldedText()
    WordFolder().fold(Array(text.utf8).span, into: &folded)
    return folded.wordCount
  }

  /// The median, the 95th percentile and the longest by sorting, and the record of the longest.
  private static func naive(_ lengths: [Int]) -> [Int]? {
    let sorted = lengths.filter { $0 > 0 }.sorted()
    guard let last = sorted.last else { return nil }
    func rank(_ share: Double) -> Int {
      sorted[Int((share * Double(sorted.count)).rounded(.up)) - 1]
    }
    return [rank(0.5), rank(0.95), last, lengths.firstIndex(of: last) ?? -1]
  }

  private static func shown(_ summary: InspectionDocument.LengthSummary?) -> [Int]? {
    guard let summary, case .row(let row) = summary.place.position else { return nil }
    return [summary.median, summary.high, summary.longest, row]
  }

  @Test(arguments: 1...8) func `lengths are those of each text by itself`(seed: UInt64) throws {
    let (records, texts) = try Self.talks(200, seed: seed)
    let document = try InspectionPlan().run(inputs: try Corpus(records: records)).document
    for role in PartRole.allCases.map(Optional.some) + [nil] {
      func sums(_ length: (String) -> Int) -> [Int] {
        texts.map { parts in
          parts.filter { role == nil || $0.0 == role }.reduce(0) { $0 + length($1.1) }
        }
      }
      let found = document.lengths.first { $0.role == role }
      #expect(Self.shown(found?.words) == Self.naive(sums(Self.wordCount)))
      #expect(Self.shown(found?.bytes) == Self.naive(sums { $0.utf8.count }))
    }
    func count(_ isEmpty: ([(PartRole, String)]) -> Bool) -> Int {
      texts.count { isEmpty($0.filter { !$0.1.isEmpty }) }
    }
    #expect(document.rows.empty == count(\.isEmpty))
    #expect(
      document.rows.emptyPrompt == count { !$0.contains { $0.0 == .given || $0.0 == .asked } })
    #expect(document.rows.emptyResponse == count { !$0.contains { $0.0 == .said } })
  }

  @Test func `any number of workers says the same`() throws {
    let folder = try ScratchFolder()
    let (records, _) = try Self.talks(30_000, seed: 9)
    let bad = [Array("{".utf8), Array(#"{"messages": 3}"#.utf8)]
    var paths: [String] = []
    let parts: [[[UInt8]]] = [
      Array(records[..<10_000]) + [bad[0]], [bad[1]] + Array(records[10_000...]),
    ]
    for (i, part) in parts.enumerated() {
      let text = Array(part.joined(separator: [0x0A]))
      paths.append(try folder.write(text, to: "\(i).jsonl"))
    }
    let corpus = try Corpus(paths: paths)
    #expect(corpus.chunkCount > 5)
    let documents = try [1, 2, 3, 8].map { workers in
      try InspectionPlan().run(inputs: corpus, in: RunContext(workers: workers)).document
    }
    #expect(documents[0].rows.rejected == 2 && documents[0].files.map(\.rejected) == [1, 1])
    for document in documents { #expect(document == documents[0]) }
  }
}
