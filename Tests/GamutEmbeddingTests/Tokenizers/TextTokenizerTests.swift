// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutJSON
import GamutTestSupport
import Testing

@testable import GamutEmbedding

/// What `Scripts/token-references` prints of the library *tokenizers*, beside what Gamut makes.
struct TextTokenizerTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/Tokenizers")

  static let names = [
    "deepseek", "gpt2", "llama3", "many-steps", "metaspace-bpe", "o200k", "qwen2",
    "sentencepiece-bpe", "unigram", "unigram-bytes", "unigram-precompiled", "unigram-words",
  ]

  static func tokenizer(_ file: URL) throws -> TextTokenizer {
    let bytes = [UInt8](try Data(contentsOf: file))
    return try TextTokenizer(try JSONTree(parsing: bytes), path: file.lastPathComponent)
  }

  @Test("Tokens are those of the reference, of every kind of tokeniser", arguments: names)
  func fixtures(name: String) throws {
    let tokenizer = try Self.tokenizer(Self.folder.appending(path: "\(name).json"))
    let texts = try JSONDecoder().decode(
      [String].self, from: try Data(contentsOf: Self.folder.appending(path: "texts.json")))
    let lines = try Data(contentsOf: Self.folder.appending(path: "\(name).ids"))
      .split(separator: 0x0A)
    #expect(texts.count == lines.count)
    var scratch = TextTokenizer.Scratch()
    for (text, line) in zip(texts, lines) {
      let expected = try JSONDecoder().decode([Int32].self, from: Data(line))
      var ids: [Int32] = []
      let bytes = Array(text.utf8)
      // The same memory for all texts, as in a run.
      tokenizer.appendTokens(of: bytes.span, to: &ids, scratch: &scratch)
      #expect(ids == expected, "\(name): \(text.debugDescription)")
    }
  }

  static let environment = ProcessInfo.processInfo.environment

  @Test(
    "Tokens of whole files are those of the reference",
    .enabled(
      if: environment["GAMUT_TOKENIZER_REFERENCES"] != nil, "set GAMUT_TOKENIZER_REFERENCES"))
  func wholeFiles() throws {
    struct Line: Decodable {
      let text: String
      let ids: [Int32]
    }
    let folder = URL(filePath: Self.environment["GAMUT_TOKENIZER_REFERENCES"] ?? "")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
    for file in files {
      let tokenizer = try Self.tokenizer(
        file.deletingPathExtension().appendingPathExtension("json"))
      var scratch = TextTokenizer.Scratch()
      var (count, tokenCount, wrong) = (0, 0, 0)
      for line in try Data(contentsOf: file).split(separator: 0x0A) {
        let expected = try JSONDecoder().decode(Line.self, from: Data(line))
        var ids: [Int32] = []
        let bytes = Array(expected.text.utf8)
        tokenizer.appendTokens(of: bytes.span, to: &ids, scratch: &scratch)
        count += 1
        tokenCount += ids.count
        guard ids != expected.ids else { continue }
        wrong += 1
        if wrong <= 3 {
          let start = zip(ids, expected.ids).enumerated().first { $0.1.0 != $0.1.1 }?.offset
          Issue.record(
            "\(file.lastPathComponent), token \(start ?? -1): \(expected.text.debugDescription)")
        }
      }
      print("\(file.lastPathComponent): \(count) texts, \(tokenCount) tokens, \(wrong) differ")
      #expect(wrong == 0, "\(file.lastPathComponent)")
      #expect(count > 0)
    }
  }
}
