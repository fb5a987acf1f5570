// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutUnicode

/// What classes of *transformers* make of a file. Version 4 takes the steps of the file and version 5,
/// which is followed, those of the class; a file of which they make two things is refused by name.
extension TokenizerReading {
  /// The tokeniser of the class `RobertaTokenizer`: pairs of bytes, cut as GPT-2 cuts.
  func robertaTokenizer(settings: JSONTree?) throws(EmbeddingError) -> TextTokenizer {
    let model = try model()
    try require("normalizer", of: "normalizers", among: [])
    let steps = try require("pre_tokenizer", of: "pretokenizers", among: ["ByteLevel"])
    guard steps.count == 1, steps[0]["use_regex"]?.boolean ?? true else {
      throw unsupported("pre_tokenizer does not cut as RobertaTokenizer does")
    }
    var cutters: [TextCutter] = []
    if settings?["add_prefix_space"]?.boolean ?? false { cutters.append(.prefixSpace) }
    cutters.append(.split(try pattern(SplitPattern.gpt2, "ByteLevel"), .isolated, inverted: false))
    return TextTokenizer(
      path: path, model: model, cutters: cutters + [.byteLevel], addedTokens: try addedTokens(model)
    )
  }

  /// The tokeniser of the class `XLMRobertaTokenizer`: Unigram over words at spaces, each behind a
  /// mark, after the map of characters that *sentencepiece* wrote into the file.
  func xlmRobertaTokenizer(settings: JSONTree?) throws(EmbeddingError) -> TextTokenizer {
    let model = try model()
    guard case .unigram(let unigram) = model, unigram.unknown == 3, !unigram.fallsBackToBytes else {
      throw unsupported(
        "unk_id is not 3, or byte_fallback is true, expected what XLMRobertaTokenizer has")
    }
    // Space around words, which files take away before, makes no word here.
    let steps = try require(
      "normalizer", of: "normalizers", among: ["Precompiled", "Replace", "Strip"])
    guard steps.allSatisfy({ $0["type"]?.text != "Replace" || joinsSpaces($0) }) else {
      throw unsupported(
        "normalizer replaces more than runs of spaces, which version 5 of transformers leaves alone"
      )
    }
    try require("pre_tokenizer", of: "pretokenizers", among: ["WhitespaceSplit", "Metaspace"])
    let maps = try normalizers().filter { if case .precompiled = $0 { true } else { false } }
    let mark = TextCutter.Metaspace(
      replacement: Array("▁".utf8),
      prepending: settings?["add_prefix_space"]?.boolean ?? true ? .always : .never, splits: true)
    return TextTokenizer(
      path: path, model: model, normalizers: Array(maps.prefix(1)),
      cutters: [
        .split(SplitPattern(points: .whiteSpace), .removed, inverted: false), .metaspace(mark),
      ], addedTokens: try addedTokens(model))
  }

  /// Whether a step `Replace` makes one space, or one mark of it, of several.
  private func joinsSpaces(_ step: JSONTree) -> Bool {
    step["pattern"]?["Regex"]?.text == " {2,}" && [" ", "▁"].contains(step["content"]?.text)
  }

  /// The steps `name`, each of which must be of one of `types`.
  @discardableResult
  private func require(
    _ name: String, of list: String, among types: Set<String>
  ) throws(EmbeddingError) -> [JSONTree] {
    guard let step = root[name], !step.isNull else { return [] }
    let steps = step["type"]?.text == "Sequence" ? step[list]?.elements ?? [] : [step]
    for step in steps {
      let type = step["type"]?.text ?? "of no type"
      guard types.contains(type) else {
        throw unsupported(
          "\(name) is \(type), which versions 4 and 5 of transformers read differently")
      }
    }
    return steps
  }
}
