// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Gamut
public import GamutCorpus
import GamutFiles

/// What every subcommand asks of its inputs.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "JSONL, JSON, CSV, text, Parquet or Arrow files, plain or packed (gzip, zstd, xz, bzip2, lz4); folders "
        + "of them, quoted patterns, @LIST of paths; - is standard input.", valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "Field paths to take the text from instead of a view, such as messages[-1].content.",
      valueName: "path,…"))
  var text: String?

  @Option(
    help: ArgumentHelp(
      "What your own fields are, such as asked=q,said=a.text; the roles are system, given, asked "
        + "and said.", valueName: "role=path,…"))
  var parts: String?

  @Option(
    help: ArgumentHelp(
      "A file whose records say what those of the inputs are: of a part of a set, the beginning of the set.",
      valueName: "file"))
  var like: String?

  @Option(
    help: ArgumentHelp(
      "Fields beside the text that do not count: records that differ in them alone are copies.",
      valueName: "field,…"))
  var ignore: String?

  @Option(
    help: ArgumentHelp(
      "Fields that count with any text: records that differ in them are not copies.",
      valueName: "field,…"))
  var compare: String?

  @Option(
    help: ArgumentHelp(
      "What a record that cannot be read does: stop, or skip it and count it; inspect skips, all "
        + "others stop."))
  var onError: OnError?

  @Flag(help: "Read records of several schemas, each by its own.")
  var allowMixed = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many threads work; the results are the same for any number.", valueName: "number"))
  var workers = RunContext.coreCount

  @Option(
    name: .customLong("seed"), parsing: .unconditional,
    help: ArgumentHelp("The seed of all that is drawn at random.", valueName: "number"))
  var seedChoice = Choice(0 as UInt64)

  enum OnError: String, ExpressibleByArgument, CaseIterable {
    case stop, skip
  }

  func validate() throws {
    guard workers > 0 else {
      throw ValidationError("--workers is \(workers); it must be at least 1")
    }
    guard text == nil || parts == nil else {
      throw ValidationError("--text and --parts are both given; expected one of them")
    }
    _ = try reading
  }
}

extension InputOptions {
  /// The seed of all that is drawn at random.
  var seed: UInt64 { seedChoice.value }

  /// How records are read.
  var reading: ReadPlan.Options {
    get throws { try reading(otherwise: .stop) }
  }

  /// How records are read; where nothing is said of those that cannot be, they do as `usual` says.
  func reading(otherwise usual: OnError) throws -> ReadPlan.Options {
    var options = ReadPlan.Options()
    options.onError = (onError ?? usual) == .stop ? .stop : .skip(atMost: .max)
    options.mixing = allowMixed ? .allowed : .refused
    options.parts = try parts.map { try PartPath.list($0) } ?? []
    options.ignored = ignore.map(Self.names) ?? []
    options.compared = compare.map(Self.names) ?? []
    return options
  }

  /// The names between the commas of `text`.
  private static func names(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }

  /// The text to work on: the paths given, or the view.
  func selection(_ view: View) throws -> Selection {
    try text.map { .paths(try FieldPath.list($0)) } ?? .view(view)
  }

  /// The inputs, opened; those that are compressed are unpacked to `folder`.
  func corpus(
    in session: Session, folder: String? = nil, digesting: FileDigesting = .none
  ) throws -> Corpus {
    try corpora(in: session, comparedWith: [], folder: folder, digesting: digesting).inputs
  }

  /// The inputs, opened, and the files they are compared with, where there are any.
  ///
  /// - Parameter referenceLike: a file whose records say what those of the others are.
  func corpora(
    in session: Session, comparedWith others: [String], referenceLike: String? = nil,
    folder: String? = nil, digesting: FileDigesting = .none
  ) throws -> (inputs: Corpus, others: Corpus?) {
    let (paths, others) = (try session.files(of: inputs), try session.files(of: others))
    guard (paths + others).count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("- is given twice; standard input can be read once")
    }
    func opened(_ paths: [String]) throws(CorpusError) -> Corpus {
      try Corpus(
        paths: paths, workers: workers, folder: folder, digesting: digesting, held: session.held)
    }
    var inputs = try opened(paths)
    if let like { inputs = Corpus(inputs, like: try opened([like])) }
    if others.isEmpty { return (inputs, nil) }
    let known = try opened(others)
    return (inputs, try referenceLike.map { Corpus(known, like: try opened([$0])) } ?? known)
  }
}

extension View: ExpressibleByArgument {}
