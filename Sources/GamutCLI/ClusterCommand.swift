// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCorpus

struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Group the records by topic.",
    discussion: """
      Examples:
        gamut cluster train.jsonl -o clusters.jsonl
        gamut cluster train.jsonl --count 50 --embeddings vectors.npy -o clusters.jsonl
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text that is clustered: prompt, response or all.") var view = View.prompt
  @OptionGroup var vectors: VectorOptions
  @Option(help: "How many clusters.") var count = ClusterCount.auto
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the clusters go; - is standard output.", valueName: "file"))
  var output = "-"

  enum ClusterCount: ExpressibleByArgument {
    case auto
    case fixed(Int)

    init?(argument: String) {
      if argument == "auto" {
        self = .auto
      } else if let count = Int(argument), count > 0 {
        self = .fixed(count)
      } else {
        return nil
      }
    }

    static var allValueStrings: [String] { ["auto", "NUMBER"] }

    var defaultValueDescription: String {
      switch self {
      case .auto: "auto"
      case .fixed(let count): "\(count)"
      }
    }
  }

  /// Clusters that are named on the terminal; the file has all.
  private static let namedCount = 30

  func run() throws {
    var plan = ClusterPlan()
    plan.options.selection = try input.selection(view)
    plan.options.seed = input.seed
    plan.options.reading = input.reading
    plan.options.model = try vectors.vectorModel(
      seed: input.seed, workers: input.workers, hasReference: false)
    if case .fixed(let count) = count { plan.options.count = count }
    let corpus = try input.corpus()
    var file = try OutputFile(path: output)
    let (line, sink) = ProgressLine.sink()
    let summary = try plan.run(inputs: corpus, to: &file, workers: input.workers, progress: sink)
    line.clear()
    vectors.sayCacheUse(of: plan.options.model)
    try file.commit()
    for cluster in summary.clusters.prefix(Self.namedCount) {
      let digits = String(cluster.count)
      let padding = String(repeating: " ", count: max(0, 8 - digits.utf8.count))
      StandardError.say("\(padding)\(digits)  \(cluster.name)")
    }
    if summary.clusters.count > Self.namedCount {
      StandardError.say("          and \(summary.clusters.count - Self.namedCount) smaller ones")
    }
    StandardError.say(summary.reason)
    if summary.zeroCount > 0 {
      StandardError.say("\(summary.zeroCount) records without words have no cluster")
    }
  }
}
