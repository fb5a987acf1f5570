// SPDX-License-Identifier: Apache-2.0

/// A part of a report as a title, a sentence, a table of texts and examples, which every rendering sets in
/// its own way.
struct TextTable {
  let title: String
  let sentence: String
  let columns: [String]
  let rows: [[String]]
  /// Texts that stand under the table, each group with what it shows.
  var examples: [Examples] = []

  /// Whether column `index` holds numbers alone, with their units, intervals and gaps.
  func isNumeric(_ index: Int) -> Bool {
    let cells = rows.compactMap { $0.indices.contains(index) ? $0[index] : nil }
    let marks = Set("0123456789.,−-+±–<≤%×⁻⁰¹²³⁴⁵⁶⁷⁸⁹()".unicodeScalars)
    return index > 0
      && cells.contains { $0.unicodeScalars.contains { (0x30...0x39).contains($0.value) } }
      && cells.allSatisfy { cell in
        cell.split(separator: " ").allSatisfy { word in
          word == "to" || word.unicodeScalars.allSatisfy(marks.contains)
        }
      }
  }

  /// Examples of one thing.
  struct Examples {
    let title: String
    let texts: [PlacedText]
  }
}
