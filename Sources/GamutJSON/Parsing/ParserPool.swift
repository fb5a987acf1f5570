// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Keeps parsers between chunks, so that their memory is asked for once a thread and not once a
/// chunk.
package final class ParserPool: Sendable {
  private let idle = Guarded<[ParserPair]>([])

  /// Makes a pool that keeps nothing yet.
  package init() {}

  /// A parser for records and one for JSON within their strings, for one user at a time.
  package func take() -> ParserPair {
    idle.withLock { $0.popLast() } ?? ParserPair()
  }

  /// Gives them back; the giver uses neither any more.
  package func giveBack(_ pair: ParserPair) {
    idle.withLock { $0.append(pair) }
  }
}

/// The two parsers a reader needs.
package struct ParserPair: Sendable {
  /// For records.
  package let record = JSONParser()
  /// For JSON within their strings.
  package let nested = JSONParser()

  /// Makes both.
  package init() {}
}
