// SPDX-License-Identifier: Apache-2.0

import GamutCorpus

/// Which of several duplicates stays: the order in which records are taken. Ties go to the lower
/// index.
public enum KeepPolicy: Hashable, Sendable {
  /// The lowest index.
  case first
  /// The highest index.
  case last
  /// The most bytes of the view.
  case longest
  /// The fewest bytes of the view.
  case shortest
  /// The greatest number in a field; records without one come last.
  case greatest(field: String)
  /// The least number in a field; records without one come last.
  case least(field: String)
}

extension KeepPolicy: LosslessStringConvertible {
  /// The form of the command line: `first`, `last`, `longest`, `shortest`, `max:FIELD`, `min:FIELD`.
  public init?(_ description: String) {
    switch description {
    case "first": self = .first
    case "last": self = .last
    case "longest": self = .longest
    case "shortest": self = .shortest
    default:
      let field = String(description.dropFirst(4))
      guard !field.isEmpty else { return nil }
      if description.hasPrefix("max:") {
        self = .greatest(field: field)
      } else if description.hasPrefix("min:") {
        self = .least(field: field)
      } else {
        return nil
      }
    }
  }

  public var description: String {
    switch self {
    case .first: "first"
    case .last: "last"
    case .longest: "longest"
    case .shortest: "shortest"
    case .greatest(let field): "max:\(field)"
    case .least(let field): "min:\(field)"
    }
  }

  /// The field whose number orders the records, where there is one.
  public var field: String? {
    switch self {
    case .greatest(let field), .least(let field): field
    default: nil
    }
  }
}

extension KeepPolicy: Codable {
  /// Reads a policy from its one string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let policy = KeepPolicy(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a policy; expected one such as longest"
      )
    }
    self = policy
  }

  /// Writes the policy as one string, such as `max:score`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension KeepPolicy {
  /// The records `0..<count` in keep order.
  ///
  /// - Parameters:
  ///   - leading: how many records at the start come first whatever the policy: those of another set.
  ///   - byteCounts: the bytes of each record's view; read by `longest` and `shortest` only.
  ///   - numbers: the number of the field of each record behind the leading ones; read by `max:` and
  ///     `min:` only.
  /// - Complexity: O(n log n).
  func order(
    count: Int, leading: Int, byteCounts: [UInt32], numbers: NumberColumn
  ) -> [UInt32] {
    var order = (0..<UInt32(count)).map { $0 }
    let sorted: (UInt32, UInt32) -> Bool
    switch self {
    case .first: return order
    case .last: sorted = { $0 > $1 }
    case .longest: sorted = { Self.precedes(byteCounts[Int($1)], byteCounts[Int($0)], $0, $1) }
    case .shortest: sorted = { Self.precedes(byteCounts[Int($0)], byteCounts[Int($1)], $0, $1) }
    case .greatest:
      sorted = { Self.precedes($0, $1, numbers, leading) { $0 > $1 } }
    case .least:
      sorted = { Self.precedes($0, $1, numbers, leading) { $0 < $1 } }
    }
    order[leading...].sort(by: sorted)
    return order
  }

  /// Whether `a` comes before `b` by their numbers, then by their indices; a record without a number
  /// comes last.
  private static func precedes(
    _ a: UInt32, _ b: UInt32, _ numbers: NumberColumn, _ leading: Int,
    by isBefore: (NumberColumn.Key, NumberColumn.Key) -> Bool
  ) -> Bool {
    let (keyA, keyB) = (numbers[Int(a) - leading], numbers[Int(b) - leading])
    let (isMissingA, isMissingB) = (keyA.value.isNaN, keyB.value.isNaN)
    if isMissingA || isMissingB { return isMissingA == isMissingB ? a < b : isMissingB }
    return keyA == keyB ? a < b : isBefore(keyA, keyB)
  }

  /// Whether `a` comes before `b` by their keys, then by their indices.
  private static func precedes<Key: Comparable>(
    _ keyA: Key, _ keyB: Key, _ a: UInt32, _ b: UInt32
  ) -> Bool {
    keyA == keyB ? a < b : keyA < keyB
  }
}
