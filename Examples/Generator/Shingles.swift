// SPDX-License-Identifier: Apache-2.0

/// A text's set of five consecutive words, as the near-duplicate stage defines words.
///
/// Written on its own, simply, so that the planted truth does not rest on the code it tests. It
/// serves the texts of this generator only: composed characters, no compatibility forms.
struct Shingles {
  let set: Set<String>

  init(_ text: String) {
    let words = Self.words(of: text)
    if words.count < 5 {
      set = words.isEmpty ? [] : [words.joined(separator: " ")]
    } else {
      set = Set((0...words.count - 5).map { words[$0..<$0 + 5].joined(separator: " ") })
    }
  }

  /// Intersection over union.
  func jaccard(with other: Shingles) -> Double {
    let shared = set.intersection(other.set).count
    let all = set.count + other.set.count - shared
    return all == 0 ? 0 : Double(shared) / Double(all)
  }

  private static func words(of text: String) -> [String] {
    let scalars = Array(text.lowercased().replacing("ß", with: "ss").unicodeScalars)
    var words: [String] = []
    var word = ""
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for (place, scalar) in scalars.enumerated() {
      let isBetweenLetters =
        place > 0 && place + 1 < scalars.count && scalars[place - 1].properties.isAlphabetic
        && scalars[place + 1].properties.isAlphabetic
      if isEastAsian(scalar) || "*%@#\\".unicodeScalars.contains(scalar) || isSymbol(scalar)
        || ("-/&".unicodeScalars.contains(scalar) && !isBetweenLetters)
      {
        end()
        words.append(String(scalar))
      } else if isWordPart(scalar) {
        word.unicodeScalars.append(scalar)
      } else {
        end()
      }
    }
    end()
    return words
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
    default: false
    }
  }

  /// Hiragana, Katakana with the long-vowel mark, and the Han of the basic block.
  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
    isWordPart(scalar)
      && (0x3041...0x30FF ~= scalar.value || 0x4E00...0x9FFF ~= scalar.value
        || scalar.value == 0x3005)
  }
}

/// Texts by their shingles, to find the most similar of those added so far.
struct ShingleIndex {
  private(set) var texts: [Shingles] = []
  private var holders: [String: [Int]] = [:]

  mutating func add(_ text: Shingles) {
    for shingle in text.set { holders[shingle, default: []].append(texts.count) }
    texts.append(text)
  }

  /// The exact similarity of `text` to every text that shares a shingle with it, by place.
  func similarities(to text: Shingles) -> [Int: Double] {
    var shared: [Int: Int] = [:]
    for shingle in text.set {
      for place in holders[shingle] ?? [] { shared[place, default: 0] += 1 }
    }
    var similarities: [Int: Double] = [:]
    for (place, count) in shared {
      similarities[place] =
        Double(count) / Double(text.set.count + texts[place].set.count - count)
    }
    return similarities
  }

  /// The largest of them; 0 where nothing is shared.
  func largestSimilarity(to text: Shingles) -> Double {
    similarities(to: text).values.max() ?? 0
  }
}
