// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutDiversity

@Suite struct FormComparisonTests {
  /// A record of parts with their role bytes.
  private func column(_ parts: [(Character, String)]) -> ShapedTexts {
    var column = ShapedTexts()
    for (role, text) in parts {
      column.appendPart(Array(text.utf8).span, roleByte: role.utf8.first ?? 0)
    }
    column.endRecord()
    return column
  }

  private func form(_ parts: [(Character, String)]) -> PromptForm {
    var auditor = RecordAuditor(tellsLanguages: false, hasRoles: true)
    let column = column(parts)
    let form = auditor.form(column, 0)
    let audit = auditor.audit(column, 0)
    #expect(audit.form == form)
    return form
  }

  @Test func `a form counts the words and turns of the user, by hand`() {
    let talk = form([
      ("s", "You are kind."), ("u", "Write a short poem on kettles, please."), ("a", "No."),
      ("u", "Why not?"), ("i", "I have tea."), ("u", "Go on."),
    ])
    // 7 + 2 + 3 + 2 words; material between two parts of the user ends no turn.
    #expect(talk.wordCount == 14 && talk.turnCount == 2)
    let tool = form([("u", "Look it up."), ("c", "{}"), ("t", "nothing"), ("a", "Nothing.")])
    #expect(tool.wordCount == 4 && tool.turnCount == 1)
    #expect(form([]) == PromptForm())
    #expect(form([("a", "Hello.")]).turnCount == 0)
  }

  @Test func `openings and frames are equal where the words are, whatever case and marks`() {
    let one = form([("u", "Write a short poem on tea")])
    let other = form([("u", "WRITE a short… story about tea!"), ("a", "Once.")])
    #expect(one.opening != nil && one.opening == other.opening && one.frame == other.frame)
    #expect(form([("u", "Write a short poem on ice")]).frame != one.frame)
    #expect(form([("u", "Write a short poem")]).frame == nil)
    let two = form([("u", "Write a")])
    #expect(two.opening == nil && two.frame == nil && two.wordCount == 2)
    var auditor = RecordAuditor(tellsLanguages: false, hasRoles: true)
    let words = auditor.askedWords(column([("s", "Be."), ("u", "Write a SHORT poem on tea")]), 0)
    #expect(words.first == ["write", "a", "short"] && words.last == "tea")
  }

  private func forms(_ words: [Int32], opening: UInt64? = nil) -> [PromptForm] {
    words.map {
      var form = PromptForm()
      (form.wordCount, form.turnCount, form.opening) = ($0, 1, opening)
      return form
    }
  }

  @Test func `shares and medians are those of records in which somebody asks`() throws {
    var set = forms([3, 5, 9, 40])
    set.append(PromptForm())
    let found = try #require(FormComparison(set: set, reference: forms([5, 5])))
    #expect(found.medians.set == 5 && found.medians.reference == 5)
    #expect(found.lengths.map(\.limit) == [4, 8, 16, 32])
    #expect(found.lengths.map(\.set.count) == [1, 2, 3, 3])
    #expect(found.lengths.map(\.reference.count) == [0, 2, 2, 2])
    #expect(found.lengths.allSatisfy { $0.set.total == 4 && $0.reference.total == 2 })
    #expect(found.turns.isEmpty && found.openings.isEmpty && found.frames.isEmpty)
    // Four rows: each interval is that of 1 − .05/4.
    let row = found.lengths[0]
    #expect(
      row.interval == row.set.differenceInterval(to: row.reference, confidence: 1 - 0.05 / 4))
  }

  @Test func `nobody asks, nothing is compared`() {
    #expect(FormComparison(set: [], reference: forms([1])) == nil)
    #expect(FormComparison(set: forms([1]), reference: [PromptForm()]) == nil)
  }

  @Test func `openings are chosen by both together, and know where they were met first`() throws {
    let set = forms([4, 4, 4], opening: 7) + forms([4], opening: 9)
    let reference = forms([4], opening: 8) + forms([4, 4], opening: 9)
    let found = try #require(FormComparison(set: set, reference: reference))
    // 9: 1/4 + 2/3; 7: 3/4; 8 is one record.
    #expect(found.openings.map(\.set.count) == [1, 3])
    #expect(
      found.openings.map(\.first) == [
        FormComparison.Origin(isReference: false, place: 3),
        FormComparison.Origin(isReference: false, place: 0),
      ])
  }

  @Test func `where nothing differs, hardly any comparison tells of a difference`() throws {
    var random = SeededRandom(seed: 9)
    func sample(_ count: Int) -> [PromptForm] {
      (0..<count).map { _ in
        var form = PromptForm()
        form.wordCount = Int32(1 + random.next(below: 30) * random.next(below: 30))
        form.turnCount = Int32(1 + random.next(below: 3))
        form.opening = UInt64(random.next(below: 12))
        form.frame = UInt64(random.next(below: 40))
        return form
      }
    }
    var told = 0
    for _ in 0..<200 {
      let found = try #require(FormComparison(set: sample(400), reference: sample(150)))
      let rows = found.lengths + found.turns + found.openings + found.frames
      if rows.contains(where: { $0.interval.low > 0 || $0.interval.high < 0 }) { told += 1 }
    }
    // Of 200 runs with at most 5 % each; four standard errors above are 22.
    #expect(told <= 22)
  }
}
