// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCore
import GamutCorpus
import GamutTestSupport
import Testing

/// One run of `DeduplicationPlan` over files of a test, and what it writes.
struct Cleaning {
  let folder: ScratchFolder
  let options: DeduplicationPlan.Options
  let result: Deduplication

  /// Runs over `files`, in their order, each under its own name.
  init(
    _ files: [String], against: [String] = [], keep: KeepPolicy = .first,
    stages: Set<Stage> = [.exact, .near], vectors: [[Float]] = [], known: [[Float]] = [],
    workers: Int = 2, name: String = "x",
    _ change: (inout DeduplicationPlan.Options) -> Void = { _ in }
  ) throws {
    let folder = try ScratchFolder()
    var options = DeduplicationPlan.Options()
    options.keep = keep
    options.stages = stages
    if !vectors.isEmpty {
      let reference = known.isEmpty ? nil : try folder.write(npy(known), to: "known.npy")
      options.model = .files(
        embeddings: try folder.write(npy(vectors), to: "own.npy"), reference: reference)
    }
    change(&options)
    let inputs = try files.enumerated().map { try folder.write($1, to: "\(name)\($0)") }
    let others = try against.enumerated().map { try folder.write($1, to: "known\($0)") }
    self.folder = folder
    self.options = options
    result = try DeduplicationPlan(options: options).run(
      inputs: try Corpus(paths: inputs), against: others.isEmpty ? nil : try Corpus(paths: others),
      in: RunContext(workers: workers))
  }

  /// Runs over one file of one text a line.
  init(
    texts: [String], against: [String] = [], keep: KeepPolicy = .first,
    stages: Set<Stage> = [.exact, .near], vectors: [[Float]] = [], known: [[Float]] = [],
    workers: Int = 2
  ) throws {
    try self.init(
      [lines(texts)], against: against.isEmpty ? [] : [lines(against)], keep: keep, stages: stages,
      vectors: vectors, known: known, workers: workers)
  }

  /// Runs over one file of any bytes, skipping what cannot be read.
  init(bytes: [UInt8]) throws {
    folder = try ScratchFolder()
    var options = DeduplicationPlan.Options()
    options.reading.onError = .skip(atMost: .max)
    self.options = options
    result = try DeduplicationPlan(options: options).run(
      inputs: try Corpus(paths: [try folder.write(bytes, to: "x0")]), in: RunContext(workers: 2))
  }

  /// The removals as short words: `3 near 1 0.85`, with `*` behind a keeper of another set.
  var removals: [String] {
    result.removals.map { removal in
      let mark = removal.keeper.isReference ? "*" : ""
      let hundredths = (removal.similarity * 100).rounded() / 100
      return
        "\(removal.record) \(removal.cause.rawValue) \(removal.keeper.index)\(mark) \(hundredths)"
    }
  }

  /// The bytes of the output.
  func kept() throws -> String {
    var file = try OutputFile(path: folder.path("kept"))
    try result.writeKept(to: &file)
    try file.commit()
    return try folder.text("kept")
  }

  /// The lines of removed records, as objects.
  func removed() throws -> [[String: Any]] {
    var file = try OutputFile(path: folder.path("removed"))
    try result.writeRemoved(to: &file)
    try file.commit()
    return try objects("removed")
  }

  /// The lines of rejected records, as objects.
  func rejected() throws -> [[String: Any]] {
    var file = try OutputFile(path: folder.path("rejected"))
    try result.writeRejected(to: &file)
    try file.commit()
    return try objects("rejected")
  }

  /// The lines of groups, as objects.
  func clusters() throws -> [[String: Any]] {
    var file = try OutputFile(path: folder.path("clusters"))
    try result.writeClusters(to: &file)
    try file.commit()
    return try objects("clusters")
  }

  private func objects(_ name: String) throws -> [[String: Any]] {
    try jsonLines(folder.bytes(name))
  }
}

/// The objects of JSONL bytes.
func jsonLines(_ bytes: [UInt8]) throws -> [[String: Any]] {
  try bytes.split(separator: 0x0A).map { line in
    let object = try JSONSerialization.jsonObject(with: Data(line))
    return try #require(object as? [String: Any])
  }
}

/// A JSONL file of one text a line.
func lines(_ texts: [String]) -> String {
  texts.map { "{\"text\": \"\($0)\"}\n" }.joined()
}

/// The bytes of a `.npy` file of float32 rows, from the format's description.
func npy(_ rows: [[Float]]) -> [UInt8] {
  var header =
    "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows.count), \(rows[0].count)), }"
  while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
  header += "\n"
  let count = header.utf8.count
  let elements = rows.joined().flatMap { element in
    (0..<4).map { UInt8(truncatingIfNeeded: element.bitPattern >> (8 * $0)) }
  }
  return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 0xFF), UInt8(count >> 8)]
    + Array(header.utf8) + elements
}

/// `count` different words, the same for the same `seed`, with those at `places` replaced: texts of 40
/// words that differ in one word at an end have a similarity of 35/37, in the middle of 31/41.
func words(_ seed: String, count: Int = 40, changed places: [Int] = []) -> String {
  (0..<count).map { places.contains($0) ? "other\($0)" : "\(seed)\($0)" }.joined(separator: " ")
}
