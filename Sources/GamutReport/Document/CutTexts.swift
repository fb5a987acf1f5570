// SPDX-License-Identifier: Apache-2.0

/// How many texts are longer than the model reads, so that their vectors do not speak for all of them.
public struct CutTexts: Hashable, Sendable {
  /// How many texts; one or more.
  public var texts: Int
  /// How many tokens of theirs the model was not shown.
  public var tokens: Int

  /// Makes a count; nil where no text is cut.
  public init?(texts: Int, tokens: Int) {
    guard texts > 0 else { return nil }
    self.texts = texts
    self.tokens = tokens
  }

  /// `3 texts are longer than the model reads: 120 tokens at their ends were left out.`
  public var sentence: String {
    let subject = texts == 1 ? "One text is" : "\(NumberText.count(texts)) texts are"
    let rest =
      tokens == 1
      ? "one token at \(texts == 1 ? "its end" : "their ends") was"
      : "\(NumberText.count(tokens)) tokens at \(texts == 1 ? "its end" : "their ends") were"
    return "\(subject) longer than the model reads: \(rest) left out."
  }
}
