// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutText

/// Records that are equal but for their fields.
struct FieldlessIdentitiesTests {
  private func column(_ records: [(text: String, shape: String, fields: String)]) -> ShapedTexts {
    ShapedTexts(
      texts: TextBatch(records.map(\.text)), shapes: TextBatch(records.map(\.shape)),
      fields: TextBatch(records.map(\.fields)))
  }

  @Test func `records of one text and shape form a group, whatever their fields`() {
    let column = column([
      ("a", "u", "1"), ("b", "u", "1"), ("a", "u", ""), ("a", "v", "1"), ("a", "u", "2"),
      ("", "", "1"),
      ("", "", "2"),
    ])
    let groups = FieldlessIdentities(of: column).groups(
      TextIdentities(of: column), among: [4, 3, 2, 1, 0, 5, 6])
    #expect(groups == [[4, 2, 0]])
  }

  @Test func `without fields there is nothing to look for`() {
    let column = column([("a", "u", ""), ("a", "u", "")])
    #expect(
      FieldlessIdentities(of: column).groups(TextIdentities(of: column), among: [0, 1]).isEmpty)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `the groups are those of a dictionary`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: 0...400, using: &random)
    let kinds = Int.random(in: 1...300, using: &random)
    var seen: Set<String> = []
    let records = (0..<count).map { _ in
      (
        text: "t\(Int.random(in: 0..<kinds, using: &random))",
        shape: Bool.random(using: &random) ? "u" : "v",
        fields: String(repeating: "f", count: Int.random(in: 0...3, using: &random))
      )
    }.filter { seen.insert("\($0)").inserted }
    let order = (0..<RecordIndex(records.count)).shuffled(using: &random)
    let whole = column(records)
    var parts = FieldlessIdentities()
    let middle = records.count / 3
    for part in [records[..<middle], records[middle...]] {
      parts.append(contentsOf: FieldlessIdentities(of: column(Array(part))))
    }
    #expect(parts == FieldlessIdentities(of: whole))
    var expected: [[RecordIndex]] = []
    var places: [String: Int] = [:]
    for record in order {
      let key = "\(records[Int(record)].text) \(records[Int(record)].shape)"
      if let place = places[key] {
        expected[place].append(record)
      } else {
        places[key] = expected.count
        expected.append([record])
      }
    }
    let hasFields = records.contains { !$0.fields.isEmpty }
    #expect(
      parts.groups(TextIdentities(of: whole), among: order)
        == (hasFields ? expected.filter { $0.count > 1 } : []), "seed \(seed)")
  }
}
