// SPDX-License-Identifier: Apache-2.0

import Testing

/// A command that writes, and what it writes.
struct WritingCommand: CustomTestStringConvertible, Sendable {
  let name: String
  let arguments: String
  let outputs: [String]

  var testDescription: String { name }

  static let all = [
    WritingCommand(
      name: "dedupe",
      arguments:
        "dedupe train.jsonl -o kept --removed removed --rejected rejected --clusters groups "
        + "--json json --unit line --spans spans",
      outputs: ["kept", "removed", "rejected", "groups", "json", "spans"]),
    WritingCommand(
      name: "dedupe, packed", arguments: "dedupe train.jsonl.gz -o kept.zst --removed removed.gz",
      outputs: ["kept.zst", "removed.gz"]),
    WritingCommand(
      name: "dedupe, proof",
      arguments:
        "dedupe train.jsonl.gz --against other.jsonl -o kept --provenance provenance.gz "
        + "--manifest manifest",
      outputs: ["kept", "provenance.gz", "manifest"]),
    WritingCommand(
      name: "dedupe, cut",
      arguments: "dedupe train.jsonl -o kept --repeats 40 --cut --spans spans --json json",
      outputs: ["kept", "spans", "json"]),
    WritingCommand(
      name: "dedupe, semantic",
      arguments:
        "dedupe train.jsonl --against other.jsonl -o kept --clusters groups --json json "
        + "--stages exact,near,semantic --semantic-threshold 0.9",
      outputs: ["kept", "groups", "json"]),
    WritingCommand(
      name: "dedupe, CSV", arguments: "dedupe train.csv -o kept.csv --removed removed",
      outputs: ["kept.csv", "removed"]),
    WritingCommand(
      name: "dedupe, Parquet",
      arguments: "dedupe train.parquet --on-error skip -o kept.parquet --rejected rejected",
      outputs: ["kept.parquet", "rejected"]),
    WritingCommand(
      name: "inspect", arguments: "inspect train.jsonl --json json", outputs: ["json"]),
    WritingCommand(
      name: "report",
      arguments:
        "report train.jsonl --reference other.jsonl -o html --json json --markdown markdown "
        + "--kept kept --removed removed",
      outputs: ["html", "json", "markdown", "kept", "removed"]),
    WritingCommand(
      name: "index build",
      arguments: "index build train.jsonl -o index --kept kept --removed removed --json json",
      outputs: ["index", "kept", "removed", "json"]),
    WritingCommand(
      name: "index add",
      arguments: "index add other.jsonl --index seen --kept kept --removed removed --json json",
      outputs: ["kept", "removed", "json"]),
    WritingCommand(
      name: "dedupe --index", arguments: "dedupe other.jsonl --index seen -o kept",
      outputs: ["kept"]),
    WritingCommand(
      name: "embed", arguments: "embed train.jsonl -o vectors --save-model model",
      outputs: ["vectors", "model"]),
    WritingCommand(
      name: "cluster", arguments: "cluster train.jsonl --count 3 -o groups", outputs: ["groups"]),
    WritingCommand(
      name: "cluster, hdbscan",
      arguments: "cluster train.jsonl --method hdbscan --min-size 3 -o groups", outputs: ["groups"]),
    WritingCommand(
      name: "coverage",
      arguments: "coverage train.jsonl --reference other.jsonl --gaps gaps --json json",
      outputs: ["gaps", "json"]),
    WritingCommand(
      name: "pairs", arguments: "pairs train.jsonl --by near --threshold 0.5 -o pairs",
      outputs: ["pairs"]),
    WritingCommand(
      name: "pairs, semantic",
      arguments: "pairs train.jsonl --by semantic --threshold 0.8 -o pairs",
      outputs: ["pairs"]),
  ]
}
