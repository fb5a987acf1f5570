// SPDX-License-Identifier: Apache-2.0

/// Normalisation and the properties of words straight from the files of the Unicode Character
/// Database, without ICU: one table a property, one step of the standard after the other.
///
/// > Source: the Unicode Standard 15.0, sections 3.11 (normalisation forms), 3.12 (Hangul) and 3.13
/// > (toNFKC_Casefold).
struct NaiveFolding: Sendable {
  /// The general category, such as `Lu`; what is not assigned is missing.
  private(set) var categories: [UInt32: Substring] = [:]
  /// The scripts a code point is used in, by their four letters.
  private(set) var scripts: [UInt32: [Substring]] = [:]
  private var classes: [UInt32: Int] = [:]
  private var decompositions: [UInt32: [UInt32]] = [:]
  private var compositions: [[UInt32]: UInt32] = [:]
  private var foldings: [UInt32: [UInt32]] = [:]

  static let shared = Result { try NaiveFolding() }

  init() throws {
    try readCategories()
    var excluded: Set<UInt32> = []
    for line in try UnicodeCharacterDatabase.lines(of: "DerivedNormalizationProps.txt") {
      guard let range = line[0].codePoints else { continue }
      switch line[1] {
      case "Full_Composition_Exclusion": excluded.formUnion(range)
      case "NFKC_CF": for point in range { foldings[point] = line[2].sequence }
      default: break
      }
    }
    for (point, parts) in decompositions where !excluded.contains(point) {
      compositions[parts] = point
    }
    for line in try UnicodeCharacterDatabase.lines(of: "ScriptExtensions.txt") {
      guard let range = line[0].codePoints else { continue }
      let names = line[1].utf8.split(separator: 0x20).map(Substring.init)
      for point in range { scripts[point] = names }
    }
    // What has no extensions has its script alone.
    let shortNames: [Substring: Substring] = [
      "Han": "Hani", "Hiragana": "Hira", "Katakana": "Kana", "Thai": "Thai", "Lao": "Laoo",
      "Khmer": "Khmr", "Myanmar": "Mymr", "Tibetan": "Tibt",
    ]
    for line in try UnicodeCharacterDatabase.lines(of: "Scripts.txt") {
      guard let range = line[0].codePoints, let name = shortNames[line[1]] else { continue }
      for point in range where scripts[point] == nil { scripts[point] = [name] }
    }
  }

  private mutating func readCategories() throws {
    var first: UInt32?
    for line in try UnicodeCharacterDatabase.lines(of: "UnicodeData.txt") {
      guard let point = line[0].codePoints?.lowerBound else { continue }
      if line[1].hasSuffix("First>") {
        first = point
        continue
      }
      for member in (first ?? point)...point { categories[member] = line[2] }
      first = nil
      if line[3] != "0" { classes[point] = Int(line[3]) }
      if let start = line[5].first, start != "<" { decompositions[point] = line[5].sequence }
    }
  }

  /// toNFKC_Casefold(NFD(X)), by which the standard (D147) matches identifiers: X decomposed and
  /// ordered, each code point replaced by its NFKC_Casefold, the whole in NFC.
  func folded(_ points: [UInt32]) -> [UInt32] {
    composed(decomposed(points).flatMap { foldings[$0] ?? [$0] })
  }

  /// NFD: R1.
  func decomposed(_ points: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    for point in points.flatMap(decomposed) {
      let mark = combiningClass(point)
      // Insertion: a mark goes before those of a higher class.
      var place = result.count
      while mark > 0, place > 0, combiningClass(result[place - 1]) > mark { place -= 1 }
      result.insert(point, at: place)
    }
    return result
  }

  /// NFC: R2, the canonical composition of NFD.
  func composed(_ points: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var starter: Int?
    for point in decomposed(points) {
      let mark = combiningClass(point)
      if let starter {
        let isBlocked =
          result.count - 1 > starter && combiningClass(result[result.count - 1]) >= mark
        if !isBlocked, let whole = composition(result[starter], point) {
          result[starter] = whole
          continue
        }
      }
      result.append(point)
      if mark == 0 { starter = result.count - 1 }
    }
    return result
  }

  private func combiningClass(_ point: UInt32) -> Int { classes[point] ?? 0 }

  private func decomposed(_ point: UInt32) -> [UInt32] {
    if (0xAC00...0xD7A3).contains(point) {
      let index = point - 0xAC00
      let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28]
      return index % 28 == 0 ? parts : parts + [0x11A7 + index % 28]
    }
    return decompositions[point]?.flatMap(decomposed) ?? [point]
  }

  private func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
      return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
    }
    if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0,
      (0x11A8...0x11C2).contains(second)
    {
      return first + second - 0x11A7
    }
    return compositions[[first, second]]
  }
}

extension NaiveWords {
  /// The rules of words by the files.
  static func from(_ database: NaiveFolding) -> NaiveWords {
    func members(_ kinds: String) -> Set<UInt32> {
      Set(
        database.categories.lazy.filter { $0.value.first.map(kinds.contains) ?? false }.map(\.key))
    }
    let unspaced: Set<Substring> = [
      "Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt",
    ]
    return NaiveWords(
      letters: members("L"), runs: members("LMN"), symbols: members("S"),
      unspaced: Set(
        database.scripts.lazy.filter { !unspaced.isDisjoint(with: $0.value) }.map(\.key)),
      fold: database.folded)
  }
}
