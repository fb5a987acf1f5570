// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutCorpus

/// A file of a test, gone when the last reference is.
final class TemporaryFile: Sendable {
  let path: String

  init(_ bytes: some Sequence<UInt8>, name: String = "x.jsonl") throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "gamut-corpus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    path = file.path
  }

  convenience init(_ text: String, name: String = "x.jsonl") throws {
    try self.init(Array(text.utf8), name: name)
  }

  deinit {
    do {
      try FileManager.default.removeItem(
        at: URL(filePath: path).deletingLastPathComponent())
    } catch { print("left behind: \(path): \(error)") }
  }
}

extension ReadPlan.Options {
  /// Skipping without a bound.
  static var skipping: Self {
    var options = Self()
    options.onError = .skip(atMost: .max)
    return options
  }

  static var mixed: Self {
    var options = Self()
    options.mixing = .allowed
    return options
  }
}

extension Corpus {
  /// A corpus of one file that is gone again: its mapping keeps the bytes.
  convenience init(of bytes: [UInt8], name: String = "x.jsonl") throws {
    let file = try TemporaryFile(bytes, name: name)
    defer { withExtendedLifetime(file) {} }
    try self.init(paths: [file.path])
  }

  convenience init(of text: String, name: String = "x.jsonl") throws {
    try self.init(of: Array(text.utf8), name: name)
  }
}

/// All batches of a corpus in order.
func readAll(_ corpus: Corpus, _ plan: ReadPlan) throws(CorpusError) -> [RecordBatch] {
  var batches: [RecordBatch] = []
  for chunk in 0..<corpus.chunkCount { batches.append(try corpus.read(chunk: chunk, by: plan)) }
  return batches
}

/// The texts of one column of all batches.
func texts(_ batches: [RecordBatch], column: Int = 0) -> [String] {
  batches.flatMap { batch in
    (0..<batch.count).map { batch.columns[column].texts.string($0) }
  }
}

/// The shapes of one column of all batches.
func shapes(_ batches: [RecordBatch], column: Int = 0) -> [[UInt8]] {
  batches.flatMap { batch in
    (0..<batch.count).map { index in
      Array(batch.columns[column].shapes.bytes[batch.columns[column].shapes.range(of: index)])
    }
  }
}

/// Prompt, response and all of each line, by the detected schema.
struct Views: Equatable {
  var prompt: [String]
  var response: [String]
  var all: [String]
  var mapping: String

  init(_ text: String, options: ReadPlan.Options = .init()) throws {
    try self.init(Corpus(of: text), options: options)
  }

  init(file path: String, options: ReadPlan.Options = .init()) throws {
    try self.init(Corpus(paths: [path]), options: options)
  }

  init(_ corpus: Corpus, options: ReadPlan.Options) throws {
    let plan = try corpus.plan(
      selections: [.view(.prompt), .view(.response), .view(.all)], options: options)
    let batches = try readAll(corpus, plan)
    prompt = texts(batches)
    response = texts(batches, column: 1)
    all = texts(batches, column: 2)
    mapping = plan.schema?.description ?? ""
  }
}

/// The error that `body` throws.
func corpusError(_ body: () throws -> Void) -> CorpusError? {
  do { try body() } catch { return error as? CorpusError }
  return nil
}
