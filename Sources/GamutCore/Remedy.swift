// SPDX-License-Identifier: Apache-2.0

/// What a person may do about an error or a finding.
///
/// The library knows the remedy and not what it is called where a person meets it: an option of the
/// command line, an argument in Python. Whoever shows it says it in words of its own
/// (`RemedyWording`); errors by themselves say it plainly.
public enum Remedy: String, Hashable, Codable, Sendable, CaseIterable {
  // Of reading.

  /// Naming the fields that hold the text, or their roles.
  case nameFields
  /// Naming one field that holds text.
  case nameTextField
  /// Reading each record by its own schema.
  case allowMixedSchemas
  /// Looking at the records that could not be read.
  case seeRejected

  // Of vectors.

  /// Naming the array, the tensor or the field that holds the vectors.
  case nameVectorField
  /// Naming the field that rows and records have in common.
  case nameKeyField
  /// Naming the model that a server is asked for.
  case nameModel
  /// Keeping vectors in a cache.
  case keepVectors

  // Of what a duplicate is.

  /// Comparing whole texts by folded words, as older indexes do.
  case compareTexts
  /// Comparing prompt and answer, not the prompt alone.
  case compareAnswers
  /// Letting a field count.
  case compareField
  /// Taking a field out of what counts.
  case ignoreField
  /// Letting case and punctuation count.
  case compareForm
  /// Keeping texts apart that differ in numbers.
  case distinguishNumbers
  /// Saying which source wins, or how much one may lose.
  case preferSource

  // Of what a run makes.

  /// Training on the records that were kept.
  case useKept
  /// Reading pairs of records around a threshold.
  case readPairs
  /// Asking for smaller groups.
  case allowSmallerGroups
  /// Naming another folder for temporary files.
  case useOtherFolder
  /// Letting a run take more memory.
  case raiseMemory
  /// Writing records of several forms as JSON lines, or each input to a file of its own.
  case writeLines
}

/// The words in which remedies are said: a clause each, which begins small and ends without a stop.
public struct RemedyWording: Hashable, Sendable {
  private let clauses: [Remedy: String]

  /// Takes the clause of every remedy.
  public init(_ clause: (Remedy) -> String) {
    clauses = Dictionary(uniqueKeysWithValues: Remedy.allCases.map { ($0, clause($0)) })
  }

  /// The clause of `remedy`.
  public subscript(remedy: Remedy) -> String { clauses[remedy] ?? "" }

  /// The clause of `remedy` as a sentence.
  public func sentence(_ remedy: Remedy) -> String {
    let clause = self[remedy]
    return clause.prefix(1).uppercased() + clause.dropFirst() + "."
  }

  /// Plain words, which name no option of any program.
  public static let plain = RemedyWording { remedy in
    switch remedy {
    case .nameFields: "name those that hold the text, or their roles"
    case .nameTextField: "or name a field that holds text"
    case .allowMixedSchemas: "each record can be read by its own when that is asked for"
    case .seeRejected: "see where and why among the rejected records"
    case .nameVectorField: "name the one with the vectors"
    case .nameKeyField: "or name the field of a key"
    case .nameModel: "expected the name of one"
    case .keepVectors: "a cache would have kept them"
    case .compareTexts: "expected texts compared by words, or an index built anew"
    case .compareAnswers: "comparing all, not the prompt alone, compares both"
    case .compareField: "comparing the field keeps them apart"
    case .ignoreField: "ignoring the field makes copies of them"
    case .compareForm: "folding space alone keeps such records apart"
    case .distinguishNumbers: "making numbers distinct keeps them apart"
    case .preferSource: "say which source should win, or stop at a bound"
    case .useKept: "train on the clean set, the records that were kept"
    case .readPairs: "to read the pairs, write the report as a page"
    case .allowSmallerGroups: "ask for smaller groups, or for k-means"
    case .useOtherFolder: "another folder may have room for temporary files"
    case .raiseMemory: "allow more, or do without"
    case .writeLines: "write JSON lines, or a file for each input"
    }
  }
}

/// An error that may know what to do about it.
public protocol RemediedError: Error, CustomStringConvertible {
  /// What to do about it; nil where nothing of a run's options would help.
  var remedy: Remedy? { get }

  /// The error in one line, its remedy in the words of `wording`.
  func description(in wording: RemedyWording) -> String
}

extension RemediedError {
  /// `detail`, and behind it the remedy.
  package func remedied(_ detail: String, in wording: RemedyWording) -> String {
    remedy.map { "\(detail); \(wording[$0])" } ?? detail
  }
}
