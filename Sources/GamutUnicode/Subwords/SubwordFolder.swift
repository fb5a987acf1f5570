// SPDX-License-Identifier: Apache-2.0

/// Folds texts as `SubwordRules` say and cuts them into the words whose pieces are looked up.
public struct SubwordFolder: Sendable {
  /// The rules.
  public let rules: SubwordRules
  private let table: SubwordTable

  /// Makes a folder; this takes some 50 ms.
  public init(_ rules: SubwordRules) {
    self.rules = rules
    table = SubwordTable(rules)
  }

  /// Appends the words of `text`, UTF-8, to `words`.
  ///
  /// A byte that begins no code point counts as U+FFFD.
  ///
  /// - Complexity: O(bytes), except O(n log n) for n combining marks in a row.
  public func fold(_ text: Span<UInt8>, into words: inout SubwordText) {
    // Safe: every access is below the count of the buffer, which does not outlive the call.
    unsafe text.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        let decoded = unsafe DecodedPoint(bytes, at: place)
        place += decoded.length
        add(decoded.value == DecodedPoint.invalid ? 0xFFFD : decoded.value, to: &words)
      }
    }
    words.endWord()
  }

  @inline(__always)
  private func add(_ point: UInt32, to words: inout SubwordText) {
    let entry = table[point]
    if entry.isPlain {
      words.append(point, combiningClass: entry.combiningClass)
    } else if entry.has(SubwordTable.Entry.removed) {
      return
    } else if entry.has(SubwordTable.Entry.space) {
      words.endWord()
    } else {
      addChanged(point, entry, to: &words)
    }
  }

  private func addChanged(
    _ point: UInt32, _ entry: SubwordTable.Entry, to words: inout SubwordText
  ) {
    if entry.has(SubwordTable.Entry.isolated) { words.endWord() }
    if entry.mapping == 0 {
      addFolded(point, entry.combiningClass, to: &words)
    } else {
      for part in table.points(ofMapping: entry.mapping) {
        if !part.isRemoved {
          addFolded(part.value, rules.stripsAccents ? part.combiningClass : 0, to: &words)
        } else if part.combiningClass == 0 {
          words.endRun()
        }
      }
    }
    if entry.has(SubwordTable.Entry.isolated) { words.endWord() }
  }

  private func addFolded(
    _ point: UInt32, _ combiningClass: UInt32, to words: inout SubwordText
  ) {
    if table[point].has(SubwordTable.Entry.punctuation) {
      words.endWord()
      words.append(point, combiningClass: 0)
      words.endWord()
    } else {
      words.append(point, combiningClass: combiningClass)
    }
  }
}
