// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import Synchronization

/// The files of a model's folder, and what was read of them.
struct ModelFiles {
  /// The folder.
  let path: String
  /// What stands before names in the fingerprint: the folder within the model's, or nothing.
  private let prefix: String
  private let log: ReadLog

  /// The files of the model at `path`.
  init(path: String) { self.init(path: path, prefix: "", log: ReadLog()) }

  private init(path: String, prefix: String, log: ReadLog) {
    self.path = path
    self.prefix = prefix
    self.log = log
  }

  /// The names of the files that were read, for the fingerprint.
  private final class ReadLog: Sendable {
    let names = Mutex<Set<String>>([])
  }

  /// Whether it is the model's own folder, not one within it.
  var isWhole: Bool { prefix.isEmpty }

  /// The files of a folder within it, as `modules.json` names it; what is read of them is part of the
  /// model's fingerprint.
  func folder(_ name: String) throws(EmbeddingError) -> ModelFiles {
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !name.hasPrefix("/"), !parts.contains("..") else {
      throw unsupported("the folder \"\(name)\" of a step, expected one within the model's")
    }
    if parts.isEmpty { return self }
    let inner = parts.joined(separator: "/")
    return ModelFiles(path: path(of: inner), prefix: "\(prefix)\(inner)/", log: log)
  }

  /// The path of a file in it.
  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

  /// Whether the file is there.
  func has(_ name: String) -> Bool { InputFile.isPresent(path(of: name)) }

  /// The JSON document `name`.
  func document(_ name: String) throws(EmbeddingError) -> JSONTree {
    try JSONTree(
      parsing: try open(name).bytes(atMost: JSONTree.largestByteCount), path: path(of: name))
  }

  /// Opens the file `name`, which is part of the fingerprint from then on.
  func open(_ name: String) throws(EmbeddingError) -> InputFile {
    _ = log.names.withLock { $0.insert(prefix + name) }
    return try InputFile(path: path(of: name))
  }

  /// The JSON document `name`, or nil where there is no such file.
  func documentIfPresent(_ name: String) throws(EmbeddingError) -> JSONTree? {
    has(name) ? try document(name) : nil
  }

  /// The weights; what is there in their place is named where they are missing.
  func weights() throws(EmbeddingError) -> SafetensorsFile {
    let expected = "expected model.safetensors"
    if !has("model.safetensors") {
      for other in [
        "pytorch_model.bin", "model.bin", "tf_model.h5", "model.onnx", "onnx/model.onnx",
      ]
      where has(other) {
        throw unsupported("found \(other), \(expected)")
      }
      if has("model.safetensors.index.json") {
        throw unsupported("the weights are split over several files, \(expected) alone")
      }
      throw unsupported("no weights, \(expected)")
    }
    return try SafetensorsFile(try open("model.safetensors"))
  }

  /// An error that names the folder.
  func unsupported(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .unsupportedModel, path: path, detail: detail)
  }

  /// An error of a configuration file.
  func wrong(_ name: String, _ detail: String) -> EmbeddingError {
    EmbeddingError(code: .badConfiguration, path: path(of: name), detail: detail)
  }
}

extension ModelFiles {
  /// Bytes hashed at a time; constant.
  private static let hashedByteCount = 1 << 22

  /// A hash of all files that were read, asked of the model's own folder: models of the same hash give the same vectors.
  func fingerprint() throws(EmbeddingError) -> String {
    precondition(isWhole, "the fingerprint of \(prefix)")
    var hash: UInt64 = 0
    for name in log.names.withLock({ $0.sorted() }) {
      let file = try InputFile(path: path(of: name))
      let label = Array(name.utf8)
      hash = StableHash.hash64(label.span, seed: hash ^ UInt64(file.byteCount))
      for start in stride(from: 0, to: file.byteCount, by: Self.hashedByteCount) {
        let count = min(Self.hashedByteCount, file.byteCount - start)
        let bytes = try file.bytes(at: start, count: count)
        hash = StableHash.hash64(bytes.span, seed: hash)
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
