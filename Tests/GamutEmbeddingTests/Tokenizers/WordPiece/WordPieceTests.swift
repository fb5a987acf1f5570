// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutTestSupport
import GamutUnicode
import Testing

@testable import GamutEmbedding

/// What `Scripts/token-ids` prints of the library *tokenizers*, beside what Gamut makes.
struct WordPieceTests {
  struct Case: Decodable {
    let text: String
    let ids: [Int32]
  }

  struct Rules: Decodable {
    let clean, ideographs, strip, lower: Bool
  }

  static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/wordpiece.jsonl")

  static func lines(_ url: URL) throws -> [Data] {
    try Data(contentsOf: url).split(separator: 0x0A).map { Data($0) }
  }

  static func ids(_ tokenizer: WordPieceTokenizer, _ text: String) -> [Int32] {
    var ids: [Int32] = []
    var scratch = WordPieceTokenizer.Scratch()
    let bytes = Array(text.utf8)
    tokenizer.appendTokens(of: bytes.span, to: &ids, scratch: &scratch)
    return ids
  }

  static func tokenizer(_ pieces: [String], _ rules: SubwordRules) throws -> WordPieceTokenizer {
    var vocabulary = WordPieceVocabulary()
    for (id, piece) in pieces.enumerated() { vocabulary.add(Array(piece.utf8), id: id) }
    let specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map { Array($0.utf8) }
    return WordPieceTokenizer(
      vocabulary: vocabulary, rules: rules,
      unknown: try #require(vocabulary.id(of: Array("[UNK]".utf8))), longestWord: 100,
      specials: try specials.map { .init(bytes: $0, id: try #require(vocabulary.id(of: $0))) })
  }

  @Test("Tokens are those of the reference, under every set of rules")
  func fixtureTokens() throws {
    let lines = try Self.lines(Self.fixture)
    let pieces = try JSONDecoder().decode([String: [String]].self, from: lines[0])["pieces"] ?? []
    var tokenizers: [SubwordRules: WordPieceTokenizer] = [:]
    for line in lines.dropFirst() {
      let found = try JSONDecoder().decode(Case.self, from: line)
      let flags = try JSONDecoder().decode(Rules.self, from: line)
      var rules = SubwordRules()
      rules.cleansText = flags.clean
      rules.separatesIdeographs = flags.ideographs
      rules.stripsAccents = flags.strip
      rules.lowersCase = flags.lower
      let tokenizer = try tokenizers[rules] ?? Self.tokenizer(pieces, rules)
      tokenizers[rules] = tokenizer
      #expect(
        Self.ids(tokenizer, found.text) == found.ids, "\(found.text.debugDescription), \(rules)")
    }
    #expect(tokenizers.count == 5)
  }

  @Test("Bytes that are no UTF-8 separate nothing and are in no token")
  func invalidBytes() throws {
    let tokenizer = try Self.tokenizer(
      ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ab"], .init())
    for bytes in [
      [0x61, 0xFF, 0x62], [0x61, 0xED, 0xA0, 0x80, 0x62], [0xC3, 0x61, 0x62, 0xE2, 0x82],
    ] {
      var ids: [Int32] = []
      var scratch = WordPieceTokenizer.Scratch()
      let text = bytes.map { UInt8($0) }
      tokenizer.appendTokens(of: text.span, to: &ids, scratch: &scratch)
      #expect(ids == [5])
    }
  }

  @Test("The median length of pieces is that of their code points")
  func median() {
    var vocabulary = WordPieceVocabulary()
    for (id, piece) in ["a", "##é", "four", "##abc"].enumerated() {
      vocabulary.add(Array(piece.utf8), id: id)
    }
    #expect(vocabulary.medianLength == 3)
    #expect(vocabulary.idLimit == 4)
  }

  /// Whether the point is a capital letter, or none yet, for the standard library.
  static func isYoungCapital(_ point: UInt32) -> Bool {
    guard let properties = Unicode.Scalar(point)?.properties else { return false }
    return [.unassigned, .uppercaseLetter].contains(properties.generalCategory)
  }

  static let environment = ProcessInfo.processInfo.environment

  @Test(
    "Every code point is folded as by the reference",
    .enabled(if: environment["GAMUT_POINT_REFERENCE"] != nil, "set GAMUT_POINT_REFERENCE"))
  func everyPoint() throws {
    struct Line: Decodable {
      let point: UInt32
      let words: [[UInt32]]
    }
    let folder = SubwordFolder(SubwordRules())
    var words = SubwordText()
    var wrong: [UInt32] = []
    for line in try Self.lines(URL(filePath: Self.environment["GAMUT_POINT_REFERENCE"] ?? "")) {
      let expected = try JSONDecoder().decode(Line.self, from: line)
      let scalar = try #require(Unicode.Scalar(expected.point))
      words.removeAll()
      let text = Array("a\(String(scalar))b".utf8)
      folder.fold(text.span, into: &words)
      var found: [[UInt32]] = []
      var start = 0
      for end in words.ends {
        found.append(Array(words.points[start..<end]))
        start = end
      }
      if found != expected.words { wrong.append(expected.point) }
    }
    // Letters whose lower case is younger than the Unicode version of the ICU at hand.
    print("folded otherwise: \(wrong.map { String($0, radix: 16) })")
    #expect(
      wrong.allSatisfy(Self.isYoungCapital))
  }

  @Test(
    "Tokens of whole files are those of the reference",
    .enabled(
      if: environment["GAMUT_TOKEN_REFERENCE"] != nil && SentenceModel.isPresent,
      "set GAMUT_TOKEN_REFERENCE and run Scripts/fetch-model"))
  func wholeFiles() throws {
    let tokenizer = try TokenizerFiles(ModelFiles(path: SentenceModel.path), as: .bertTokenizer)
      .tokenizer
    var (count, tokenCount) = (0, 0)
    for line in try Self.lines(URL(filePath: Self.environment["GAMUT_TOKEN_REFERENCE"] ?? "")) {
      let expected = try JSONDecoder().decode(Case.self, from: line)
      #expect(tokenizer.tokens(of: expected.text) == expected.ids, "\(expected.text)")
      count += 1
      tokenCount += expected.ids.count
    }
    print("\(count) texts, \(tokenCount) tokens")
  }
}
