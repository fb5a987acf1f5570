// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// Turns texts into the tokens of a model, exactly as the library *tokenizers* does by a
/// `tokenizer.json`: WordPiece, byte-pair encoding or Unigram, with the steps before them.
///
/// What is in the file and not followed is refused by name, so that a count is never nearly right.
public struct TextTokenizer: Sendable {
  /// The path of the file it was read from.
  public let path: String
  /// The algorithm by its name in the file: `WordPiece`, `BPE` or `Unigram`.
  public let algorithm: String
  /// The marks of its chat template, where that is a known one.
  public let chatMarks: ChatMarks?
  /// Whether the folder has a chat template, known or not.
  public let hasChatTemplate: Bool

  let model: Model
  let normalizers: [TextNormalizer]
  let cutters: [TextCutter]
  /// Tokens found in a text as it stands, and those found in what normalisers make of it.
  let plainTokens: AddedTokens
  let normalizedTokens: AddedTokens

  /// What makes tokens of words.
  enum Model: Sendable {
    /// It cuts texts itself.
    case wordPiece(WordPieceTokenizer)
    case bytePair(BytePairModel)
    case unigram(UnigramModel)
  }

  init(
    path: String, model: Model, normalizers: [TextNormalizer] = [], cutters: [TextCutter] = [],
    addedTokens: [AddedTokens.Token] = [], chatMarks: ChatMarks? = nil,
    hasChatTemplate: Bool = false
  ) {
    self.path = path
    self.model = model
    self.normalizers = normalizers
    self.cutters = cutters
    self.chatMarks = chatMarks
    self.hasChatTemplate = hasChatTemplate
    algorithm =
      switch model {
      case .wordPiece: "WordPiece"
      case .bytePair: "BPE"
      case .unigram: "Unigram"
      }
    let classes = AddedTokens.makeClasses()
    plainTokens = AddedTokens(addedTokens.filter { !$0.isNormalized }, classes: classes)
    // Such a token is found as the normalisers write it.
    normalizedTokens = AddedTokens(
      addedTokens.filter(\.isNormalized).map { token in
        var text = TokenText(bytes: token.content)
        var scratch: [UInt8] = []
        for step in normalizers { step.apply(to: &text, scratch: &scratch) }
        return AddedTokens.Token(
          content: text.bytes, number: token.number, isNormalized: true,
          isSingleWord: token.isSingleWord, stripsLeft: token.stripsLeft,
          stripsRight: token.stripsRight)
      }, classes: classes)
  }

  /// Memory that is used again from text to text.
  public struct Scratch {
    var whole: [UInt8] = []
    var text = TokenText()
    var bytes: [UInt8] = []
    var cutters = TextCutter.Scratch()
    var bytePair = BytePairModel.Scratch()
    var unigram = UnigramModel.Scratch()
    var wordPiece = WordPieceTokenizer.Scratch()

    /// No memory yet.
    public init() {}
  }

  /// Appends the tokens of `text` to `ids`, neither cut nor enclosed; a byte that is no UTF-8 counts as
  /// U+FFFD.
  ///
  /// - Complexity: O(n log n) for n bytes; linear for texts of words.
  public func appendTokens(
    of text: Span<UInt8>, to ids: inout [Int32], scratch: inout Scratch
  ) {
    if case .wordPiece(let tokenizer) = model {
      tokenizer.appendTokens(of: text, to: &ids, scratch: &scratch.wordPiece)
      return
    }
    scratch.whole.removeAll(keepingCapacity: true)
    scratch.whole.append(cleaning: text)
    let whole = scratch.whole
    plainTokens.forEachPart(of: whole.span) { number, range in
      if let number {
        ids.append(number)
      } else {
        scratch.text.bytes.removeAll(keepingCapacity: true)
        scratch.text.bytes += whole[range]
        scratch.text.beginsText = range.lowerBound == 0
        appendNormalized(to: &ids, scratch: &scratch)
      }
    }
  }

  /// Rewrites `scratch.text`, finds tokens in it and appends what is between.
  private func appendNormalized(to ids: inout [Int32], scratch: inout Scratch) {
    for step in normalizers { step.apply(to: &scratch.text, scratch: &scratch.bytes) }
    guard !normalizedTokens.isEmpty else {
      appendCut(to: &ids, scratch: &scratch)
      return
    }
    let whole = scratch.text.bytes
    let beginsText = scratch.text.beginsText
    normalizedTokens.forEachPart(of: whole.span) { number, range in
      if let number {
        ids.append(number)
      } else {
        scratch.text.bytes.removeAll(keepingCapacity: true)
        scratch.text.bytes += whole[range]
        scratch.text.beginsText = beginsText && range.lowerBound == 0
        appendCut(to: &ids, scratch: &scratch)
      }
    }
  }

  /// Cuts `scratch.text` and appends the tokens of its pieces.
  private func appendCut(to ids: inout [Int32], scratch: inout Scratch) {
    scratch.text.setWhole()
    for cutter in cutters { cutter.apply(to: &scratch.text, scratch: &scratch.cutters) }
    let whole = scratch.text.bytes
    let bytes = whole.span
    for piece in scratch.text.pieces {
      let word = bytes.extracting(piece)
      switch model {
      case .wordPiece: continue
      case .bytePair(let model): model.appendTokens(of: word, to: &ids, scratch: &scratch.bytePair)
      case .unigram(let model):
        // Reading refuses a model in which a character could have no token.
        _ = model.appendTokens(of: word, to: &ids, scratch: &scratch.unigram)
      }
    }
  }
}

extension TextTokenizer {
  /// The tokens of `text`, for the edges.
  public func tokens(of text: String) -> [Int32] {
    var ids: [Int32] = []
    var scratch = Scratch()
    let bytes = Array(text.utf8)
    appendTokens(of: bytes.span, to: &ids, scratch: &scratch)
    return ids
  }
}
