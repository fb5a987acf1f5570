// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutLinear

/// The steps of a sentence model and the folders of their files, from `modules.json`.
struct SentenceModules {
  /// What makes vectors of tokens.
  enum Source {
    case transformer(ModelFiles)
    /// The `StaticEmbedding` of *sentence-transformers*.
    case staticEmbedding(ModelFiles)
  }

  let source: Source
  /// How rows of tokens become one, several side by side.
  private(set) var poolings = [TokenPooling.mean]
  /// Whether the tokens of a prompt count.
  private(set) var poolsPrompt = true
  /// How long the rows are that are pooled, where the files say it.
  private(set) var pooledWidth: Int?
  /// The folders of what comes then; nil for a norm.
  private var laterFolders: [ModelFiles?] = []

  private static let name = "modules.json"

  /// Reads `modules.json`; without it, the tokens of the transformer in the folder are averaged.
  init(_ files: ModelFiles) throws(EmbeddingError) {
    guard let modules = try files.documentIfPresent(Self.name) else {
      source = .transformer(files)
      return
    }
    let steps = modules.elements ?? []
    let first = try Self.kind(steps.first, at: 0, files)
    // StaticEmbedding pools by itself.
    let fixed: [String]
    let begin = try steps.first.map { step throws(EmbeddingError) in
      try Self.folder(of: step, at: 0, files)
    }
    switch (first, begin) {
    case ("Transformer", let folder?):
      source = .transformer(folder)
      fixed = ["Transformer", "Pooling"]
    case ("StaticEmbedding", let folder?):
      source = .staticEmbedding(folder)
      fixed = ["StaticEmbedding"]
    default:
      throw Self.unexpected(steps.first, at: 0, files, "Transformer or StaticEmbedding")
    }
    guard steps.count >= fixed.count else {
      throw files.wrong(
        Self.name, "\(steps.count) steps, expected \(fixed.joined(separator: " and "))")
    }
    for (place, step) in steps.enumerated().dropFirst() {
      let kind = try Self.kind(step, at: place, files)
      let folder = try Self.folder(of: step, at: place, files)
      if place < fixed.count {
        guard kind == fixed[place] else {
          throw Self.unexpected(step, at: place, files, fixed[place])
        }
        try readPooling(folder)
        continue
      }
      switch kind {
      case "Dropout": break  // Does nothing but in training.
      case "Dense": laterFolders.append(folder)
      case "Normalize":
        if let document = try folder.documentIfPresent("config.json"), !folder.isWhole {
          try Self.requireVectors(document, folder)
        }
        laterFolders.append(nil)
      default: throw Self.unexpected(step, at: place, files, "Dense or Normalize")
      }
    }
  }

  /// The class of a step; nil for one that is not of *sentence-transformers* itself.
  private static func kind(
    _ step: JSONTree?, at place: Int, _ files: ModelFiles
  ) throws(EmbeddingError) -> String? {
    guard let step else { return nil }
    guard let type = step["type"]?.text else {
      throw files.wrong(name, "step \(place) has no \"type\"")
    }
    let parts = type.split(separator: ".")
    guard parts.count > 1, parts[0] == "sentence_transformers" else { return nil }
    return String(parts[parts.count - 1])
  }

  private static func folder(
    of step: JSONTree, at place: Int, _ files: ModelFiles
  ) throws(EmbeddingError) -> ModelFiles {
    guard let path = step["path"]?.text else {
      throw files.wrong(name, "step \(place) has no \"path\"")
    }
    return try files.folder(path)
  }

  private static func unexpected(
    _ step: JSONTree?, at place: Int, _ files: ModelFiles, _ expected: String
  ) -> EmbeddingError {
    files.unsupported(
      "\(name) has \(step?["type"]?.text ?? "nothing") as step \(place), expected \(expected)")
  }

