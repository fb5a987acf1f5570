// SPDX-License-Identifier: Apache-2.0

/// Something that spoils a training example and can be told by looking at that example alone.
public enum AuditCheck: UInt8, Hashable, Codable, Sendable, CaseIterable {
  // What is missing.
  /// Nothing is said.
  case emptyAnswer
  /// Nothing is given or asked.
  case emptyPrompt
  /// A part is a word for nothing, such as `noinput`, `None` or `nan`.
  case placeholder
  /// A long answer ends within a sentence, or within a fenced block of code.
  case cutOff

  // What is left over from somewhere else.
  /// A mark of a chat template stands in a text that was read as its turns, or in any other.
  case templateMark
  /// A variable that was never filled in: `{{name}}`.
  case unfilledVariable
  /// Tags or character references of HTML stand in an answer, outside code.
  case markup
  /// Control characters, or ones that are not seen and turn the direction of a line.
  case controlCharacters
  /// U+FFFD, or UTF-8 that was read as Latin-1: `Ã©`.
  case brokenCharacters

  // Tricks of form.
  /// An answer begins or ends with white space.
  case straySpace
  /// A line of an answer ends with blanks that are not the two of a line break of Markdown.
  case trailingBlanks
  /// An answer has several marks for one thing, or one that is never closed: bullets of two kinds, an
  /// odd number of `**`.
  case mixedMarkdown
  /// An answer repeats its prompt word for word.
  case repeatsPrompt
  /// An answer says the same over and over.
  case loops

  // Turns.
  /// Two turns of the user, or two of the model, follow each other.
  case notAlternating
  /// The model speaks first.
  case startsWithAnswer
  /// The last turn is not the model's.
  case endsWithoutAnswer
  /// The operator speaks after another has.
  case lateSystem
  /// A turn holds nothing.
  case emptyTurn

  // Tools.
  /// The model calls a tool that the record does not offer.
  case unknownTool
  /// A call has no name, or arguments that are not an object of JSON.
  case malformedCall
  /// A call lacks an argument that the tool requires.
  case missingArgument
  /// The talk goes on after a call without the tool's result.
  case callWithoutResult
  /// A tool answers though nothing called it.
  case resultWithoutCall

  // Languages.
  /// The answer is in another language than the prompt.
  case otherLanguage

  // Personal data.
  /// An address of e-mail.
  case email
  /// A number of a telephone: with its country code, or as North America writes it.
  case phone
  /// A number of a payment card with a right check digit.
  case paymentCard
  /// A number of a bank account (IBAN) with right check digits.
  case bankAccount
  /// A number of social security of the United States, in its usual form.
  case socialSecurity
  /// An address of the internet (IPv4) that is not reserved for documentation or private networks.
  case networkAddress
  /// A key or password by its known form: of a cloud, a service, a private key.
  case secret
}

extension AuditCheck {
  /// Its name in reports, which is stable: `empty_answer`.
  public var name: String {
    "\(self)".reduce(into: "") { name, letter in
      name += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
    }
  }

  /// Those that tell personal data.
  public static let personal: [AuditCheck] = [
    .email, .phone, .paymentCard, .bankAccount, .socialSecurity, .networkAddress, .secret,
  ]

  /// Whether it tells personal data, which nobody wants to see in a report.
  public var isPersonal: Bool { AuditCheck.personal.contains(self) }
}

/// Some checks.
public struct AuditChecks: OptionSet, Hashable, Sendable {
  /// A bit for each check, by its raw value.
  public var rawValue: UInt64

  /// Makes a set of its bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set of `checks`.
  public init(_ checks: AuditCheck...) { self.init(checks) }

  /// The set of `checks`.
  public init(_ checks: [AuditCheck]) {
    rawValue = 0
    for check in checks { insert(check) }
  }

  /// Whether `check` is one of them.
  public func contains(_ check: AuditCheck) -> Bool { rawValue & Self.bit(check) != 0 }

  /// Adds `check`.
  public mutating func insert(_ check: AuditCheck) { rawValue |= Self.bit(check) }

  /// Adds `check` where `condition` holds.
  public mutating func insert(_ check: AuditCheck, if condition: Bool) {
    if condition { insert(check) }
  }

  /// The checks, in their order.
  public var list: [AuditCheck] { AuditCheck.allCases.filter(contains) }

  private static func bit(_ check: AuditCheck) -> UInt64 { 1 &<< UInt64(check.rawValue) }
}
