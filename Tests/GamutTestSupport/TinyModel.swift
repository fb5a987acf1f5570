// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Folders of models small enough for the tests: random weights from a seed, two layers, a few
/// pieces of words.
public struct TinyModel {
  /// The pieces, one a line of `vocab.txt`.
  public static let pieces =
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "on", "mat", "dog", "##s"]
    + ["query", ":", ".", "a", "red", "blue", "house", "##d"]

  /// The shape of the network.
  public static let width = 32
  public static let headCount = 2
  public static let innerWidth = 48
  public static let layerCount = 2
  public static let positionCount = 24

  /// The tensors of the network by name.
  public let tensors: [(name: String, shape: [Int], elements: [Float])]

  /// Draws the weights.
  public init(seed: UInt64 = 1) {
    var random = SeededRandom(seed: seed)
    var tensors: [(String, [Int], [Float])] = []
    func add(_ name: String, _ shape: [Int], around mean: Float = 0, scale: Float = 0.2) {
      let count = shape.reduce(1, *)
      tensors.append(
        (name, shape, (0..<count).map { _ in mean + scale * Float(random.nextGaussian()) }))
    }
    func addLayer(_ name: String, _ inputs: Int, _ outputs: Int) {
      add("\(name).weight", [outputs, inputs])
      add("\(name).bias", [outputs])
    }
    func addNorm(_ name: String) {
      add("\(name).weight", [Self.width], around: 1)
      add("\(name).bias", [Self.width])
    }
    let width = Self.width
    add("embeddings.word_embeddings.weight", [Self.pieces.count, width])
    add("embeddings.position_embeddings.weight", [Self.positionCount, width])
    add("embeddings.token_type_embeddings.weight", [2, width])
    addNorm("embeddings.LayerNorm")
    for number in 0..<Self.layerCount {
      let name = "encoder.layer.\(number)"
      for part in ["query", "key", "value"] {
        addLayer("\(name).attention.self.\(part)", width, width)
      }
      addLayer("\(name).attention.output.dense", width, width)
      addNorm("\(name).attention.output.LayerNorm")
      addLayer("\(name).intermediate.dense", width, Self.innerWidth)
      addLayer("\(name).output.dense", Self.innerWidth, width)
      addNorm("\(name).output.LayerNorm")
    }
    self.tensors = tensors
  }

  /// The elements of the tensor `name`.
  public func elements(_ name: String) -> [Float] {
    tensors.first { $0.name == name }?.elements ?? []
  }

  /// `config.json` with some values replaced or added.
  public static func configuration(_ changes: [String: String] = [:]) -> String {
    var values = [
      "model_type": "\"bert\"", "hidden_size": "\(width)", "num_hidden_layers": "\(layerCount)",
      "num_attention_heads": "\(headCount)", "intermediate_size": "\(innerWidth)",
      "hidden_act": "\"gelu\"", "vocab_size": "\(pieces.count)", "layer_norm_eps": "1e-12",
      "max_position_embeddings": "\(positionCount)", "type_vocab_size": "2",
    ]
    values.merge(changes) { $1 }
    return "{" + values.map { "\"\($0)\": \($1)" }.sorted().joined(separator: ", ") + "}"
  }

  /// Writes the files a sentence encoder needs.
  public func write(to folder: ScratchFolder) throws {
    try folder.write(Self.configuration(), to: "config.json")
    try folder.write(Self.pieces.joined(separator: "\n") + "\n", to: "vocab.txt")
    var file = TensorFile()
    for tensor in tensors { file.add(tensor.name, shape: tensor.shape, tensor.elements) }
    try folder.write(file.bytes, to: "model.safetensors")
  }
}