  private mutating func readPooling(_ folder: ModelFiles) throws(EmbeddingError) {
    let name = "config.json"
    let document = try folder.document(name)
    let modes: [String]
    if let mode = document["pooling_mode"], !mode.isNull {
      modes = mode.elements?.map { $0.text ?? $0.kind } ?? [mode.text ?? mode.kind]
    } else {
      let switches = TokenPooling.allCases.map(\.legacyName)
      let on = (document.members ?? []).filter { $0.value.boolean == true }
        .map { String(decoding: $0.key, as: UTF8.self) }.filter { $0.hasPrefix("pooling_mode_") }
      let known = TokenPooling.allCases.filter { on.contains($0.legacyName) }.map(\.rawValue)
      modes = known + on.filter { !switches.contains($0) }
    }
    poolings = []
    for mode in modes {
      if let pooling = TokenPooling(rawValue: mode) { poolings.append(pooling) }
    }
    guard !modes.isEmpty, poolings.count == modes.count else {
      throw EmbeddingError(
        code: .unsupportedModel, path: folder.path(of: name),
        detail: "found \(modes.isEmpty ? "no pooling" : modes.joined(separator: " and ")), "
          + "expected \(TokenPooling.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    poolsPrompt = document["include_prompt"]?.boolean ?? true
    pooledWidth = (document["embedding_dimension"] ?? document["word_embedding_dimension"])?.integer
  }

  /// Refuses a step that reads or writes anything but the vectors of texts.
  private static func requireVectors(
    _ document: JSONTree, _ folder: ModelFiles
  ) throws(EmbeddingError) {
    for key in ["module_input_name", "module_output_name"] {
      if let found = document[key], !found.isNull, found.text != "sentence_embedding" {
        throw folder.wrong(
          "config.json", "\(key) is \(found.text ?? found.kind), expected sentence_embedding")
      }
    }
  }
}

extension SentenceModules {
  /// What comes after vectors of `width` columns, of which `keptCount` are kept.
  func steps(of width: Int, keptCount: Int?) throws(EmbeddingError) -> VectorSteps {
    var steps: [VectorSteps.Step] = []
    var count = width
    for folder in laterFolders {
      guard let folder else {
        steps.append(.normalize)
        continue
      }
      let (layer, activation) = try Self.dense(folder, inputCount: count)
      steps.append(.dense(layer, activation))
      count = layer.outputCount
    }
    return VectorSteps(steps, inputCount: width, keptCount: keptCount)
  }

  /// A wider layer is refused: its count bounds memory.
  private static let widest = 1 << 16

  private static func dense(
    _ folder: ModelFiles, inputCount: Int
  ) throws(EmbeddingError) -> (DenseLayer, Activation) {
    let name = "config.json"
    let document = try folder.document(name)
    try requireVectors(document, folder)
    guard document["in_features"]?.integer == inputCount else {
      throw folder.wrong(name, "in_features is not \(inputCount), the length of the vectors so far")
    }
    guard let outputCount = document["out_features"]?.integer, (1...widest).contains(outputCount)
    else { throw folder.wrong(name, "out_features is not a whole number within 1…\(widest)") }
    if document["use_residual"]?.boolean == true {
      throw folder.unsupported("\(name) says use_residual true, expected a plain layer")
    }
    let type = document["activation_function"]?.text ?? "torch.nn.modules.activation.Tanh"
    guard type.hasPrefix("torch.nn."),
      let activation = Activation(rawValue: type.split(separator: ".").last.map(String.init) ?? "")
    else {
      throw folder.unsupported(
        "\(name) says activation_function \(type), expected one of torch.nn: "
          + Activation.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let file = try folder.weights()
    let weights = try file.floats(named: "linear.weight", shape: [outputCount, inputCount])
    let bias =
      document["bias"]?.boolean == false
      ? [Float](repeating: 0, count: outputCount)
      : try file.floats(named: "linear.bias", shape: [outputCount])
    return (
      DenseLayer(
        weights: Matrix(rowCount: outputCount, columnCount: inputCount, elements: weights),
        bias: bias), activation
    )
  }
}
