// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension TextTokenizer {
  /// Reads the tokeniser of a model's folder: its `tokenizer.json`, or the `vocab.txt` of BERT.
  ///
  /// - Throws: `EmbeddingError`: `unsupportedModel` names what is in the file and not followed;
  ///   `badTokenizer` and `badJSON` what is wrong with it; `unreadable`.
  public init(folder: String) throws(EmbeddingError) {
    let files = ModelFiles(path: folder)
    guard files.has("tokenizer.json") else {
      self = try TokenizerFiles(files, as: .bertTokenizer).tokenizer
      return
    }
    let template = try Self.chatTemplate(files)
    try self.init(
      try files.document("tokenizer.json"), path: files.path(of: "tokenizer.json"),
      template: template)
  }

  /// The tokeniser that a `tokenizer.json` describes.
  init(
    _ root: JSONTree, path: String, template: String? = nil
  ) throws(EmbeddingError) {
    let reading = TokenizerReading(root: root, path: path)
    let model = try reading.model()
    if case .wordPiece = model {
      self.init(
        path: path, model: model, chatMarks: template.flatMap { ChatMarks(template: $0) },
        hasChatTemplate: template != nil)
      return
    }
    self.init(
      path: path, model: model, normalizers: try reading.normalizers(),
      cutters: try reading.cutters(), addedTokens: try reading.addedTokens(model),
      chatMarks: template.flatMap { ChatMarks(template: $0) }, hasChatTemplate: template != nil)
  }

  /// The chat template of a folder: a file of its own, or a member of `tokenizer_config.json`.
  private static func chatTemplate(_ files: ModelFiles) throws(EmbeddingError) -> String? {
    if files.has("chat_template.jinja") {
      let bytes = try files.open("chat_template.jinja").bytes(atMost: JSONTree.largestByteCount)
      return String(decoding: bytes, as: UTF8.self)
    }
    let template = try files.documentIfPresent("tokenizer_config.json")?["chat_template"]
    // Several templates, each with a name, are listed; the one that is used by itself is the default.
    if let list = template?.elements {
      return (list.first { $0["name"]?.text == "default" } ?? list.first)?["template"]?.text
    }
    return template?.text
  }
}
