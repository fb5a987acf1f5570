// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The sentences on doubtful removals: every command that removes says the same of the same thing.
public struct DoubtText: Sendable {
  private let document: ReportDocument

  /// Sentences on `document`.
  public init(_ document: ReportDocument) { self.document = document }

  /// One line each; none where there is nothing to doubt.
  public var lines: [String] {
    entries.map { entry in
      switch entry.advice {
      case .words(let words): "\(entry.fact); \(words)"
      case .remedy(let remedy): "\(entry.fact); \(document.wording[remedy])"
      }
    }
  }

  /// The same as findings: warnings where something may be lost.
  var findings: [Finding] {
    // The answers that are lost have a finding of their own.
    entries.filter { $0.kind != .otherResponses }.map { entry in
      let fact = entry.fact.prefix(1).uppercased() + entry.fact.dropFirst()
      let severity: Finding.Severity = entry.kind == .loss ? .warning : .note
      switch entry.advice {
      case .words(let words):
        let action = words.prefix(1).uppercased() + words.dropFirst()
        return Finding(severity, "\(fact).", action: "\(action).")
      case .remedy(let remedy): return Finding(severity, "\(fact).", remedy: remedy)
      }
    }
  }

  private enum Kind { case otherResponses, loss, note }
  /// What to do: in words, or by an option, which has another name in every program.
  private enum Advice {
    case words(String)
    case remedy(Remedy)
  }
  private typealias Entry = (kind: Kind, fact: String, advice: Advice)

  /// Fields that a sentence names.
  private static let fieldLimit = 5

  private var entries: [Entry] {
    var entries: [Entry] = []
    if let doubts = document.doubts { entries += Self.entries(doubts) }
    if let count = document.otherResponses, count > 0 {
      entries.append(
        (
          .otherResponses,
          "\(NumberText.count(count)) removed \(count == 1 ? "record has" : "records have") another "
            + "response than the one kept", .remedy(.compareAnswers)
        ))
    }
    return entries
  }

  private static func entries(_ doubts: RemovalDoubts) -> [Entry] {
    var entries: [Entry] = []
    let some = doubts.isPartial ? "at least " : ""
    if doubts.uncountedCount > 0 {
      let fields = doubts.uncountedFields.filter { !$0.isExpected }
      entries.append(
        (
          doubts.differsThroughout ? .note : .loss,
          "\(some)\(removed(doubts.uncountedCount)) in fields that did not count: "
            + list(fields),
          .remedy(.compareField)
        ))
    }
    if doubts.onlyFormCount > 0 {
      entries.append(
        (
          .note, "\(some)\(removed(doubts.onlyFormCount)) in case, punctuation or space alone",
          .remedy(.compareForm)
        ))
    }
    if !doubts.conflicts.isEmpty {
      entries.append(
        (
          .loss,
          "one text has different labels, and all of these records stay: "
            + list(doubts.conflicts), .words("decide on one label for each")
        ))
    }
    let conflicts = Set(doubts.conflicts.map(\.name))
    let others = doubts.keptForFields.filter { !conflicts.contains($0.name) }
    if !others.isEmpty {
      entries.append(
        (
          .note,
          "records stay beside others of the same text because a field differs: "
            + list(others), .remedy(.ignoreField)
        ))
    }
    if let (order, count) = doubts.withoutNumber, count > 0 {
      entries.append(
        (
          .note,
          "\(NumberText.count(count)) \(count == 1 ? "record has" : "records have") no number in the "
            + "field of the keep order \(TextCut(line: order, limit: ReportLimits.name).text)",
          .words("\(count == 1 ? "it comes" : "they come") last")
        ))
    }
    if let cut = doubts.cutTexts {
      entries.append(
        (
          .note, String(cut.sentence.dropLast()),
          .words("such a text is removed only where what was left out is equal")
        ))
    }
    return entries
  }

  private static func removed(_ count: Int) -> String {
    "\(NumberText.count(count)) removed "
      + (count == 1 ? "record differs from the one kept" : "records differ from those kept")
  }

  /// `score (12), source (3)`, with the first example.
  private static func list(_ fields: [RemovalDoubts.Field]) -> String {
    let shown = fields.prefix(fieldLimit).map {
      "\(TextCut(line: $0.name, limit: ReportLimits.name).text) "
        + "(\(NumberText.count($0.count)))"
    }.joined(separator: ", ")
    let more =
      fields.count > fieldLimit ? " and \(NumberText.count(fields.count - fieldLimit)) more" : ""
    guard let example = fields.first?.examples.first else { return shown + more }
    return "\(shown)\(more), such as \(example.record) beside \(example.first)"
  }
}
