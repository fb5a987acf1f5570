// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutText

@Suite struct PromptTextTests {
  /// A column of prompts, each a list of parts with their role bytes.
  private func column(_ prompts: [[(Character, String)]]) -> ShapedTexts {
    var column = ShapedTexts()
    for prompt in prompts {
      for (role, text) in prompt {
        let bytes = Array(text.utf8)
        column.appendPart(bytes.span, roleByte: role.asciiValue ?? 0)
      }
      column.endRecord()
    }
    return column
  }

  private func setAside(_ column: ShapedTexts) -> SetAsideUnits {
    var sample = CommonUnits.Sample()
    for i in 0..<column.count { sample.add(column, at: i) }
    return sample.setAside()
  }

  private func embedded(_ column: ShapedTexts) -> [String] {
    let texts = PromptText(setAside: setAside(column)).texts(of: column)
    return (0..<texts.count).map { texts.string($0) }
  }

  @Test func `what nine in ten prompts share is left out, whatever its case and place`() {
    let prompts = (0..<10).map { i -> [(Character, String)] in
      let question = "What is number \(i)?"
      return [
        (
          "u",
          i == 9 ? question : i == 8 ? "\(question)\nBE BRIEF" : "Be brief. \(question) Thanks!"
        )
      ]
    }
    let column = column(prompts)
    #expect(setAside(column).unitCount == 1)
    #expect(setAside(column).wordCount == 2)
    let texts = embedded(column)
    #expect(texts[0] == " What is number 0? Thanks!")
    #expect(texts[8] == "What is number 8?\n")
    #expect(texts[9] == "What is number 9?")
  }

  @Test func `what eight in ten share stays, and so does what nine of nine share`() {
    let eight = (0..<10).map { [(Character("u"), $0 < 8 ? "Be brief. One \($0)" : "One \($0)")] }
    #expect(setAside(column(eight)).isEmpty)
    let nine = (0..<9).map { [(Character("u"), "Be brief. One \($0)")] }
    #expect(setAside(column(nine)).isEmpty)
  }

  @Test func `tool results are left out, and a prompt of them alone keeps them`() {
    let texts = embedded(
      column([
        [("u", "How warm is it?"), ("t", "21 degrees"), ("u", "And now?")], [("t", "21 degrees")],
      ]))
    #expect(texts == ["How warm is it?\nAnd now?", "21 degrees"])
  }

  @Test func `a prompt of nothing but what is set aside stays whole`() {
    var prompts = (0..<19).map { [(Character("u"), "Be brief. One \($0)")] }
    prompts.append([("u", "Be brief."), ("t", "noise")])
    #expect(embedded(column(prompts)).last == "Be brief.")
  }

  @Test func `nothing is set aside of documents, but what prompts share is left out of them too`() {
    let texts = (0..<20).map { [(Character("x"), "Be brief. One \($0)")] }
    #expect(setAside(column(texts)).isEmpty)
    let prompts = column((0..<20).map { [(Character("u"), "Be brief. One \($0)")] })
    let given = PromptText(setAside: setAside(prompts)).texts(of: column(texts))
    #expect(given.string(3) == " One 3")
  }

  @Test func `what is left is what a plain reading leaves, over random prompts`() {
    var random = SeededRandom(seed: 11)
    let units = ["Be brief.", "Use a table.", "你好。", "…", "\n", "Sum up!", "x", "Is it?"]
    for _ in 0..<200 {
      let prompts = (0..<12).map { _ -> [(Character, String)] in
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
          let text = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            units[Int.random(in: 0..<units.count, using: &random)]
          }.joined(separator: " ")
          return (Int.random(in: 0..<3, using: &random) == 0 ? "t" : "u", text)
        }
      }
      let column = column(prompts)
      let aside = setAside(column)
      let texts = PromptText(setAside: aside).texts(of: column)
      for (i, prompt) in prompts.enumerated() {
        // The words of the units of each part, by reading every part by itself.
        var kept: [UInt64] = []
        var all: [UInt64] = []
        for (role, text) in prompt where role != "t" {
          let units = keys(of: text)
          all += units
          kept += units.filter { !aside.units.contains($0) }
        }
        if all.isEmpty { continue }
        #expect(keys(of: texts.string(i)) == (kept.isEmpty ? all : kept), "prompt \(i): \(prompt)")
      }
    }
  }

  /// The hashes of the units of a text, in their order.
  private func keys(of text: String) -> [UInt64] {
    let column = column([[("u", text)]])
    var words = ExampleWords(.words)
    column.texts.withText(0) { text in
      column.shapes.withText(0) { words.read(text, shape: $0, by: .units) }
    }
    return words.pieces.map { words.key(of: $0) }
  }
}
