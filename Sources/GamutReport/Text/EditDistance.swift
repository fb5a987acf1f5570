// SPDX-License-Identifier: Apache-2.0

/// How many insertions, deletions and replacements lead from one sequence to another.
///
/// > Source: V. Levenshtein, *Binary codes capable of correcting deletions, insertions, and
/// > reversals*, 1966.
enum EditDistance {
  /// - Complexity: O(`left.count` × `right.count`) time, O(`right.count`) memory.
  static func between(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
