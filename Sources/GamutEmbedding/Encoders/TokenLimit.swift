// SPDX-License-Identifier: Apache-2.0

/// How many tokens of a text are read, and which.
struct TokenLimit: Hashable, Sendable {
  /// The end of a text that is read.
  enum End: Hashable, Sendable {
    case first
    case last
  }

  let count: Int
  let read: End

  /// Leaves of the tokens from `start` on those that are read.
  func cut(_ ids: inout [Int32], from start: Int) {
    let excess = ids.count - start - count
    guard excess > 0 else { return }
    switch read {
    case .first: ids.removeLast(excess)
    case .last: ids.removeSubrange(start..<start + excess)
    }
  }

  /// Leaves of the tokens from `start` on those that are not read.
  func leaveRest(of ids: inout [Int32], from start: Int) {
    let length = min(count, ids.count - start)
    switch read {
    case .first: ids.removeSubrange(start..<start + length)
    case .last: ids.removeLast(length)
    }
  }
}
