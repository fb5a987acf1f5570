// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Writes `support.jsonl`, `traffic.jsonl` and `truth.json` into the folder given as the argument.
@main
enum Generate {
  static func main() throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "Examples"
    var training = TrainingSet(seed: 2024)
    training.shuffle()
    let traffic = Traffic(seed: 2025)
    let truth = Truth(training: training, traffic: traffic)
    truth.check()

    try write(
      training.records.enumerated().map { $1.line(id: Truth.trainingID($0)) },
      to: "\(folder)/support.jsonl")
    try write(
      traffic.prompts.enumerated().map { $1.line(id: Truth.trafficID($0)) },
      to: "\(folder)/traffic.jsonl")
    try write(truth.lines, to: "\(folder)/truth.json")
  }

  private static func write(_ lines: [String], to path: String) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
