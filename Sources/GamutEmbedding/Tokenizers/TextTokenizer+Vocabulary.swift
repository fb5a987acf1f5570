// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// What encoders ask of a tokeniser beside the tokens.
extension TextTokenizer {
  /// One more than the largest number a token can have.
  var idLimit: Int {
    switch model {
    case .wordPiece(let tokenizer): tokenizer.idLimit
    case .bytePair(let model): Int(max(model.pieces.numbers.max() ?? -1, largestAdded)) + 1
    case .unigram(let model): max(model.count, Int(largestAdded) + 1)
    }
  }

  private var largestAdded: Int32 { max(plainTokens.largestNumber, normalizedTokens.largestNumber) }

  /// What stands for what the vocabulary lacks; nil where nothing does.
  var unknown: Int32? {
    switch model {
    case .wordPiece(let tokenizer): tokenizer.unknown
    case .bytePair(let model): model.rules.unknown
    case .unigram(let model): model.unknown
    }
  }

  /// The median length of the tokens, in code points, rounded down.
  var medianLength: Int {
    let pieces: PieceTable
    switch model {
    case .wordPiece(let tokenizer): return tokenizer.vocabulary.medianLength
    case .bytePair(let model): pieces = model.pieces
    case .unigram(let model): pieces = model.pieces
    }
    let first = (pieces.numbers.max() ?? -1) + 1
    let lengths =
      (pieces.pointCounts + plainTokens.pointCounts(from: first)
      + normalizedTokens.pointCounts(from: first)).sorted()
    guard !lengths.isEmpty else { return 0 }
    return (lengths[(lengths.count - 1) / 2] + lengths[lengths.count / 2]) / 2
  }

  /// Whether a text in lower case has the same tokens.
  var lowersCase: Bool {
    if case .wordPiece(let tokenizer) = model { return tokenizer.folder.rules.lowersCase }
    return normalizers.contains { if case .lowercase = $0 { true } else { false } }
  }

  /// The number of the token that is written `name`, added to the vocabulary or of it.
  func number(of name: [UInt8]) -> Int32? {
    switch model {
    case .wordPiece(let tokenizer): tokenizer.vocabulary.id(of: name)
    case .bytePair(let model): plainTokens.number(of: name) ?? model.pieces.number(of: name)
    case .unigram(let model): plainTokens.number(of: name) ?? model.number(of: name)
    }
  }
}
