// SPDX-License-Identifier: Apache-2.0

/// Counts the tokens of texts: by a tokeniser, or else by an estimate.
public enum TokenCounter: Sendable {
  /// By a model's own tokeniser.
  case tokenizer(TextTokenizer)
  /// By letters.
  case estimate(TokenEstimate)

  /// Memory that is used again from text to text.
  public struct Scratch {
    fileprivate var ids: [Int32] = []
    fileprivate var tokenizer = TextTokenizer.Scratch()

    /// No memory yet.
    public init() {}
  }

  /// How many tokens `text` is.
  public func count(of text: Span<UInt8>, scratch: inout Scratch) -> Int {
    switch self {
    case .tokenizer(let tokenizer):
      scratch.ids.removeAll(keepingCapacity: true)
      tokenizer.appendTokens(of: text, to: &scratch.ids, scratch: &scratch.tokenizer)
      return scratch.ids.count
    case .estimate(let estimate): return estimate.count(of: text)
    }
  }

  /// The tokens of the marks that a chat template writes; nil where none is known.
  public var marks: MarkCounts? {
    guard case .tokenizer(let tokenizer) = self, let marks = tokenizer.chatMarks else { return nil }
    func count(_ text: String) -> Int { text.isEmpty ? 0 : tokenizer.tokens(of: text).count }
    func count(_ around: (String, String)) -> MarkCounts.Around {
      MarkCounts.Around(before: count(around.0), behind: count(around.1))
    }
    return MarkCounts(
      name: marks.name, start: count(marks.start), system: count(marks.system),
      user: count(marks.user), model: count(marks.model))
  }
}

/// How many tokens the marks of a chat template are.
public struct MarkCounts: Hashable, Sendable {
  /// Before and behind a turn.
  public struct Around: Hashable, Sendable {
    /// Before it.
    public let before: Int
    /// Behind it.
    public let behind: Int
  }

  /// What the template is called.
  public let name: String
  /// Before all turns.
  public let start: Int
  /// Around a turn of the operator.
  public let system: Around
  /// Around a turn of the user, or of a tool.
  public let user: Around
  /// Around a turn of the model.
  public let model: Around
}
