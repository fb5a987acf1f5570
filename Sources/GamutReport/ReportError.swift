// SPDX-License-Identifier: Apache-2.0

/// A user's mistake in what was asked of a report.
public struct ReportError: Error, Hashable, Sendable {
  /// What kind of mistake.
  public struct Code: Hashable, Sendable {
    /// The name that the description starts with.
    public let name: String

    /// A gate that is not `PATH OP NUMBER`.
    public static let malformedGate = Code(name: "malformed gate")
    /// A gate whose path leads nowhere, or to something that is not a number.
    public static let unknownPath = Code(name: "unknown path")
    /// A gate on a number that this run does not have.
    public static let missingValue = Code(name: "missing value")
  }

  /// What kind of mistake.
  public let code: Code
  /// The text that was given.
  public let expression: String
  /// What was found and what was expected.
  public let detail: String
}

extension ReportError: CustomStringConvertible {
  /// One line: `'covrage < 0.9': unknown path: no "covrage"; near names: coverage`.
  public var description: String {
    "'\(SafeText.line(expression))': \(code.name): \(SafeText.line(detail))"
  }
}
