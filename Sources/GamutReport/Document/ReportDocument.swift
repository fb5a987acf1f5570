// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutJSON

/// Everything a report says, as plain values: numbers, texts and lists.
///
/// It knows no algorithm and no reader; the pipelines fill it and the renderers show it. A section
/// that was not asked for is nil and appears nowhere: no reference, no `coverage`; `dedupe`, no
/// `diversity`.
public struct ReportDocument: Hashable, Sendable {
  /// The version of the JSON form; it grows when a name or a meaning changes.
  public static let schema = 1

  /// What the report is of, such as a file name; the heading of every rendering.
  public var title: String
  /// The version of the program, such as `0.1.0`.
  public var version: String
  /// The name of the BLAS core that multiplied, since its low bits differ; nil if none was used.
  public var blasCore: String?
  /// Every option that can change the result, in a fixed order; neither workers nor output paths.
  public var options: [JSONMember]
  /// The files read, in order.
  public var inputs: [InputFile]
  /// The files of the reference, in order; empty without one.
  public var references: [InputFile]
  /// What was recognised in the records, such as `chat messages; prompt = all turns but the last`.
  public var recordSchema: String
  /// What became of the records.
  public var rows: RowCounts
  /// How many groups of two or more duplicates there are.
  public var groupCount: Int
  /// The size of the largest group of duplicates; 0 without groups.
  public var largestGroup: Int
  /// How many bytes were read and kept.
  public var bytes: ByteCounts
  /// How many records hit the bound on verifications, so that a duplicate may be left among them.
  public var unverified: Int
  /// What repeats below whole records; nil where it was not looked for.
  public var spans: SpanCounts?
  /// How many removed records have another answer than the record kept in their place, which is lost
  /// with them; nil if not counted, as where prompt and answer are compared together.
  public var otherResponses: Int?
  /// What differs from what stays, and what stays for a field alone; nil if not looked for.
  public var doubts: RemovalDoubts?
  /// How long the run took; only the JSON and the terminal show it.
  public var seconds: Double
  /// What the reader should know first and do about it, most important first.
  public var findings: [Finding]
  /// What was removed and why, with examples.
  public var removals: RemovalReport?
  /// What the semantic stage would remove at other thresholds; nil where none ran, or none was weighed.
  public var semanticThresholds: SemanticThresholds?
  /// What the answers have in common, and where they contradict each other.
  public var answers: AnswerReport?
  /// What spoils the kept records, one by one.
  public var audit: AuditReport?
  /// How many tokens the kept records are, and what training at a length would not see.
  public var tokens: TokenReport?
  /// What moved against an earlier report; nil where none was named.
  public var baseline: ComparisonDocument?
  /// How varied the kept records are.
  public var diversity: DiversityReport?
  /// How well the kept records cover the reference.
  public var coverage: CoverageReport?
  /// The words in which remedies are said; plain ones unless a program has its own.
  public var wording: RemedyWording
  /// What to do next, one line each, such as `open report.html`; only the terminal shows them.
  public var nextSteps: [String]

  /// Makes a report of the counts alone; sections are added by setting them.
  public init(
    title: String, version: String, options: [JSONMember] = [], inputs: [InputFile] = [],
    recordSchema: String = "", rows: RowCounts, bytes: ByteCounts
  ) {
    self.title = title
    self.version = version
    self.options = options
    self.inputs = inputs
    self.references = []
    self.recordSchema = recordSchema
    self.rows = rows
    self.groupCount = 0
    self.largestGroup = 0
    self.bytes = bytes
    self.unverified = 0
    self.seconds = 0
    self.findings = []
    self.wording = .plain
    self.nextSteps = []
  }
}

/// A file that was read.
public struct InputFile: Hashable, Sendable {
  /// Its path or name, as the user gave it.
  public var name: String
  /// How many records it holds, rejected ones included.
  public var records: Int
  /// Its size in bytes.
  public var bytes: Int

  /// Makes an entry.
  public init(name: String, records: Int, bytes: Int) {
    self.name = name
    self.records = records
    self.bytes = bytes
  }
}

/// What became of the records: read = kept + rejected + removed.
public struct RowCounts: Hashable, Sendable {
  /// All records read, rejected ones included.
  public var read: Int
  /// Those of the output.
  public var kept: Int
  /// Those of the output whose view is there and empty.
  public var empty: Int
  /// Those that could not be read.
  public var rejected: Int
  /// Those removed by each stage, in stage order; a stage that did not run is nil.
  public var removed: RemovedCounts

  /// Makes counts; `read` must be the sum of the kept, the rejected and the removed.
  public init(read: Int, kept: Int, empty: Int, rejected: Int, removed: RemovedCounts) {
    precondition(
      read == kept + rejected + removed.total,
      "\(read) read, \(kept) kept, \(rejected) rejected, \(removed.total) removed")
    self.read = read
    self.kept = kept
    self.empty = empty
    self.rejected = rejected
    self.removed = removed
  }
}

/// The sizes of what was read and what was kept.
public struct ByteCounts: Hashable, Sendable {
  /// The bytes of all inputs.
  public var read: Int
  /// The bytes of the output.
  public var kept: Int

  /// Makes sizes in bytes.
  public init(read: Int, kept: Int) {
    self.read = read
    self.kept = kept
  }
}

/// Something the reader should know, and what to do about it.
public struct Finding: Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// Training on the set as it is would do harm.
    case problem
    /// Worth a look before training.
    case warning
    /// Good to know.
    case note
    /// Checked and in order.
    case good
  }

  /// How much it matters.
  public var severity: Severity
  /// What was found, in one short sentence with its number.
  public var message: String
  /// What to do about it, in one short sentence, or up to the remedy where there is one.
  public var action: String?
  /// What to do about it, of what programs have options for.
  public var remedy: Remedy?
  /// Where a page proves it; nil where it proves itself.
  public var section: Section?

  /// Makes a finding.
  public init(
    _ severity: Severity, _ message: String, action: String? = nil, remedy: Remedy? = nil
  ) {
    self.severity = severity
    self.message = message
    self.action = action
    self.remedy = remedy
  }

  /// What to do about it, in one short sentence in the words of `wording`; nil if nothing.
  public func advice(in wording: RemedyWording) -> String? {
    guard let remedy else { return action }
    return action.map { "\($0) \(wording[remedy])." } ?? wording.sentence(remedy)
  }
}
