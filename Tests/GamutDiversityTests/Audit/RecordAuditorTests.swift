// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode
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
    ("```jinja\n{{ name }}\n```", []), ("Write `{{ name }}` there.", []),
    ("with: ${{ secrets.TOKEN }}", []), ("Sets are {{1, 2}, {3}}.", []),
    ("Yes.<|im_end|>", [.templateMark]), ("[INST] Hello", [.templateMark]),
    ("Use <br> here.", [.markup]), ("Fish &amp; chips", [.markup]), ("```\n<br>\n```", []),
    ("Use `<br>` here, or `<hr>`.", []), ("Use `<br> here.", [.markup]),
    ("Use `<br>`, <br> or `", [.markup]), ("<p>Hello, it does.</p>", []),
    ("`It rang.\u{7}`", [.controlCharacters]),
    ("A Vec<T> and a < b", []), ("It rang.\u{7}", [.controlCharacters]),
    ("zero\u{200B}width", [.controlCharacters]), ("turn \u{202E}over", [.controlCharacters]),
    ("fianc\u{C3}\u{A9} Cal", [.brokenCharacters]),
    ("don\u{E2}\u{20AC}\u{2122}t", [.brokenCharacters]),
    ("lost \u{FFFD} here", [.brokenCharacters]), ("caf\u{E9} na\u{EF}ve \u{201C}yes\u{201D}", []),
    ("- one\n* two", [.mixedMarkdown]), ("- one\n- two", []), ("This is **bold.", [.mixedMarkdown]),
    ("This is **bold**, 2**3 is 8.", []), ("x**2 and y**(2) + b_**k", []),
    ("It is x ** 0.5 of it.", []), ("It**self** is so.", []), ("x**2 is **bold**", []),
    ("x**2 is **bold", []), ("********", []), ("##Heading\ntext", [.mixedMarkdown]), ("#tag", []),
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
    #expect(found("Go on.", Self.prose + " He said that,") == [.cutOff])
    #expect(found("Go on.", Self.prose + " It was the") == [.cutOff])
    #expect(found("Go on.", Self.prose + " Kind regards, Ana of Fernhollow") == [])
    #expect(found("Go on.", Self.prose + "\n\n- a kettle\n- a cart") == [])
    #expect(found("Go on.", "Use this:\n```swift\nlet a = 1") == [.cutOff])
    #expect(found("Go on.", "Short and open") == [])
    // A fence too many, and an end all the same.
    #expect(found("Go on.", "Use this:\n```swift\nlet a = 1\n```\n```\nThat is all.") == [])
    #expect(found("Go on.", "用这个：\n```\na = 1\n```\n```\n就这样。") == [])
  }

  @Test func `the want of a full stop tells of a limit where an answer is long`() {
    let open = " Then somebody knocked at the old"
    let long = String(repeating: Self.prose + " ", count: 8)
    #expect(long.utf8.count >= 1_500)
    #expect(found("Go on.", Self.prose + open) == [])
    #expect(found("Go on.", long + open).contains(.cutOff))
    // Verse ends its lines with words, and a tag is none.
    let verse = "and nobody in all the town has heard the bell today"
    #expect(!found("Go on.", long + "\n" + verse + "\n" + verse).contains(.cutOff))
    #expect(!found("Go on.", long + "Here come the tags that they all use #snow").contains(.cutOff))
  }

  @Test func `markup that was asked for is none too much`() {
    #expect(found("Write a page in HTML.", "So: <div>Hello</div>") == [])
    #expect(found("Write a page.", "So: <div>Hello</div>") == [.markup])
  }

  private static let question =
    "Tell me what you see in the yard this morning, please, and write it down as a short story for the "
    + "children of the house, who have been waiting for the snow."

  @Test(.enabled(if: LanguageCounter.problem == nil, "CLD2 is not installed"))
  func `an answer in another language is one that is long enough to be sure`() {
    var auditor = RecordAuditor(tellsLanguages: true, hasRoles: true)
    func found(_ asked: String, _ said: String) -> Bool {
      auditor.audit(column(asked, said), 0).found.contains(.otherLanguage)
    }
    let german =
      "Der Kessel steht auf dem Herd, und das Wasser darin hat zu singen begonnen. Draußen fällt der "
      + "erste Schnee des Jahres auf den Hof, auf den Zaun und auf den alten Karren, "
      + "den gestern abend niemand mehr geholt hat."
    #expect(found(Self.question, german))
    #expect(
      !found(Self.question, "Schnee auf dem Hof, auf dem Zaun."))
    #expect(!found(Self.question, Self.prose))
    // Simplified and traditional.
    let simplified = "请告诉我今天早上你在院子里看到了什么，并且把它写成一个简短的故事。"
    let traditional = String(repeating: "水壺放在爐子上，裡面的水開始歌唱。外面今年的第一場雪落在院子裡、籬笆上。", count: 4)
    #expect(!found(simplified, traditional))
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
