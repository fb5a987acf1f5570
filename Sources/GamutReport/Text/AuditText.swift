// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// What an audit says of each check, for people.
enum AuditText {
  /// What was found, as a name for a row: `answers cut off`.
  static func name(of check: AuditCheck) -> String {
    switch check {
    case .emptyAnswer: "empty answers"
    case .emptyPrompt: "empty prompts"
    case .placeholder: "words for nothing"
    case .cutOff: "answers cut off"
    case .templateMark: "marks of chat templates"
    case .unfilledVariable: "variables never filled in"
    case .markup: "HTML in answers"
    case .controlCharacters: "control and hidden characters"
    case .brokenCharacters: "broken characters"
    case .straySpace: "answers with stray space"
    case .trailingBlanks: "lines that end with blanks"
    case .mixedMarkdown: "mixed or open Markdown"
    case .repeatsPrompt: "answers that repeat the prompt"
    case .loops: "answers that repeat themselves"
    case .notAlternating: "turns that do not alternate"
    case .startsWithAnswer: "talks that begin with the model"
    case .endsWithoutAnswer: "talks without a last answer"
    case .lateSystem: "system turns that come late"
    case .emptyTurn: "empty turns"
    case .unknownTool: "calls of tools not on offer"
    case .malformedCall: "malformed calls"
    case .missingArgument: "calls without a required argument"
    case .callWithoutResult: "calls without a result"
    case .resultWithoutCall: "results without a call"
    case .otherLanguage: "answers in another language"
    case .email: "e-mail addresses"
    case .phone: "telephone numbers"
    case .paymentCard: "payment card numbers"
    case .bankAccount: "bank account numbers (IBAN)"
    case .socialSecurity: "social security numbers"
    case .networkAddress: "internet addresses"
    case .secret: "keys and passwords"
    }
  }

  /// What to do about it, in one short sentence.
  static func advice(on check: AuditCheck) -> String {
    switch check {
    case .emptyAnswer: "Fill or drop them: every example should be complete."
    case .emptyPrompt: "Drop them, or say what was asked."
    case .placeholder: "Leave the field empty: a model learns to read and write the word."
    case .cutOff: "Finish or drop them: a model learns to stop there."
    case .templateMark: "Take them out, or store the record as turns: a trainer adds its own."
    case .unfilledVariable: "Fill them in, or drop the records."
    case .markup: "Turn it into plain text or Markdown, unless the model is to write HTML."
    case .controlCharacters: "Take them out: nobody sees them, and each is a token."
    case .brokenCharacters: "Read the source again in its own encoding."
    case .straySpace: "Trim the answers."
    case .trailingBlanks: "Trim the lines."
    case .mixedMarkdown: "Choose one form and keep to it."
    case .repeatsPrompt: "Cut the repetition, unless it is asked for."
    case .loops: "Drop them."
    case .notAlternating: "Join the turns: some trainers skip the record, and some stop."
    case .startsWithAnswer: "Give the talk a first question, or make it a system turn."
    case .endsWithoutAnswer: "Cut the last question: nothing is learned from it."
    case .lateSystem: "Move it to the front: most templates accept it there alone."
    case .emptyTurn: "Fill or drop them."
    case .unknownTool: "Offer the tool, or drop the record."
    case .malformedCall: "Mend the call: its arguments are to be an object of JSON."
    case .missingArgument: "Add the argument, or drop the record."
    case .callWithoutResult: "Add the tool's result before the talk goes on."
    case .resultWithoutCall: "Add the call before it."
    case .otherLanguage: "Keep translations, and mend the rest."
    case .email, .phone, .paymentCard, .bankAccount, .socialSecurity, .networkAddress:
      "Take them out or replace them: a model can repeat what it was trained on."
    case .secret: "Take them out, and have them revoked."
    }
  }

  /// From which share on a check is worth a finding, and how severe that is; nil for one that is told in the
  /// table alone.
  static func gravity(of check: AuditCheck) -> (share: Double, severity: Finding.Severity)? {
    switch check {
    // Empty answers have a finding of their own.
    case .emptyAnswer: nil
    case .secret, .paymentCard, .bankAccount, .socialSecurity: (0, .problem)
    case .malformedCall, .unknownTool, .missingArgument, .endsWithoutAnswer: (0.001, .warning)
    case .templateMark, .unfilledVariable, .brokenCharacters, .loops, .emptyPrompt, .emptyTurn,
      .notAlternating, .startsWithAnswer, .lateSystem, .callWithoutResult, .resultWithoutCall:
      (0.001, .warning)
    case .placeholder, .cutOff, .controlCharacters: (0.005, .warning)
    case .email, .phone: (0.005, .warning)
    case .networkAddress: (0.01, .note)
    case .straySpace, .trailingBlanks, .mixedMarkdown, .markup, .repeatsPrompt, .otherLanguage:
      (0.02, .note)
    }
  }

  /// What was found, as a sentence: `28 of 52,002 records (0.05 %) have empty answers.`
  static func sentence(_ found: AuditReport.Check) -> String {
    "\(NumberText.count(found.rows)) of \(NumberText.count(found.of, of: "record")) "
      + "(\(NumberText.percent(found.share.value))) \(found.rows == 1 ? "has" : "have") "
      + "\(name(of: found.check))."
  }

  /// The lede of the section.
  static func lede(_ report: AuditReport) -> String {
    "What spoils examples one by one, looked for in "
      + (report.isSample
        ? "an evenly spaced sample of \(NumberText.count(report.records, of: "record"))."
        : "\(NumberText.count(report.records, of: "record")).")
  }

  /// The checks that found nothing, as a sentence; nil where there are none.
  static func nothing(_ report: AuditReport) -> String? {
    let names = report.checks.filter { $0.rows == 0 }.map { name(of: $0.check) }
    guard let last = names.last else { return nil }
    return "Nothing was found of "
      + (names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " or " + last) + "."
  }
}
