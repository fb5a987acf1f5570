// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutUnicode

/// The sequence of `bytes`, by a value that held another before, and its words.
private func read(_ bytes: [UInt8]) -> (sequence: NumberSequence, words: [String]) {
  var folded = FoldedText()
  var sequence = NumberSequence()
  let other = Array("7 + 8 before".utf8)
  WordFolder().fold(other.span, into: &folded)
  sequence.read(folded)
  WordFolder().fold(bytes.span, into: &folded)
  sequence.read(folded)
  return (sequence, folded.words)
}

private func tokens(_ text: String) -> String {
  String(decoding: read(Array(text.utf8)).sequence.bytes, as: UTF8.self)
}

private func signature(_ text: String) -> UInt64 { read(Array(text.utf8)).sequence.signature }

struct NumberSequenceTests {
  @Test(arguments: [
    ("What is 5 - 3?", "5 - 3"),
    ("What is 5 + 3?", "5 + 3"),
    ("5-3", "5 - 3"),
    ("(5+3)*2", "5 + 3 * 2"),
    ("3.5 and 3,500", "3 5 3 500"),
    ("gpt4 a1b2 c33", "4 1 2 33"),
    ("x <= 3", "< = 3"),
    ("x >= 3", "> = 3"),
    ("x == 3 and y != 4", "= = 3 = 4"),
    ("5 ** 2 ^ x", "5 * * 2 ^"),
    ("100% of $20", "100 % 20"),
    ("f(x) = 2x + 1", "= 2 + 1"),
    ("a - b + c = d", ""),
    ("- apples\n- pears\n* plums", ""),
    ("- a 3 -", "3 -"),
    ("-- 7 --", "- - 7 - -"),
    ("1 - x - 2", "1 - - 2"),
    ("1 - 2", "1 - 2"),
    ("well-known state-of-the-art", ""),
    ("+ 1", "+ 1"), ("1 +", "1 +"), ("1", "1"), ("+", ""), ("", ""), ("no number", ""),
    ("abcdefgh 1", "1"), ("abcdefg 1", "1"), ("abcdefghijklmno2", "2"),
  ])
  func `ASCII has the numbers and operators a person reads`(text: String, expected: String) {
    #expect(tokens(text) == expected)
  }

  @Test(arguments: [
    ("１２ ＋ ３", "12 + 3"),
    ("①② x² ½", "12 2 1 ⁄ 2"),
    ("Ⅷ", ""),
    ("ↂ", "ↂ"),
    ("٣ + ٤", "٣ + ٤"),
    ("३४५ रुपये", "३४५"),
    ("ราคา ๑๒ บาท", "๑ ๒"),
    ("二〇〇八年3月", "〇 〇 3"),
    ("6 × 7 ÷ 2 ≠ 20", "6 × 7 ÷ 2 ≠ 20"),
    ("√ 16 ± 2", "√ 16 ± 2"),
    ("5 − 3", "5 − 3"),
    ("∑ x", ""),
    ("3\u{FE0F}\u{20E3} 1\u{301}2", "3 1 2"),
    ("≤ ≥ 3 😀 4", "≤ ≥ 3 4"),
    ("Привет 5 мир-мир", "5"),
    ("中-文 - 5", "- 5"),
    ("é1é ß22", "1 22"),
    ("𝟙𝟚 𐄇", "12 𐄇"),
  ])
  func `other scripts have theirs after folding`(text: String, expected: String) {
    #expect(tokens(text) == expected)
  }

  @Test func `a text without numbers has the published hash of no bytes`() {
    #expect(NumberSequence.emptySignature == 0x2D06_8005_38D3_94C2)
    #expect(signature("a - b, c") == NumberSequence.emptySignature)
    #expect(signature("") == NumberSequence.emptySignature)
    #expect(signature("0") != NumberSequence.emptySignature)
  }

  @Test func `other words, other case and other spaces change nothing`() {
    #expect(signature("Add 5 + 3, please") == signature("please ADD\n5+3!"))
    #expect(signature("Add 5 + 3") != signature("Add 3 + 5"))
    #expect(signature("Add 5 + 3") != signature("Add 53"))
    #expect(signature("1 2") != signature("12"))
    #expect(signature("5 - 3") != signature("5 3"))
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `random texts agree with the plain way`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<60 {
      let text =
        random.next(below: 2) == 0
        ? Mixture.text(count: random.next(below: 60), &random) : arithmetic(&random)
      let (sequence, words) = read(text)
      let expected = NaiveNumbers.tokens(ofWords: words).joined(separator: " ")
      #expect(sequence.bytes == Array(expected.utf8), "\(seed): \(text)")
    }
  }

  @Test func `signatures are equal exactly where sequences are`() {
    var random = SeededRandom(seed: 5)
    var sequences: [UInt64: [UInt8]] = [:]
    var signatures: [[UInt8]: UInt64] = [:]
    for _ in 0..<3000 {
      let sequence = read(arithmetic(&random)).sequence
      let known = sequences.updateValue(sequence.bytes, forKey: sequence.signature)
      #expect(known ?? sequence.bytes == sequence.bytes)
      let same = signatures.updateValue(sequence.signature, forKey: sequence.bytes)
      #expect(same ?? sequence.signature == sequence.signature)
    }
    #expect(sequences.count > 500 && sequences.count < 3000)
  }

  @Test func `every number and operator stands for itself`() {
    let members = NaiveWords.members("[[:N:][:Sm:]]")
    for value in members {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let (sequence, words) = read(Array("a\(scalar)b x \(scalar) 1".utf8))
      let expected = NaiveNumbers.tokens(ofWords: words).joined(separator: " ")
      #expect(sequence.bytes == Array(expected.utf8), "U+\(String(value, radix: 16))")
    }
  }

  @Test func `a long run of operators is read in good time`() {
    let text =
      "1" + String(repeating: " -", count: 200_000) + " x" + String(repeating: "=", count: 200_000)
    #expect(tokens(text).utf8.count == 1 + 400_000)
  }

  /// A few numbers, operators and words of many scripts in random order.
  private func arithmetic(_ random: inout SeededRandom) -> [UInt8] {
    let pieces = ["1", "2", "12", "+", "-", "=", "*", "x", "word", "×", "٣", "中", "é4", "-a", "½"]
    let text = (0..<random.next(below: 9)).map { _ in
      pieces[random.next(below: pieces.count)] + (random.next(below: 4) == 0 ? "" : " ")
    }
    return Array(text.joined().utf8)
  }
}
