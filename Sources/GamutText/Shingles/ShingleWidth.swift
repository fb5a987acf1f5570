// SPDX-License-Identifier: Apache-2.0

/// What a shingle is: `word:N`, N consecutive words, or `char:N`, N consecutive code points of the
/// words joined by single spaces.
///
/// A text shorter than N is one shingle of all it has; a text without words has none.
public enum ShingleWidth: Hashable, Codable, Sendable {
  /// `count` consecutive words, 1 or more.
  case words(Int)
  /// `count` consecutive code points of the folded text, 1 or more.
  case characters(Int)

  /// How many words or code points one shingle has.
  public var count: Int {
    switch self {
    case .words(let count), .characters(let count): count
    }
  }
}

extension ShingleWidth: LosslessStringConvertible {
  /// Reads `word:N` or `char:N`, N from 1 to 1,000; anything else is nil.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Int(parts[1]), (1...1000).contains(count) else {
      return nil
    }
    switch parts[0] {
    case "word": self = .words(count)
    case "char": self = .characters(count)
    default: return nil
    }
  }

  /// `word:N` or `char:N`.
  public var description: String {
    switch self {
    case .words(let count): "word:\(count)"
    case .characters(let count): "char:\(count)"
    }
  }
}
