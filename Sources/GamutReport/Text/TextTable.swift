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

  /// Examples of one thing.
  struct Examples {
    let title: String
    let texts: [PlacedText]
  }
}
