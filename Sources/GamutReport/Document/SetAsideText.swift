// SPDX-License-Identifier: Apache-2.0

/// What stands in nearly all prompts word for word, and was set aside before they were embedded.
public struct SetAsideText: Hashable, Sendable {
  /// How many lines and sentences.
  public var units: Int
  /// How many words they have.
  public var words: Int

  /// Makes it of its counts.
  public init(units: Int, words: Int) {
    self.units = units
    self.words = words
  }

  /// What is told of it.
  public var sentence: String {
    "\(NumberText.count(units)) \(units == 1 ? "line or sentence" : "lines or sentences") "
      + "(\(NumberText.count(words, of: "word"))) that nine in ten prompts share word for word "
      + "\(units == 1 ? "was" : "were") set aside before embedding."
  }
}
