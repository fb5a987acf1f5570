// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct TokenModelTests {
  /// A model of the letters a to d and random merges, and its naive twin.
  static func random(
    _ random: inout SeededRandom, mergeCount: Int
  ) -> (BytePairModel, NaiveBytePairs, names: [String]) {
    var pieces = PieceTable()
    var names: [String] = []
    func add(_ name: String, _ pieces: inout PieceTable) {
      pieces.set(Array(name.utf8), to: Int32(names.count))
      names.append(name)
    }
    for letter in ["a", "b", "c", "d"] { add(letter, &pieces) }
    var merges = KeyTable<BytePairModel.Merge>(
      capacity: mergeCount, filler: .init(rank: 0, number: 0))
    var list: [(String, String)] = []
    while list.count < mergeCount {
      let left = Int.random(in: names.indices, using: &random)
      let right = Int.random(in: names.indices, using: &random)
      let joined = names[left] + names[right]
      if joined.utf8.count > 12 || list.contains(where: { $0 == (names[left], names[right]) }) {
        continue
      }
      // Two merges may lead to one piece.
      if !names.contains(joined) { add(joined, &pieces) }
      let number = names.firstIndex(of: joined) ?? 0
      merges.set(
        BytePairModel.key(Int32(left), Int32(right)),
        to: .init(rank: UInt32(list.count), number: Int32(number)))
      list.append((names[left], names[right]))
    }
    return (
      BytePairModel(pieces: pieces, merges: merges, rules: .init()), NaiveBytePairs(merges: list),
      names
    )
  }

  @Test("Merging agrees with the naive way on random words, short and long")
  func bytePairsAgainstNaive() {
    var random = SeededRandom(seed: 11)
    for round in 0..<60 {
      let (model, naive, names) = Self.random(&random, mergeCount: 1 + round % 20)
      for length in [
        0, 1, 2, 3, 5, 9, 30, BytePairModel.scanLimit, BytePairModel.scanLimit + 1, 90,
      ] {
        let word = String(
          (0..<length).map { _ in ["a", "b", "c", "d"].randomElement(using: &random) ?? "a" }
            .joined())
        var ids: [Int32] = []
        var scratch = BytePairModel.Scratch()
        let bytes = Array(word.utf8)
        model.appendTokens(of: bytes.span, to: &ids, scratch: &scratch)
        #expect(ids.map { names[Int($0)] } == naive.pieces(of: word), "\(word)")
      }
    }
  }

  @Test("Of a character without a piece nothing is left, or what stands for it")
  func unknownCharacters() {
    var pieces = PieceTable()
    for (i, piece) in ["a", "?", "<0xC3>", "<0xA9>"].enumerated() {
      pieces.set(Array(piece.utf8), to: Int32(i))
    }
    func ids(_ text: String, _ change: (inout BytePairModel.Rules) -> Void) -> [Int32] {
      var rules = BytePairModel.Rules()
      change(&rules)
      let merges = KeyTable<BytePairModel.Merge>(capacity: 0, filler: .init(rank: 0, number: 0))
      let model = BytePairModel(pieces: pieces, merges: merges, rules: rules)
      var ids: [Int32] = []
      var scratch = BytePairModel.Scratch()
      let bytes = Array(text.utf8)
      model.appendTokens(of: bytes.span, to: &ids, scratch: &scratch)
      return ids
    }
    #expect(ids("axxa") { _ in } == [0, 0])
    #expect(ids("axxa") { $0.unknown = 1 } == [0, 1, 1, 0])
    #expect(
      ids("axxa") { ($0.unknown, $0.joinsUnknown) = (1, true) } == [0, 1, 0])
    #expect(ids("aéa") { $0.fallsBackToBytes = true } == [0, 2, 3, 0])
    // There is no piece for the bytes of x.
    #expect(ids("éx") { ($0.unknown, $0.fallsBackToBytes) = (1, true) } == [2, 3, 1])
  }

  @Test("Unigram finds the best of all ways to write a word")
  func unigramAgainstNaive() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<80 {
      var vocabulary: [(piece: [UInt8], score: Double)] = [(Array("<unk>".utf8), 0)]
      var scores: [String: Double] = [:]
      while scores.count < 12 {
        let length = Int.random(in: 1...4, using: &random)
        let piece = (0..<length).map { _ in ["a", "b", "c"].randomElement(using: &random) ?? "a" }
          .joined()
        guard scores[piece] == nil else { continue }
        scores[piece] = -Double.random(in: 0.5...9, using: &random)
        vocabulary.append((Array(piece.utf8), scores[piece] ?? 0))
      }
      let model = UnigramModel(vocabulary: vocabulary, unknown: 0, fallsBackToBytes: false)
      let unknown = (vocabulary.map(\.score).min() ?? 0) - 10
      let naive = NaiveUnigram(scores: scores, unknown: unknown)
      for length in 1...9 {
        let word = (0..<length).map { _ in
          ["a", "b", "c", "x"].randomElement(using: &random) ?? "a"
        }
        .joined()
        var ids: [Int32] = []
        var scratch = UnigramModel.Scratch()
        let bytes = Array(word.utf8)
        #expect(model.appendTokens(of: bytes.span, to: &ids, scratch: &scratch))
        // Unknown neighbours are one token: their number is what is left of the word's length.
        let known = ids.filter { $0 > 0 }
        let missing = length - known.reduce(0) { $0 + vocabulary[Int($1)].piece.count }
        let score =
          known.reduce(0.0) { $0 + vocabulary[Int($1)].score } + Double(missing) * unknown
        #expect(abs(score - naive.bestScore(of: word)) < 1e-9, "\(word)")
      }
    }
  }

  @Test("A word of a megabyte takes no time that grows with its square", arguments: [1, 3])
  func longWords(mergeSeed: UInt64) {
    var random = SeededRandom(seed: mergeSeed)
    let (model, _, names) = Self.random(&random, mergeCount: 40)
    let letters = Array("abcd".utf8)
    for word in [
      [UInt8](repeating: 0x61, count: 1 << 20),
      (0..<1 << 20).map { _ in letters.randomElement(using: &random) ?? 0x61 },
    ] {
      var ids: [Int32] = []
      var scratch = BytePairModel.Scratch()
      // Were it quadratic, the test would not end within the hour.
      model.appendTokens(of: word.span, to: &ids, scratch: &scratch)
      #expect(ids.reduce(0) { $0 + names[Int($1)].utf8.count } == word.count)
    }
  }
}
