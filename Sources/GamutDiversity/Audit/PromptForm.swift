// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// What the prompt of one record looks like, whatever it is about.
package struct PromptForm: Hashable, Sendable {
  /// The words of what is given and asked.
  package var wordCount: Int32 = 0
  /// How often the user speaks: parts that nothing of the model stands between are one turn.
  package var turnCount: Int32 = 0
  /// The hash of the first words of what is asked first; nil for fewer.
  package var opening: UInt64?
  /// The hash of these words and of the last one; nil where what is asked first is hardly longer.
  package var frame: UInt64?

  /// Of no prompt.
  package init() {}

  /// Words of an opening.
  package static let openingWordCount = 3
  /// Words that a text must have for its first and last ones to be a frame around others.
  package static let framedWordCount = 6

  /// Adds a part of `roleByte` with words of these hashes, as `PartShape` has it; `isUser` says whether
  /// the user spoke last.
  mutating func add(roleByte: UInt8, words: [UInt64], isUser: inout Bool) {
    let role = PartRole(shapeByte: roleByte)
    if "ahcAHC".utf8.contains(roleByte) { isUser = false }
    guard role == .given || role == .asked else { return }
    wordCount += Int32(clamping: words.count)
    guard role == .asked, !isUser else { return }
    isUser = true
    turnCount += 1
    guard turnCount == 1, words.count >= Self.openingWordCount else { return }
    let opening = words.prefix(Self.openingWordCount).reduce(0) { StableHash.mix($0 ^ $1) }
    self.opening = opening
    if words.count >= Self.framedWordCount, let last = words.last {
      frame = StableHash.mix(opening ^ last &+ 1)
    }
  }
}
