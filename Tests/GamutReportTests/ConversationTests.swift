// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutReport

@Suite struct ConversationTests {
  private func talk(_ turns: [(Turn.Speaker, String)], line: Int = 1) -> PlacedText {
    PlacedText(
      turns.map(\.1).joined(separator: "\n"), at: SampleReport.at(line),
      turns: turns.map { Turn($0.0, $0.1) })
  }

  private func example(_ a: PlacedText, _ b: PlacedText) -> RemovalReport.Example {
    RemovalReport.Example(cause: .near, similarity: 0.9, removed: a, kept: b)
  }

  private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

  @Test func `turns stand each with its speaker, and what differs is marked within them`() {
    let page = text(
      HTML.sides(
        example(
          talk([(.user, "How far is it?"), (.assistant, "Ten miles.")]),
          talk([(.user, "How far is it?"), (.assistant, "Nine miles.")], line: 2))))
    #expect(page.contains("<div class=\"turn user\"><small>user</small>"))
    #expect(page.contains("<div class=\"turn assistant\"><small>assistant</small>"))
    #expect(page.contains("<del>Ten</del>") && page.contains("<ins>Nine</ins>"))
  }

  @Test func `a system prompt is folded away`() {
    let a = talk([(.system, "Be short."), (.user, "Hi"), (.assistant, "Hello")])
    let page = text(HTML.sides(example(a, a)))
    #expect(page.contains("<details class=\"turn system\"><summary>system, 9 characters</summary>"))
    #expect(page.contains("Removed and kept are the same"))
    #expect(a.withoutSystem == "Hi ⏎ Hello")
  }

  @Test func `other speakers in another order are compared as one text`() {
    let page = text(
      HTML.sides(
        example(talk([(.user, "a"), (.assistant, "b")]), talk([(.user, "a"), (.tool, "b c")]))))
    #expect(!page.contains("class=\"turn") && page.contains("<ins>"))
  }

  @Test func `a prompt that most conversations share is shown once`() {
    let own = (0..<4).map { talk([(.system, "Be kind."), (.user, "\($0)"), (.assistant, "yes")]) }
    let other = talk([(.system, "Be rude."), (.user, "no")])
    let prompt = SharedPrompt(of: own + [other])
    #expect(prompt.text == "Be kind.")
    #expect(text(prompt.html).contains("Be kind."))
    let page = text(HTML.sides(example(own[0], own[1]), sharing: prompt))
    #expect(!page.contains("Be kind.") && page.contains("the shared system prompt"))
    // Half is not most, and two are no habit.
    #expect(SharedPrompt(of: Array(own[..<3]) + [other, other, other]).text == nil)
    #expect(SharedPrompt(of: Array(own[..<2])).text == nil)
    #expect(text(SharedPrompt.none.html).isEmpty)
  }

  @Test func `of a talk without end some turns are shown, and the page says so`() {
    let long = talk((0..<300).map { ($0 % 2 == 0 ? .user : .assistant, "turn \($0)") })
    let page = text(HTML.sides(example(long, long)))
    #expect(page.contains("288 more turns not shown."))
  }
}
