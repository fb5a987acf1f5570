// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

@testable import Gamut

/// Which of several duplicates stays, through the plan and by the order itself.
@Suite struct KeepPolicyTests {
  /// Near to each other, of 285, 289 and 293 bytes.
  static let file = """
    {"text": "\(words("a", changed: [39]))", "score": 2, "n": {"deep": 1e3}}
    {"text": "\(words("a"))", "score": 9, "n": {"deep": null}}
    {"text": "\(words("a", changed: [0]))", "score": 9}
    {"text": "\(words("a"))", "score": "10", "n": {"deep": -5}}
    {"text": "\(words("a", changed: [38, 39]))", "n": {"deep": 7.5}}

    """

  static let keepers: [(KeepPolicy, UInt32)] = [
    (KeepPolicy.first, 0), (.last, 4), (.longest, 4), (.shortest, 1),
    // Ties and missing numbers: the lower index; a string is no number.
    (.greatest(field: "score"), 1), (.least(field: "score"), 0),
    (.greatest(field: "n.deep"), 0), (.least(field: "n.deep"), 3),
    (.greatest(field: "absent"), 0), (.least(field: "absent"), 0),
  ]

  @Test(arguments: keepers)
  func `the record that stays`(policy: KeepPolicy, keeper: UInt32) throws {
    let run = try Cleaning([Self.file], keep: policy) { $0.threshold = 0.7 }
    #expect(run.result.kept == [keeper])
    #expect(run.result.removals.allSatisfy { $0.keeper.index == keeper })
  }

  @Test func `the output is in input order under any policy`() throws {
    let run = try Cleaning(texts: ["b", "a", "c", "a", "b"], keep: .last)
    #expect(run.removals == ["0 exact 4 1.0", "1 exact 3 1.0"])
    #expect(try run.kept() == lines(["c", "a", "b"]))
  }

  @Test func `semantic follows the order too`() throws {
    let run = try Cleaning(
      texts: ["one", "two", "three"], keep: .longest, stages: [.semantic],
      vectors: [[1, 0], [1, 0], [1, 0]])
    #expect(run.removals == ["0 semantic 2 1.0", "1 semantic 2 1.0"])
  }

  @Test func `ties go to the lower index, NaN comes last, leading records come first`() {
    let bytes: [UInt32] = [5, 1, 7, 7, 1]
    let values: [Double] = [1, .nan, -0.0, 0, .infinity]
    func order(_ policy: KeepPolicy, leading: Int = 0) -> [UInt32] {
      var numbers = NumberColumn()
      for value in values.dropFirst(leading) { numbers.append(value) }
      return policy.order(count: 5, leading: leading, byteCounts: bytes, numbers: numbers)
    }
    #expect(order(.first) == [0, 1, 2, 3, 4])
    #expect(order(.last) == [4, 3, 2, 1, 0])
    #expect(order(.longest) == [2, 3, 0, 1, 4])
    #expect(order(.shortest) == [1, 4, 0, 2, 3])
    #expect(order(.greatest(field: "x")) == [4, 0, 2, 3, 1])
    #expect(order(.least(field: "x")) == [2, 3, 0, 4, 1])
    #expect(order(.last, leading: 2) == [0, 1, 4, 3, 2])
    #expect(order(.shortest, leading: 5) == [0, 1, 2, 3, 4])
  }

  @Test func `a policy is read from its own description`() {
    for policy in [
      KeepPolicy.first, .last, .longest, .shortest, .greatest(field: "a.b"), .least(field: "max:"),
    ] { #expect(KeepPolicy(policy.description) == policy) }
    for text in ["", "max", "max:", "min:", "First", "max score", "med:x"] {
      #expect(KeepPolicy(text) == nil, "\(text)")
    }
  }
}
