// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCorpus
import GamutTestSupport
import GamutText

/// Runs one after the other on an index, as the subcommands make them.
struct IndexRuns {
  let folder: ScratchFolder
  var options = DeduplicationPlan.Options()
  var path: String { folder.path("x.gamut") }

  init(_ folder: ScratchFolder) { self.folder = folder }

  private var plan: DeduplicationPlan { DeduplicationPlan(options: options) }

  /// Makes an index of the kept records of files of the folder.
  func build(_ names: [String], workers: Int = 2) throws -> Deduplication {
    let result = try plan.run(inputs: try corpus(names), in: RunContext(workers: workers))
    var file = try OutputFile(path: path)
    try result.writeIndex(to: &file, in: RunContext(workers: workers))
    try file.commit()
    return result
  }

  /// Adds those of others; without `commits` as if it were killed at the end.
  func add(_ names: [String], workers: Int = 2, commits: Bool = true) throws -> Deduplication {
    var file = try IndexFile(path: path)
    let index = try SavedIndex(path: path, in: RunContext(workers: workers))
    let result = try plan.run(
      inputs: try corpus(names), index: index, in: RunContext(workers: workers))
    var writer = try result.append(to: &file, after: index, in: RunContext(workers: workers))
    if commits { try file.write(writer.commit()) }
    return result
  }

  /// One run over all files.
  func whole(_ names: [String]) throws -> Deduplication {
    try plan.run(inputs: try corpus(names), in: RunContext(workers: 2))
  }

  func corpus(_ names: [String]) throws -> Corpus { try Corpus(paths: names.map(folder.path)) }

  /// What the lines of removed records say, but for indices, `against` and the records themselves,
  /// which their places name.
  func removed(_ result: Deduplication) throws -> [String] {
    try lines(result).map { line in
      "\(Self.place(line)) \(line["cause"] ?? "") \(line["similarity"] ?? "") "
        + Self.place(line["kept"] as? [String: Any] ?? [:])
    }
  }

  /// The lines of removed records.
  func lines(_ result: Deduplication) throws -> [[String: Any]] {
    var file = try OutputFile(path: folder.path("removed"))
    try result.writeRemoved(to: &file)
    try file.commit()
    return try jsonLines(folder.bytes("removed"))
  }

  private static func place(_ line: [String: Any]) -> String {
    "\(line["file"] ?? "") line \(line["line"] ?? "-") row \(line["row"] ?? "-")"
  }

  /// Whether runs over `parts`, one after the other, decide as one over all of them; gives how many
  /// records were removed.
  func agree(_ parts: [[String]]) throws -> (isEqual: Bool, removedCount: Int) {
    var steps = try removed(build(parts[0]))
    for part in parts.dropFirst() { steps += try removed(add(part)) }
    return (steps == (try removed(whole(parts.flatMap { $0 }))), steps.count)
  }
}
