// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Gamut
import GamutJSON
import GamutText

struct ShardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shard",
    abstract: "Help a cluster decide a set in parts as it is decided in one.",
    discussion: """
      Examples:
        gamut shard plan data/ -o plan.gamut
        gamut shard keys data/part-7.jsonl --plan plan.gamut --like data/part-0.jsonl -o part-7.keys
        gamut dedupe component-3.jsonl --plan plan.gamut --like data/part-0.jsonl --removed r.jsonl

      Records without a key in common, at any number of steps, decide nothing of
      each other: some components of them, in the order of the set, are decided
      as the set is. With a semantic stage, records whose rows reach the threshold
      with each other meet too. gamut_data.spark does all of it.
      """,
    subcommands: [ShardPlanCommand.self, ShardKeysCommand.self, ShardRowsCommand.self])
}

/// What parts of a set are told of the whole.
struct ShardPlanCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Look at a set, and write what its parts have to know.")

  @OptionGroup var input: InputOptions
  @Option(help: "The text to compare: prompt, response or all.") var view = Choice(View.all)
  @OptionGroup var duplicates: DuplicateOptions
  @Option(
    help: ArgumentHelp(
      "Files that the set is compared with, as dedupe has them.", valueName: "file"))
  var against: [String] = []
  @OptionGroup var referenceText: ReferenceText
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the plan goes: an index of no records.", valueName: "file"))
  var output: String

  func validate() throws { try referenceText.requireReference(against, "--against") }

  func run(in session: Session) throws {
    try requireDifferent([output], from: try session.files(of: input.inputs + against))
    var plan = try IndexedPlan(
      input: input, view: view, duplicates: duplicates, session: session, use: .parts
    ).plan(with: nil)
    plan.options.referenceSelection = try referenceText.selection
    let (corpus, known) = try input.corpora(in: session, comparedWith: against)
    var file = try OutputFile(path: output, packing: Packing.none)
    try plan.writeShardPlan(of: corpus, against: known, to: &file)
    try session.requireWanted()
    var commit = OutputCommit()
    try commit.add(file)
    try commit.commit(reading: [corpus] + (known.map { [$0] } ?? []))
  }
}

/// The keys of a part.
struct ShardKeysCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Write the keys by which records can meet, a row a record.")

  @OptionGroup var input: InputOptions
  @Option(help: "The text to compare: prompt, response or all.") var view = Choice(View.all)
  @OptionGroup var duplicates: DuplicateOptions
  @Option(help: ArgumentHelp("What shard plan wrote of the set.", valueName: "file"))
  var plan: String
  @Option(
    help: "What the records are: of a set alone, of one compared with others, or of these, known.")
  var role = ShardKeys.Role.alone
  @OptionGroup var referenceText: ReferenceText
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the keys go.", valueName: "file"))
  var output: String
  @Option(
    help: ArgumentHelp(
      "Where it is written, as JSON, what a whole set must have and a part may lack: texts, numbers of --keep, "
        + "names of --source.", valueName: "file"))
  var facts: String?

  func run(in session: Session) throws {
    try requireDifferent(
      [output] + (facts.map { [$0] } ?? []), from: try session.files(of: input.inputs) + [plan])
    let index = try openIndex(plan, workers: 1, in: session)
    var wanted = try IndexedPlan(
      input: input, view: view, duplicates: duplicates, session: session, use: .parts
    ).plan(with: index)
    wanted.options.referenceSelection = try referenceText.selection
    let corpus = try input.corpus(in: session)
    var file = try OutputFile(path: output, packing: Packing.none)
    let context = session.context(workers: input.workers, memory: duplicates.memoryBudget)
    var factsFile: OutputFile?
    if let facts { factsFile = try OutputFile(path: facts, packing: Packing.none) }
    let found = try ShardKeys(plan: wanted, role: role).write(
      of: corpus, by: index, to: &file, in: context)
    session.audience.endProgress()
    try session.requireWanted()
    var commit = OutputCommit()
    try commit.add(file)
    if var made = factsFile.take() {
      try made.write(found.json.span)
      try commit.add(made)
    }
    try commit.commit(reading: [corpus])
  }
}

/// The vectors of a part.
struct ShardRowsCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "rows",
    abstract: "Write the vectors by which records can meet in a semantic stage, a row a record.")

  @OptionGroup var input: InputOptions
  @Option(help: "The text to compare: prompt, response or all.") var view = Choice(View.all)
  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var vectors: VectorOptions
  @Option(help: ArgumentHelp("What shard plan wrote of the set.", valueName: "file"))
  var plan: String
  @Option(
    help: "What the records are: of a set alone, of one compared with others, or of these, known.")
  var role = ShardKeys.Role.alone
  @OptionGroup var referenceText: ReferenceText
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where the rows go.", valueName: "file"))
  var output: String

  func validate() throws {
    guard duplicates.stages.stages.contains(.semantic) else {
      throw ValidationError("--stages is \(duplicates.stages); expected exact,near,semantic")
    }
  }

  func run(in session: Session) throws {
    try requireDifferent(
      [output], from: try session.files(of: input.inputs) + [plan] + vectors.files)
    let index = try openIndex(plan, workers: 1, in: session)
    var wanted = try IndexedPlan(
      input: input, view: view, duplicates: duplicates, session: session, use: .parts
    ).plan(with: index)
    wanted.options.referenceSelection = try referenceText.selection
    wanted.options.model = try vectors.vectorModel(seed: input.seed, hasReference: false)
    let model = try vectors.opened(wanted.options.model, workers: input.workers)
    let corpus = try input.corpus(in: session)
    var file = try OutputFile(path: output, packing: Packing.none)
    let context = session.context(workers: input.workers, memory: duplicates.memoryBudget)
    try ShardRows(plan: wanted, role: role).write(
      of: corpus, by: index, model: model, to: &file, in: context)
    session.audience.endProgress()
    try session.requireWanted()
    var commit = OutputCommit()
    try commit.add(file)
    try commit.commit(reading: [corpus])
  }
}

extension ShardKeys.Role: ExpressibleByArgument {}

extension ShardKeys.Facts {
  /// The document of it.
  fileprivate var json: [UInt8] {
    var writer = JSONWriter()
    writer.value([
      "records": .integer(recordCount), "texts": .integer(textCount),
      "numbers": numberCount.map { .integer($0) } ?? .null,
      "sources": .array(sources.map { .string($0) }),
    ])
    return writer.bytes
  }
}
