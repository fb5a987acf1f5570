// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutCorpus
import GamutReport

struct ClusterCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Group the records by topic.",
    discussion: """
      Examples:
        gamut cluster train.jsonl -o clusters.jsonl
        gamut cluster train.jsonl --count 50 --embeddings vectors.npy -o clusters.jsonl
        gamut cluster train.jsonl --method hdbscan --min-size 20 -o clusters.jsonl
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The text that is clustered: prompt, response or all.") var view = View.prompt
  @OptionGroup var vectors: VectorOptions
  @Option(
    help: ArgumentHelp(
      "kmeans puts every record into a cluster; hdbscan finds groups denser than what lies around "
        + "them, and calls the rest noise."))
  var method = Method.kmeans
  @Option(help: "For kmeans: how many clusters; default: auto, by a grid.")
  var count: ClusterCount?
  @Option(
    help: ArgumentHelp(
      "For hdbscan: fewer records are no cluster; default: √(records) / 5, at least 5.",
      valueName: "number"))
  var minSize: Int?
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the clusters go; - is standard output.", valueName: "file"))
  var output = "-"
  @Option(
    help: ArgumentHelp("Where all clusters with their names go as JSON.", valueName: "file"))
  var json: String?

  enum Method: String, ExpressibleByArgument, CaseIterable {
    case kmeans, hdbscan
  }

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
  }

  /// Clusters that are named on the terminal; the file has all.
  private static let namedCount = 30
  /// Columns of an example; with the indent and its quotes it fills a line of 90.
  private static let exampleWidth = 78

  func validate() throws {
    switch method {
    case .kmeans:
      if minSize != nil { throw ValidationError("--min-size needs --method hdbscan") }
    case .hdbscan:
      if count != nil {
        throw ValidationError("--count and --method hdbscan exclude each other; use --min-size")
      }
      if let minSize, minSize < 2 {
        throw ValidationError("--min-size is \(minSize); it must be at least 2")
      }
    }
  }

  func run(in session: Session) throws {
    try requireDifferent(
      [output, json].compactMap { $0 }, from: try session.files(of: input.inputs) + vectors.files)
    var plan = ClusterPlan()
    plan.options.selection = try input.selection(view)
    plan.options.seed = input.seed
    plan.options.reading = try input.reading
    plan.options.model = try vectors.vectorModel(seed: input.seed, hasReference: false)
    let model = try vectors.opened(plan.options.model, workers: input.workers)
    switch method {
    case .kmeans:
      if case .fixed(let count)? = count { plan.options.method = .kMeans(count: count) }
    case .hdbscan: plan.options.method = .density(minimumSize: minSize)
    }
    let corpus = try input.corpus(in: session)
    var file = try OutputFile(path: output)
    var outputs = try OptionalOutputs(json: json)
    let summary = try plan.run(
      inputs: corpus, to: &file, model: model, in: session.context(workers: input.workers))
    session.audience.endProgress()
    vectors.sayCacheUse(of: model, in: session)
    try session.requireWanted()
    try outputs.write(summary)
    try outputs.commit(with: file, reading: [corpus])
    session.say(summary.reading)
    for cluster in summary.clusters.prefix(Self.namedCount) {
      let digits = String(cluster.count)
      let padding = String(repeating: " ", count: max(0, 8 - digits.utf8.count))
      session.say("\(padding)\(digits)  \(cluster.name)")
      let example = TerminalText.fitted(cluster.example, width: Self.exampleWidth)
      session.say("          \"\(example)\"")
    }
    if summary.clusters.count > Self.namedCount {
      session.say("          and \(summary.clusters.count - Self.namedCount) smaller ones")
    }
    let advice = summary.remedy.map { " " + RemedyWording.commandLine.sentence($0) } ?? ""
    session.say(summary.reason + advice)
    for note in summary.notes { session.say(note) }
    if summary.zeroCount > 0 {
      session.say(
        "\(summary.zeroCount) \(summary.zeroCount == 1 ? "record has" : "records have") no vector "
          + "(no words, or a vector of zeros), and so no cluster")
    }
  }
}
