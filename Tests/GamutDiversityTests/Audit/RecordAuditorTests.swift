// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutDiversity

@Suite struct RecordAuditorTests {
  /// A record of an asked text and a said one, either of which may be empty.
  private func column(_ asked: String, _ said: String, given: String = "") -> ShapedTexts {
    var column = ShapedTexts()
    for (text, role) in [(asked, "u"), (given, "i"), (said, "a")] where !text.isEmpty {
      column.appendPart(Array(text.utf8).span, roleByte: role.utf8.first ?? 0)
    }
    column.endRecord()
    return column
  }

  private func found(_ asked: String, _ said: String, given: String = "") -> [AuditCheck] {
    var auditor = RecordAuditor(tellsLanguages: false, hasRoles: true)
    return auditor.audit(column(asked, said, given: given), 0).found.list
  }

  private static let prose =
    "The kettle stands on the stove, and the water in it has begun to sing. Outside the first snow of "
    + "the year comes down upon the yard, on the fence, and on the cart that nobody has brought in."

  @Test(arguments: [
    ("Yes, that works.", []), ("", [AuditCheck.emptyAnswer]),
    (" Yes, that works.", [.straySpace]), ("Yes.\n", [.straySpace]),
    ("One. \nTwo.", [.trailingBlanks]), ("A line break,  \nas Markdown has it.", []),
    ("One.\t\nTwo.", [.trailingBlanks]), ("nan", [.placeholder]),
    ("[object Object]", [.placeholder]),
    ("None", []), ("Dear {{ customer_name }}, hello.", [.unfilledVariable]),
    ("```jinja\n{{ name }}\n```", []), ("Sets are {{1, 2}, {3}}.", []),
    ("Yes.<|im_end|>", [.templateMark]), ("[INST] Hello", [.templateMark]),
    ("Use <br> here.", [.markup]), ("Fish &amp; chips", [.markup]), ("```\n<br>\n```", []),
    ("A Vec<T> and a < b", []), ("It rang.\u{7}", [.controlCharacters]),
    ("zero\u{200B}width", [.controlCharacters]), ("turn \u{202E}over", [.controlCharacters]),
    ("fianc\u{C3}\u{A9} Cal", [.brokenCharacters]),
    ("don\u{E2}\u{20AC}\u{2122}t", [.brokenCharacters]),
    ("lost \u{FFFD} here", [.brokenCharacters]), ("caf\u{E9} na\u{EF}ve \u{201C}yes\u{201D}", []),
    ("- one\n* two", [.mixedMarkdown]), ("- one\n- two", []), ("This is **bold.", [.mixedMarkdown]),
    ("This is **bold**, 2**3 is 8.", []), ("##Heading\ntext", [.mixedMarkdown]), ("#tag", []),
  ])
  func `flaws of an answer are those it has`(said: String, expected: [AuditCheck]) {
    #expect(found("Well, does it?", said) == expected)
  }

  @Test func `a word for nothing counts in material where an answer may mean it`() {
    #expect(found("Sum it up.", "Done.", given: "None") == [.placeholder])
    #expect(found("Sum it up.", "Done.", given: "<no input>") == [.placeholder])
    #expect(found("Sum it up.", "Done.", given: "noinput") == [.placeholder])
    #expect(found("Sum it up.", "Done.", given: "No input devices were found by the driver.") == [])
  }

  @Test func `an answer is cut off within a sentence, a clause or a block of code`() {
    #expect(found("Go on.", Self.prose) == [])
    #expect(found("Go on.", Self.prose + " Then somebody knocked at the old") == [.cutOff])
    #expect(found("Go on.", Self.prose + " He said that,") == [.cutOff])
    #expect(found("Go on.", Self.prose + " It was the") == [.cutOff])
    #expect(found("Go on.", Self.prose + " Kind regards, Ana of Fernhollow") == [])
    #expect(found("Go on.", Self.prose + "\n\n- a kettle\n- a cart") == [])
    #expect(found("Go on.", "Use this:\n```swift\nlet a = 1") == [.cutOff])
    #expect(found("Go on.", "Short and open") == [])
  }

  @Test func `repetition of the prompt, and of itself, is found`() {
    let prompt = "What is the colour of the sky at noon?"
    #expect(found(prompt, "What is the colour of the sky at noon? It is blue.") == [.repeatsPrompt])
    #expect(found(prompt, "The colour of the sky at noon is blue.") == [])
    #expect(
      found("Go on.", String(repeating: "and so it goes on and on. ", count: 30) + "End.") == [
        .loops
      ])
    #expect(found("Go on.", Self.prose + " " + Self.prose.lowercased()) == [])
  }

  @Test func `a document has no prompt and no answer to miss`() {
    var column = ShapedTexts()
    column.appendPart(Array("Fish &amp; chips".utf8).span, roleByte: UInt8(ascii: "x"))
    column.endRecord()
    var auditor = RecordAuditor(tellsLanguages: false, hasRoles: true)
    let audit = auditor.audit(column, 0)
    #expect(audit.found.list == [.markup])
    #expect(!audit.applies.contains(.emptyAnswer) && !audit.applies.contains(.straySpace))
  }

  @Test func `prompts are equal where their words are`() {
    var auditor = RecordAuditor(tellsLanguages: false, hasRoles: true)
    let hashes = ["Is it on?", "is it  on", "Is it off?"].map {
      auditor.audit(column($0, "Yes."), 0).promptHash
    }
    #expect(hashes[0] == hashes[1] && hashes[0] != hashes[2] && hashes[0] != nil)
  }

  @Test(arguments: [
    (AuditCheck.trailingBlanks, "one\ntwo \nthree   \n", 7),
    (.mixedMarkdown, "- one\n* two", 6), (.mixedMarkdown, "a **b** and **c", 12),
    (.mixedMarkdown, "text\n##tight", 5),
    (
      .loops, "one two three four five six seven eight. one two three four five six seven eight. x",
      41
    ),
  ])
  func `where a flaw of form stands is told`(check: AuditCheck, text: String, place: Int) {
    let bytes = Array(text.utf8)
    #expect(check.firstPlace(in: bytes.span, roleByte: UInt8(ascii: "a")) == place)
    #expect(check.firstPlace(in: bytes.span, roleByte: UInt8(ascii: "u")) == nil)
  }

  @Test func `where a flaw first stands is told`() {
    let text = Array("abc <b> &amp; {{x}}".utf8)
    #expect(AuditCheck.markup.firstPlace(in: text.span, roleByte: UInt8(ascii: "a")) == 4)
    #expect(AuditCheck.markup.firstPlace(in: text.span, roleByte: UInt8(ascii: "u")) == nil)
    #expect(
      AuditCheck.unfilledVariable.firstPlace(in: text.span, roleByte: UInt8(ascii: "u")) == 14)
    #expect(AuditCheck.loops.firstPlace(in: text.span, roleByte: UInt8(ascii: "a")) == nil)
  }

  @Test func `every check has a bit and a stable name of its own`() {
    #expect(AuditCheck.allCases.count <= 64)
    #expect(Set(AuditCheck.allCases.map(\.name)).count == AuditCheck.allCases.count)
    #expect(AuditCheck.emptyAnswer.name == "empty_answer" && AuditCheck.secret.name == "secret")
    for check in AuditCheck.allCases { #expect(AuditChecks(check).list == [check]) }
  }
}
