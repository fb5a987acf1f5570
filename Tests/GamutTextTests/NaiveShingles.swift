// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutUnicode

@testable import GamutText

/// Shingles as strings, straight from their definition.
enum NaiveShingles {
  static func set(of text: String, _ width: ShingleWidth) -> Set<[String]> {
    Set(windows(of: text, width))
  }

  static func windows(of text: String, _ width: ShingleWidth) -> [[String]] {
    var folded = FoldedText()
    let bytes = Array(text.utf8)
    WordFolder().fold(bytes.span, into: &folded)
    let units: [String] =
      switch width {
      case .words: folded.words
      case .characters:
        folded.words.joined(separator: " ").unicodeScalars.map { String($0.value) }
      }
    return windows(of: units, width.count)
  }

  /// All runs of `count` units; fewer units are one.
  static func windows(of units: [String], _ count: Int) -> [[String]] {
    if units.isEmpty { return [] }
    if units.count <= count { return [units] }
    return (0...units.count - count).map { Array(units[$0..<$0 + count]) }
  }

  /// |A ∩ B| / |A ∪ B|, 0 where either is empty.
  static func similarity(_ a: Set<[String]>, _ b: Set<[String]>) -> Double {
    if a.isEmpty || b.isEmpty { return 0 }
    let common = a.intersection(b).count
    return Double(common) / Double(a.count + b.count - common)
  }
}

/// The hashes of a text's windows.
func hashes(of text: String, _ width: ShingleWidth) -> [UInt64] {
  var folded = FoldedText()
  var shingles = ShingleBuffer()
  let bytes = Array(text.utf8)
  WordFolder().fold(bytes.span, into: &folded)
  ShingleHasher(width: width).hash(folded, into: &shingles)
  return shingles.withHashes { hashes in hashes.indices.map { hashes[$0] } }
}
