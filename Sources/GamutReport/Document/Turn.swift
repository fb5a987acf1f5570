// SPDX-License-Identifier: Apache-2.0

extension PlacedText {
  /// The text without the operator's turns, which many records share; all of it where there is nothing else.
  var withoutSystem: String {
    let others = turns.filter { $0.speaker != .system }
    return others.isEmpty ? text : others.map(\.text).joined(separator: " ⏎ ")
  }
}

/// One part of a text that is a conversation, as it was before its parts were joined.
public struct Turn: Hashable, Sendable {
  /// Who speaks, or what it is.
  public enum Speaker: String, CaseIterable, Hashable, Sendable {
    /// The operator.
    case system
    /// Material to work on.
    case given
    /// What a tool answered.
    case tool
    /// The user.
    case user
    /// The model.
    case assistant
    /// What the model thinks before it speaks.
    case thought
    /// What the model asks of a tool.
    case call
  }

  /// Who speaks.
  public var speaker: Speaker
  /// What is said.
  public var text: String

  /// Makes a turn.
  public init(_ speaker: Speaker, _ text: String) {
    self.speaker = speaker
    self.text = text
  }
}
