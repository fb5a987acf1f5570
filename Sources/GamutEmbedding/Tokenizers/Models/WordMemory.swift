// SPDX-License-Identifier: Apache-2.0

/// The tokens of words that came already: a text has few words, each many times.
struct WordMemory: Sendable {
  private var words = PieceTable()
  private var ids: [Int32] = []
  private var ends: [Int] = []

  /// Longer words hardly come twice.
  private static let longestWord = 48
  /// About a megabyte; what comes later is not kept.
  private static let mostWords = 16_384

  /// Whether words of so many bytes are kept.
  static func keeps(_ byteCount: Int) -> Bool { byteCount <= longestWord }

  /// Appends the tokens of `word`; false where it did not come yet.
  func append(_ word: Span<UInt8>, to result: inout [Int32]) -> Bool {
    guard let number = words.number(of: word) else { return false }
    let place = Int(number)
    for i in (place == 0 ? 0 : ends[place - 1])..<ends[place] { result.append(ids[i]) }
    return true
  }

  /// Keeps the tokens of `word`, which are those of `result` from `start` on.
  mutating func keep(_ word: Span<UInt8>, _ result: [Int32], from start: Int) {
    guard ends.count < Self.mostWords else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(word.count)
    for i in word.indices { bytes.append(word[i]) }
    words.set(bytes, to: Int32(ends.count))
    ids += result[start...]
    ends.append(ids.count)
  }
}
