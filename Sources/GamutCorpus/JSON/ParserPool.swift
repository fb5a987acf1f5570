// SPDX-License-Identifier: Apache-2.0

private import Synchronization

/// Keeps parsers between chunks, so that their memory is asked for once a thread and not once a
/// chunk.
final class ParserPool: Sendable {
  private let idle = Mutex<[ParserPair]>([])

  /// A parser for records and one for JSON within their strings, for one user at a time.
  func take() -> ParserPair {
    idle.withLock { $0.popLast() } ?? ParserPair()
  }

  /// Gives them back; the giver uses neither any more.
  func giveBack(_ pair: ParserPair) {
    idle.withLock { $0.append(pair) }
  }
}

/// The two parsers a reader needs.
struct ParserPair: Sendable {
  let record = JSONParser()
  let nested = JSONParser()
}
