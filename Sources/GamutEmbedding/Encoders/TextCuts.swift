// SPDX-License-Identifier: Apache-2.0

private import GamutCore

/// What an encoder leaves unread at the ends of some texts, because they have more tokens than it
/// takes.
public struct TextCuts: Hashable, Sendable {
  /// For each text, how many tokens are left out; 0 for a text that is read whole.
  public private(set) var tokenCounts: [UInt32]
  /// For each text, a hash of what is left out; 0 for a text that is read whole. Two vectors speak for
  /// their texts only where these are equal.
  public private(set) var hashes: [UInt64]

  /// Texts of which nothing is known to be left out.
  public init(textCount: Int = 0) {
    tokenCounts = [UInt32](repeating: 0, count: textCount)
    hashes = [UInt64](repeating: 0, count: textCount)
  }

  /// How many texts are cut.
  public var cutCount: Int { hashes.count { $0 != 0 } }

  /// How many tokens are left out in all.
  public var tokenCount: Int { tokenCounts.reduce(0) { $0 + Int($1) } }

  /// These texts, then those of `other`.
  public func appending(_ other: TextCuts) -> TextCuts {
    var all = self
    all.tokenCounts += other.tokenCounts
    all.hashes += other.hashes
    return all
  }

  /// The texts of both; nil where neither is known.
  public static func joined(_ first: TextCuts?, _ second: TextCuts?) -> TextCuts? {
    guard let first, let second else { return first ?? second }
    return first.appending(second)
  }

  /// Says that the tokens `rest` of text `index` are left out.
  mutating func cut(_ index: Int, leaving rest: some Collection<Int32>) {
    if rest.isEmpty { return }
    tokenCounts[index] = UInt32(clamping: rest.count)
    var hash: UInt64 = 0
    for token in rest { hash = StableHash.mix(hash ^ UInt64(UInt32(bitPattern: token))) }
    hashes[index] = max(1, hash)
  }
}

extension TextCuts {
  /// What is left out of each text: the tokens that `rests` holds of it.
  init(leaving rests: TokenBatch) {
    self.init(textCount: rests.count)
    for text in 0..<rests.count { cut(text, leaving: rests.ids[rests.range(of: text)]) }
  }
}
