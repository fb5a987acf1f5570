// SPDX-License-Identifier: Apache-2.0

@testable import GamutUnicode

/// The numbers and operators of a text, straight from their definition: over strings of words, by
/// properties asked of ICU's sets.
enum NaiveNumbers {
  private static let numbers = NaiveWords.members("[:N:]")
  private static let operators = NaiveWords.members("[:Sm:]")
    .union("^-*/%".unicodeScalars.map(\.value))

  static func tokens(ofWords words: [String]) -> [String] {
    var isSpoken = words.map { !numberRuns($0).isEmpty }
    // An operator beside what counts counts itself, until nothing changes.
    var isChanged = true
    while isChanged {
      isChanged = false
      for i in words.indices where !isSpoken[i] && isOperator(words[i]) {
        let hasNeighbor = (i > 0 && isSpoken[i - 1]) || (i + 1 < words.count && isSpoken[i + 1])
        if hasNeighbor {
          isSpoken[i] = true
          isChanged = true
        }
      }
    }
    return words.indices.filter { isSpoken[$0] }
      .flatMap { isOperator(words[$0]) ? [words[$0]] : numberRuns(words[$0]) }
  }

  private static func isOperator(_ word: String) -> Bool {
    word.unicodeScalars.count == 1
      && word.unicodeScalars.allSatisfy { operators.contains($0.value) }
  }

  private static func numberRuns(_ word: String) -> [String] {
    word.unicodeScalars.split { !numbers.contains($0.value) }
      .map { String(String.UnicodeScalarView($0)) }
  }
}
