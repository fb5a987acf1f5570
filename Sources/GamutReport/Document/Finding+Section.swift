// SPDX-License-Identifier: Apache-2.0

extension Finding {
  /// Where a page proves a finding; the raw value is the anchor of the place, and stays as it is.
  ///
  /// A new place is a case here and its heading in the page: `HTML.section(id:)`, `HTML.part(id:)`.
  public enum Section: String, CaseIterable, Hashable, Sendable {
    /// What became of the records read.
    case rows
    /// What was removed.
    case duplicates
    /// What each source lost.
    case sources
    /// Removals that differ from their keepers in numbers.
    case numbers
    /// Removals whose answer is lost.
    case otherAnswers = "other-answers"
    /// All about the answers.
    case answers
    /// Answers that decline.
    case refusals
    /// How answers begin.
    case openings
    /// Answers given again and again.
    case repeated
    /// Prompts with different answers.
    case conflicts
    /// What was found of single records.
    case audit
    /// How long records are to a model.
    case tokens
    /// How varied the set is.
    case diversity
    /// What the records are about.
    case topics
    /// What to collect.
    case gaps
    /// How well the reference is covered.
    case coverage
    /// Topics with too many records.
    case overRepresented = "over-represented"
    /// Of a comparison: what moved.
    case figures
    /// Of a comparison: topics lost.
    case lost
    /// Of a comparison: topics gained.
    case gained
    /// Of a comparison: what is in both.
    case leaks

    /// What the place is called in a link.
    var title: StaticString {
      switch self {
      case .rows: "From read to kept"
      case .duplicates: "Duplicates"
      case .sources: "By source"
      case .numbers: "Different in numbers"
      case .otherAnswers: "Removed with another answer"
      case .answers: "Answers"
      case .refusals: "Answers that decline"
      case .openings: "How answers begin"
      case .repeated: "Answers given again and again"
      case .conflicts: "Equal prompts, different answers"
      case .audit: "Records to look at"
      case .tokens: "Tokens"
      case .diversity: "Diversity"
      case .topics: "Topics"
      case .gaps: "What to collect next"
      case .coverage: "Coverage"
      case .overRepresented: "Over-represented topics"
      case .figures: "What moved"
      case .lost: "Topics lost"
      case .gained: "Topics gained"
      case .leaks: "What is in both"
      }
    }
  }

  /// The finding, proved at `section` unless it has a place already.
  func proved(at section: Section) -> Finding {
    var finding = self
    finding.section = finding.section ?? section
    return finding
  }
}

extension [Finding] {
  /// The findings, proved at `section` where they have no place yet.
  func proved(at section: Finding.Section) -> [Finding] { map { $0.proved(at: section) } }
}
