// SPDX-License-Identifier: Apache-2.0

/// How the tokeniser of BERT prepares a text before it looks up the pieces of words.
///
/// > Source: J. Devlin, M.-W. Chang, K. Lee, K. Toutanova, *BERT: Pre-training of Deep Bidirectional
/// > Transformers for Language Understanding*, 2019, doi:10.18653/v1/N19-1423; the steps are those of
/// > `BertNormalizer` and `BertPreTokenizer` of the library *tokenizers* 0.23.
public struct SubwordRules: Hashable, Codable, Sendable {
  /// Whether control characters, U+0000 and U+FFFD are removed and white space becomes a space.
  public var cleansText = true
  /// Whether every ideograph is a word by itself.
  public var separatesIdeographs = true
  /// Whether letters lose their accents: canonical decomposition without nonspacing marks.
  public var stripsAccents = true
  /// Whether letters become lower case, by the full mappings of single code points.
  public var lowersCase = true

  /// The rules of the uncased models.
  public init() {}
}
