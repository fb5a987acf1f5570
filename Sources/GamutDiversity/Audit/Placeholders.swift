// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

/// Words for nothing that stand where a text should.
enum Placeholders {
  /// A longer text says something.
  private static let wordLimit = 5

  /// In the form that `WordFolder` gives them. `None` and `no` answer questions, so they count in material
  /// alone, as `isMaterial` says.
  private static let known: Set<[UInt8]> = Set(
    [
      "noinput", "no input", "no output", "nooutput", "nan", "null", "undefined", "n a", "tbd",
      "todo", "lorem ipsum dolor sit amet", "object object", "not applicable", "placeholder",
      "insert text here", "your answer here", "no input required", "no input needed",
      "no input provided", "empty", "无", "无 输 入",
    ].map { Array($0.utf8) })
  private static let materialOnly: Set<[UInt8]> = Set(
    ["none", "no", "nil", "na"].map { Array($0.utf8) })

  /// Whether the words `words` of `text`, which are all of a part, are one.
  ///
  /// - Parameter isMaterial: whether the part is given to work on.
  static func isOne(_ words: Range<Int>, of text: borrowing FoldedText, isMaterial: Bool) -> Bool {
    guard (1...wordLimit).contains(words.count) else { return false }
    var joined: [UInt8] = []
    for word in words {
      text.withWord(word) { bytes in
        // `<no input>`: marks are words too, and say nothing here.
        if bytes.count == 1, !bytes[0].isASCIIAlphanumeric { return }
        if !joined.isEmpty { joined.append(0x20) }
        for i in bytes.indices { joined.append(bytes[i]) }
      }
    }
    return known.contains(joined) || (isMaterial && materialOnly.contains(joined))
  }
}
