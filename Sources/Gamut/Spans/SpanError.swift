// SPDX-License-Identifier: Apache-2.0

import GamutText

/// Why repeated substrings cannot be looked for.
public struct SpanError: Error, Hashable, Sendable {
  /// What went wrong, as a caller may match it.
  public struct Code: Hashable, Sendable {
    /// The name in messages.
    public let name: String

    /// The suffix array has places of 32 bits.
    public static let tooMuchText = Code(name: "too much text to look for repeats")
  }

  /// What went wrong.
  public let code: Code
  /// What was found and expected.
  public let detail: String

  static func tooMuchText(byteCount: Int) -> SpanError {
    SpanError(
      code: .tooMuchText,
      detail: "the kept records have \(byteCount) bytes, expected at most "
        + "\(RepeatMatcher.byteLimit); clean the inputs in several runs")
  }
}

extension SpanError: CustomStringConvertible {
  /// One line.
  public var description: String { "\(code.name): \(detail)" }
}
