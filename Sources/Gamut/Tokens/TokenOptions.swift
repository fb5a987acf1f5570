// SPDX-License-Identifier: Apache-2.0

import GamutEmbedding
import GamutJSON

/// How tokens are counted, and at which length a model will be trained.
public struct TokenOptions: Hashable, Codable, Sendable {
  /// The folder of the tokeniser; nil estimates tokens by letters.
  public var tokenizer: String?
  /// The length in tokens at which records are cut in training; nil where nobody has said.
  public var maxLength: Int?

  /// An estimate, and no length.
  public init() {}

  /// What counts.
  func counter() throws(EmbeddingError) -> TokenCounter {
    guard let tokenizer else { return .estimate(TokenEstimate()) }
    return .tokenizer(try TextTokenizer(folder: tokenizer))
  }

  /// The options that were set, as reports name them.
  var members: [JSONMember] {
    (tokenizer.map { [JSONMember("tokenizer", .string($0))] } ?? [])
      + (maxLength.map { [JSONMember("max_length", .integer($0))] } ?? [])
  }
}
