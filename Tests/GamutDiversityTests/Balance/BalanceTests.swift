// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import Testing

@Suite struct BalanceTests {
  @Test(arguments: [
    "I'm sorry, but I can’t help with that.", "As an AI language model, I do not have opinions.",
    "I CANNOT provide medical advice.", "Es tut mir leid, aber ich kann das nicht.",
    "Lo siento, pero no puedo hacer eso.", "Je ne suis pas en mesure de répondre.",
    "对不起，我无法回答这个问题。", "抱歉，我不能这样做。", "Извините, но я не могу это сделать.",
  ])
  func `answers that refuse are known`(text: String) {
    #expect(RefusalRate(responses: TextBatch([text]), workers: 1).rows == [0])
  }

  @Test(arguments: [
    "I can help with that.", "You cannot provide a key twice.", "The AI can answer.",
    "I can't wait to see it!", "我可以帮助你。", "Sure: here it is.", "123 !",
    String(repeating: "Here is a long answer. ", count: 20) + "I cannot provide more.",
  ])
  func `answers that do not refuse are left alone`(text: String) {
    #expect(RefusalRate(responses: TextBatch([text]), workers: 1).rows.isEmpty)
  }

  @Test func `the rate counts answers that are there, for any number of workers`() {
    let texts = TextBatch(
      (0..<10_000).map { $0 % 10 == 0 ? "I cannot help with \($0)." : $0 % 10 == 1 ? "" : "Yes." })
    let rates = [1, 2, 4].map { RefusalRate(responses: texts, workers: $0) }
    #expect(rates[0].share == Share(count: 1_000, total: 9_000))
    #expect(rates[0] == rates[1] && rates[0] == rates[2])
    #expect(rates[0].rows.prefix(2) == [0, 10])
    #expect(RefusalRate(responses: TextBatch(), workers: 2).share.total == 0)
  }

  @Test func `openings are the first three folded words`() {
    let texts = TextBatch(
      ["Write a poem on rain", "write, a POEM!", "Write a story", "", "?", "Hello"])
    let openings = OpeningPhrases(of: texts, workers: 2)
    #expect(openings.share == Share(count: 4, total: 4))
    #expect(
      openings.most.map { "\($0.phrase) \($0.count) \($0.firstRow)" }
        == ["write a poem 2 0", "write a story 1 2", "hello 1 5"])
  }

  @Test func `only the twenty most frequent openings count`() {
    let texts = TextBatch(
      (0..<30).flatMap { i in Array(repeating: "opening word\(i) x", count: i) })
    let openings = OpeningPhrases(of: texts, workers: 2)
    #expect(openings.most.count == 20)
    #expect(openings.most.first?.phrase == "opening word29 x")
    #expect(openings.share == Share(count: (10..<30).reduce(0, +), total: (0..<30).reduce(0, +)))
  }

  @Test func `lengths are counted in code points`() {
    let summary = LengthSummary(of: TextBatch(["", "abc", "äöü€", "a"]))
    #expect(summary.mean == 2)
    #expect(summary.emptyCount == 1)
    #expect(summary.quantiles.count == 7)
    #expect(summary.quantiles.first == 0 && summary.quantiles.last == 4)
    #expect(summary.quantiles[3] == 2)
    #expect(LengthSummary(of: TextBatch()).quantiles.isEmpty)
  }

  @Test func `conflicts are equal prompts with different answers`() {
    let conflicts = AnswerConflicts(
      prompts: [1, 2, 1, 3, 1, nil, 2, 3].map(hash),
      responses: [1, 5, 2, 7, 1, 9, 5, nil].map(hash))
    #expect(conflicts.groups.count == 1)
    #expect(conflicts.groups[0].answers == [0, 2])
    #expect(conflicts.groups[0].rowCount == 3)
    #expect(conflicts.share == Share(count: 3, total: 6))
    #expect(AnswerConflicts(prompts: [], responses: []).share.total == 0)
  }

  @Test func `repeated answers come most frequent first`() {
    let repeated = RepeatedResponses(hashes: [4, 2, 4, nil, 2, 4, 8, 9].map(hash), limit: 5)
    #expect(repeated.most.map(\.firstRow) == [0, 1])
    #expect(repeated.most.map(\.count) == [3, 2])
    #expect(repeated.share == Share(count: 5, total: 7))
    #expect(RepeatedResponses(hashes: [1, 1, 2, 2].map(hash), limit: 1).most.count == 1)
  }

  private func hash(_ value: Int?) -> Hash128? { value.map { Hash128(high: 0, low: UInt64($0)) } }
}
