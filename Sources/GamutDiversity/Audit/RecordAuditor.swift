// SPDX-License-Identifier: Apache-2.0

package import GamutCore
import GamutUnicode

/// What looking at one record has shown.
package struct RecordAudit: Hashable, Sendable {
  /// The checks that apply to it: no answer is cut off where there is none.
  package var applies: AuditChecks = []
  /// Those of them that found something.
  package var found: AuditChecks = []
  /// The numbers of the languages of its prompt and its answer; nil where they are not sure, or were not
  /// looked at.
  package var promptLanguage: Int32?
  package var answerLanguage: Int32?
  /// A hash of the words of what the operator, the material and the user say; equal for prompts that
  /// differ in case, punctuation or space alone, nil for none.
  package var promptHash: UInt64?
  /// What its prompt looks like.
  package var form = PromptForm()

  /// Nothing was looked at.
  package init() {}
}

/// Looks at records one after the other for what spoils training examples.
package struct RecordAuditor {
  private let tellsLanguages: Bool
  private let hasRoles: Bool
  private let folder = WordFolder()
  private var folded = FoldedText()
  private var ends: [Int] = []
  private var wordEnds: [Int] = []

  /// Words that a prompt must have for its repetition to mean something.
  private static let repeatedWordCount = 6

  /// A look that tells languages too, if that is wanted and this machine can.
  ///
  /// - Parameter hasRoles: whether the parts of texts have roles; those of field paths have none, and each
  ///   such text is a document.
  package init(tellsLanguages: Bool, hasRoles: Bool) {
    self.hasRoles = hasRoles
    self.tellsLanguages = tellsLanguages && LanguageCounter.problem == nil
  }

  /// Looks at record `record` of a column of whole records.
  ///
  /// - Complexity: O(bytes of the record).
  package mutating func audit(_ column: ShapedTexts, _ record: Int) -> RecordAudit {
    let parts = column.auditedParts(of: record, hasRoles: hasRoles)
    guard !parts.isEmpty else { return audit(parts, of: [UInt8]().span) }
    ends.removeAll(keepingCapacity: true)
    for part in parts { ends.append(part.range.upperBound) }
    return column.texts.withText(record) { text in
      folder.fold(text, into: &folded, ends: ends, wordEnds: &wordEnds)
      return audit(parts, of: text)
    }
  }

  private func audit(_ parts: [PartShape.Part], of text: Span<UInt8>) -> RecordAudit {
    var audit = RecordAudit()
    let isDocument = parts.allSatisfy { $0.roleByte == UInt8(ascii: "x") }
    audit.applies = AuditChecks(AuditCheck.personal)
    audit.applies.formUnion(
      AuditChecks(
        .placeholder, .templateMark, .unfilledVariable, .controlCharacters, .brokenCharacters))
    if isDocument { audit.applies.insert(.markup) }
    if !isDocument || parts.isEmpty {
      audit.applies.formUnion(AuditChecks(.emptyAnswer, .emptyPrompt))
    }
    var hasPrompt = false
    var answers: [Int] = []
    for (i, part) in parts.enumerated() {
      let bytes = text.extracting(part.range)
      let isAnswer = part.roleByte == UInt8(ascii: "a")
      let isTrained = isAnswer || part.roleByte == UInt8(ascii: "x")
      if part.role == .given || part.role == .asked { hasPrompt = true }
      var flaws = CharacterFlaws.checks(of: bytes, isAnswer: isTrained)
      if isAnswer, flaws.contains(.markup), CharacterFlaws.isMarkup(bytes) || asksForMarkup(parts) {
        flaws.remove(AuditChecks(.markup))
      }
      audit.found.formUnion(flaws)
      if part.role != .system { audit.found.formUnion(PersonalData.checks(of: bytes)) }
      audit.found.insert(
        .placeholder,
        if: Placeholders.isOne(words(of: i), of: folded, isMaterial: part.role == .given))
      guard isAnswer else { continue }
      answers.append(i)
      var form = FormFlaws.checks(of: bytes)
      // A talk may break off anywhere but at its end.
      let isOpen = form.contains(.cutOff)
      form.remove(AuditChecks(.cutOff))
      audit.found.formUnion(form)
      if i == parts.count - 1, FormFlaws.isLong(bytes) || isOpen {
        audit.applies.insert(.cutOff)
        audit.found.insert(.cutOff, if: isOpen)
      }
    }
    (audit.promptHash, audit.form) = prompt(of: parts)
    if tellsLanguages {
      audit.promptLanguage = language(of: text, parts.filter { $0.role == .asked })
    }
    audit.found.insert(.emptyAnswer, if: !parts.contains { $0.role == .said })
    audit.found.insert(.emptyPrompt, if: !hasPrompt)
    if let last = answers.last { checkAnswers(answers, last, parts, text, &audit) }
    audit.found.formIntersection(audit.applies)
    return audit
  }

  /// What is asked of records with an answer alone.
  private func checkAnswers(
    _ answers: [Int], _ last: Int, _ parts: [PartShape.Part], _ text: Span<UInt8>,
    _ audit: inout RecordAudit
  ) {
    audit.applies.formUnion(
      AuditChecks(
        .markup, .straySpace, .trailingBlanks, .mixedMarkdown, .repeatsPrompt, .loops))
    audit.found.insert(.loops, if: answers.contains { LoopingText.loops(hashes(words(of: $0))) })
    audit.found.insert(.repeatsPrompt, if: repeatsPrompt(answers[0], parts))
    guard tellsLanguages else { return }
    audit.answerLanguage = language(of: text, answers.map { parts[$0] })
    // Of a short answer, a list of names or a title, no detector is sure enough to say that it is wrong.
    if let prompt = audit.promptLanguage, let answer = audit.answerLanguage,
      answers.contains(where: { parts[$0].range.count >= FormFlaws.longByteCount })
    {
      audit.applies.insert(.otherLanguage)
      audit.found.insert(.otherLanguage, if: !LanguageCounter.areVariants(prompt, answer))
    }
  }

  /// Whether a user names a language of markup, so that it is no flaw of the answer.
  private func asksForMarkup(_ parts: [PartShape.Part]) -> Bool {
    parts.indices.contains { i in
      parts[i].role != .said && hashes(words(of: i)).contains { Self.markupWords.contains($0) }
    }
  }

  private static let markupWords = Set(
    ["html", "css", "xml", "svg"].map { StableHash.hash64(Array($0.utf8).span) })

  /// Whether the answer begins with all words of what was asked before it.
  private func repeatsPrompt(_ answer: Int, _ parts: [PartShape.Part]) -> Bool {
    guard let asked = parts[..<answer].lastIndex(where: { $0.role == .asked }) else { return false }
    let prompt = words(of: asked)
    let reply = words(of: answer)
    guard prompt.count >= Self.repeatedWordCount, reply.count >= prompt.count else { return false }
    return hashes(prompt) == hashes(reply.prefix(prompt.count))
  }

  /// The hash of a prompt's words, and what it looks like.
  private func prompt(of parts: [PartShape.Part]) -> (hash: UInt64?, form: PromptForm) {
    var hash: UInt64?
    var form = PromptForm()
    var isUser = false
    for (i, part) in parts.enumerated() {
      let words = part.role == .said ? [] : hashes(words(of: i))
      for word in words { hash = StableHash.mix((hash ?? 0) &* 3 ^ word) }
      form.add(roleByte: part.roleByte, words: words, isUser: &isUser)
    }
    return (hash, form)
  }

  private func language(of text: Span<UInt8>, _ parts: [PartShape.Part]) -> Int32? {
    var beginning: [UInt8] = []
    for part in parts {
      let room = LanguageCounter.byteCount - beginning.count
      guard room > 0 else { break }
      if !beginning.isEmpty { beginning.append(0x0A) }
      for i in part.range.prefix(room) { beginning.append(text[i]) }
    }
    return LanguageCounter.language(of: beginning.span)
  }

  private func words(of part: Int) -> Range<Int> {
    (part > 0 ? wordEnds[part - 1] : 0)..<wordEnds[part]
  }

  private func hashes(_ words: Range<Int>) -> [UInt64] {
    words.map { folded.withWord($0) { StableHash.hash64($0) } }
  }

  /// What the prompt of record `record` of a column of whole records looks like.
  package mutating func form(_ column: ShapedTexts, _ record: Int) -> PromptForm {
    // First the fold: an argument would be evaluated after `self` is read.
    let parts = foldParts(of: column, record)
    return prompt(of: parts).form
  }

  /// The words with which record `record` asks first, as an opening has them, and the last one, folded.
  package mutating func askedWords(
    _ column: ShapedTexts, _ record: Int
  ) -> (first: [String], last: String?) {
    let parts = foldParts(of: column, record)
    guard let asked = parts.firstIndex(where: { $0.role == .asked }) else { return ([], nil) }
    let words = words(of: asked)
    func text(_ word: Int) -> String {
      folded.withWord(word) { bytes in
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
      }
    }
    return (words.prefix(PromptForm.openingWordCount).map(text), words.last.map(text))
  }

  private mutating func foldParts(of column: ShapedTexts, _ record: Int) -> [PartShape.Part] {
    let parts = column.auditedParts(of: record, hasRoles: hasRoles)
    ends.removeAll(keepingCapacity: true)
    guard !parts.isEmpty else { return [] }
    for part in parts { ends.append(part.range.upperBound) }
    column.texts.withText(record) {
      folder.fold($0, into: &folded, ends: ends, wordEnds: &wordEnds)
    }
    return parts
  }

  /// The words of what record `record` of a column of whole records says, as hashes in their order.
  package mutating func saidWords(_ column: ShapedTexts, _ record: Int) -> [UInt64] {
    let parts = column.auditedParts(of: record, hasRoles: hasRoles)
    return column.texts.withText(record) { text in
      var hashes: [UInt64] = []
      for part in parts where part.role == .said {
        hashes += wordHashes(text.extracting(part.range))
      }
      return hashes
    }
  }

  /// The words of `text`, as hashes in their order.
  package mutating func wordHashes(_ text: Span<UInt8>) -> [UInt64] {
    folder.fold(text, into: &folded)
    return hashes(0..<folded.wordCount)
  }
}

extension ShapedTexts {
  /// The parts of record `record`; those without roles as parts of a document.
  package func auditedParts(of record: Int, hasRoles: Bool) -> [PartShape.Part] {
    let parts = parts(of: record, hasNames: hasRoles)
    return hasRoles
      ? parts : parts.map { PartShape.Part(roleByte: UInt8(ascii: "x"), range: $0.range) }
  }
}

extension AuditCheck {
  /// Where this check first finds something in the text of a part; nil where it finds nothing, or has
  /// no place to tell.
  ///
  /// - Parameter roleByte: of the part's shape.
  package func firstPlace(in text: Span<UInt8>, roleByte: UInt8) -> Int? {
    let isAnswer = "ax".utf8.contains(roleByte)
    return switch self {
    case .trailingBlanks, .mixedMarkdown: isAnswer ? FormFlaws.firstPlace(of: self, in: text) : nil
    case .loops: isAnswer ? LoopingText.firstPlace(in: text) : nil
    default: CharacterFlaws.firstPlace(of: self, in: text, isAnswer: isAnswer)
    }
  }
}
