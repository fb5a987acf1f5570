// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

/// How the stages follow each other: what each sees, and which record is named as kept.
@Suite struct StageTests {
  /// 36 shingles each, 35 of them common: 35/37.
  static let a = words("a")
  static let aEdited = words("a", changed: [39])

  @Test func `an exact copy names the first record of its text`() throws {
    let run = try Cleaning(texts: ["one", "two", "one", "one"])
    #expect(run.removals == ["2 exact 0 1.0", "3 exact 0 1.0"])
    #expect(run.result.kept == [0, 1])
  }

  @Test func `roles and part boundaries make texts different`() throws {
    let run = try Cleaning(
      [
        #"""
        {"messages": [{"role": "user", "content": "a\nb"}, {"role": "assistant", "content": "c"}]}
        {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b\nc"}]}
        {"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}, {"role": "assistant", "content": "c"}]}
        {"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}, {"role": "assistant", "content": "c"}]}
        {"messages": [{"role": "user", "content": "a\nb"}, {"role": "assistant", "content": "c"}], "id": 7}

        """#
      ], stages: [.exact])
    #expect(run.removals == ["4 exact 0 1.0"])
  }

  @Test func `copies of a record that near removes take its cause, similarity and keeper`() throws {
    let run = try Cleaning(texts: [Self.a, Self.aEdited, "other", Self.aEdited, Self.aEdited])
    #expect(run.removals == ["1 near 0 0.95", "3 near 0 0.95", "4 near 0 0.95"])
    #expect(run.result.removals.allSatisfy { $0.similarity == 35.0 / 37 })
    #expect(run.result.removedCount(by: .exact) == 0 && run.result.removedCount(by: .near) == 3)
  }

  @Test func `a chain of neighbours deletes only what matches a kept record itself`() throws {
    // Four words more differ at each step, at one end and then at the other: 32/40 for one step, 28/44
    // for two.
    let chain = [[], Array(36..<40), Array(0..<4) + Array(36..<40)].map { words("a", changed: $0) }
    let run = try Cleaning(texts: chain)
    #expect(run.removals == ["1 near 0 0.8"])
    #expect(run.result.kept == [0, 2])
    // From the middle both ends are within reach.
    let middle = try Cleaning(texts: [chain[1], chain[0], chain[2]])
    #expect(middle.removals == ["1 near 0 0.8", "2 near 0 0.8"])
  }

  @Test func `copies of a record that semantic removes take its cause, similarity and keeper`()
    throws
  {
    let run = try Cleaning(
      texts: ["one", "two", "three", "two"], stages: [.exact, .near, .semantic],
      // The row of the copy is another on purpose: the representative's counts.
      vectors: [[3, 0], [0.8, 0.6], [0, 1], [0, 1]])
    #expect(run.removals == ["3 exact 1 1.0"])
    let closer = try Cleaning(
      texts: ["one", "two", "three", "two"], stages: [.exact, .near, .semantic],
      vectors: [[3, 0], [24, 7], [0, 1], [0, 1]])
    #expect(closer.removals == ["1 semantic 0 0.96", "3 semantic 0 0.96"])
    #expect(closer.result.removedCount(by: .semantic) == 2)
    #expect(closer.result.removedCount(by: .exact) == 0)
  }

  @Test func `a record that stands for near removals goes only if they all reach the new keeper`()
    throws
  {
    // 0 repeats the meaning of 1; 2 is near to 1 and does not mean the same as 0.
    let texts = ["something else", Self.a, Self.aEdited]
    let vetoed = try Cleaning(
      texts: texts, stages: [.exact, .near, .semantic], vectors: [[1, 0], [24, 7], [3, 4]])
    #expect(vetoed.removals == ["2 near 1 0.95"])
    // Here it does, and takes the keeper at its own cosine, under semantic.
    let agreed = try Cleaning(
      texts: texts, stages: [.exact, .near, .semantic], vectors: [[1, 0], [24, 7], [40, 9]])
    #expect(agreed.removals == ["1 semantic 0 0.96", "2 semantic 0 0.98"])
    // Its copies go the same way.
    let copied = try Cleaning(
      texts: texts + [Self.aEdited, Self.a], stages: [.exact, .near, .semantic],
      vectors: [[1, 0], [24, 7], [40, 9], [0, 1], [0, 1]])
    #expect(
      copied.removals
        == ["1 semantic 0 0.96", "2 semantic 0 0.98", "3 semantic 0 0.98", "4 semantic 0 0.96"])
  }

  @Test func `a vetoed record may still keep others`() throws {
    let run = try Cleaning(
      texts: ["something else", Self.a, Self.aEdited, "a fourth"],
      stages: [.exact, .near, .semantic],
      // 3 means what 1 means, and is too far from 0.
      vectors: [[1, 0], [24, 7], [3, 4], [4, 3]])
    #expect(run.removals == ["2 near 1 0.95"])
    let kept = try Cleaning(
      texts: ["something else", Self.a, Self.aEdited, "a fourth"],
      stages: [.exact, .near, .semantic], vectors: [[1, 0], [24, 7], [3, 4], [12, 5]])
    #expect(kept.removals == ["2 near 1 0.95", "3 semantic 1 0.99"])
  }

  @Test func `the semantic threshold is inclusive, and a row of zeros means nothing`() throws {
    let run = try Cleaning(
      [lines(["one", "two", "three", "four"])], stages: [.semantic],
      vectors: [[1, 0], [4, 3], [0, 0], [0, 0]]
    ) { $0.semanticThreshold = 0.8 }
    #expect(run.removals == ["1 semantic 0 0.8"])
  }

  @Test func `an empty view is kept, counted and never a duplicate at any stage`() throws {
    let file = """
      {"prompt": "p", "completion": ""}
      {"prompt": "q", "completion": ""}
      {"prompt": "r", "completion": "yes"}
      {"prompt": "s", "completion": "yes"}
      {"prompt": "t", "completion": ""}

      """
    let run = try Cleaning(
      [file], stages: [.exact, .near, .semantic],
      vectors: [[1, 0], [1, 0], [1, 0], [1, 0], [1, 0]]
    ) { $0.selection = .view(.response) }
    #expect(run.removals == ["3 exact 2 1.0"])
    #expect(run.result.emptyCount == 3)
    // Nor of a reference.
    let known = try Cleaning([file], against: [file]) { $0.selection = .view(.response) }
    #expect(known.removals == ["2 exact 2* 1.0", "3 exact 2* 1.0"])
    #expect(known.result.emptyCount == 3)
  }

  @Test func `a text without words is an exact duplicate and never a near one`() throws {
    let run = try Cleaning(texts: ["...", "!!!", "...", ", ,"])
    #expect(run.removals == ["2 exact 0 1.0"])
  }

  @Test func `stages run alone`() throws {
    let texts = [Self.a, Self.a, Self.aEdited]
    #expect(try Cleaning(texts: texts, stages: [.exact]).removals == ["1 exact 0 1.0"])
    #expect(
      try Cleaning(texts: texts, stages: [.near]).removals == ["1 near 0 1.0", "2 near 0 0.95"])
    #expect(
      try Cleaning(texts: texts, stages: [.semantic], vectors: [[1, 0], [0, 1], [1, 0]]).removals
        == ["2 semantic 0 1.0"])
  }
}
