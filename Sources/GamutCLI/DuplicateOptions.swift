// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Gamut
public import GamutCore
import GamutCorpus
public import GamutText

/// How duplicates are found, for `dedupe` and `report`.
struct DuplicateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The stages to run.", valueName: "stage,…"))
  var stages = StageList(stages: [.exact, .near])

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Jaccard similarity from which two records are near-duplicates.", valueName: "0…1"))
  var threshold = Choice(0.8)

  @Option(help: "What is compared: N consecutive words or characters.")
  var shingle = Choice(ShingleWidth.words(5))

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Share of the shorter of two texts' shingles in the longer from which they are "
        + "near-duplicates too: finds prefixes and extensions.", valueName: "0…1"))
  var containment: Double?

  @Option(
    help: ArgumentHelp(
      "What near-duplicates must have in common: example, what they teach; text, their words. By "
        + "default example where records have roles and all of them is compared."))
  var alike: Alike?

  @Option(
    help: "What says nothing of a word: words, its case and punctuation; space or none, nothing.")
  var fold = Choice(Folding.words)

  @Option(
    help: "What two near-duplicates must have in common besides: numbers, in their order.")
  var distinct: Distinct?

  @Option(
    help: "How groups form: anchor, direct matches to a kept record; connected, chains of matches.")
  var grouping = NearRule.Grouping.anchor

  /// What makes texts distinct, however alike they are.
  enum Distinct: String, ExpressibleByArgument, CaseIterable {
    case numbers
  }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cosine from which two records are semantic duplicates; dedupe --dry-run and report advise "
        + "one.", valueName: "0…1"))
  var semanticThreshold = Choice(0.95)

  @Option(help: "Which duplicate stays.")
  var keep = KeepPolicy.first

  @Option(
    help: ArgumentHelp(
      "The field that names a record's source; by default its file does.", valueName: "path"))
  var source: String?

  @Option(
    help: ArgumentHelp(
      "Sources whose records stay first, in this order; --keep decides the rest.",
      valueName: "source,…"))
  var prefer: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Exit with status 1, and write nothing, if a source loses more of its records than this.",
      valueName: "0…1"))
  var maxSourceRemoval: Double?

  @Flag(help: "Print what the near stage finds and misses, and the memory to expect.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      """
      How much memory reading and the near stage take, such as 512M or 4G; by default half of what the machine \
      has. Models, vectors, metrics, --containment, --unit and --repeats take theirs beside it.
      """,
      valueName: "size"))
  var memory: ByteSize?

  @Option(
    help: ArgumentHelp(
      "The folder for temporary files; by default TMPDIR or /tmp.", valueName: "folder"))
  var tmpDir: String?

  /// Says what is given and has no use without the semantic stage.
  ///
  /// - Parameter vectors: where vectors come from; nil where they have another use.
  func sayUnused(_ vectors: VectorOptions?, in session: Session) {
    guard !stages.stages.contains(.semantic) else { return }
    var unused = semanticThreshold.isGiven ? ["--semantic-threshold"] : []
    if vectors?.embeddings != nil { unused.append("--embeddings") }
    if vectors?.embeddingField != nil { unused.append("--embedding-field") }
    if let vectors, vectors.model != "lsa" { unused.append("--model") }
    guard !unused.isEmpty else { return }
    session.say(
      "\(unused.joined(separator: ", ")) \(unused.count == 1 ? "has" : "have") no effect without the "
        + "semantic stage: --stages exact,near,semantic")
  }

  func validate() throws {
    try requireSimilarity(threshold.value, "--threshold")
    try requireSimilarity(containment, "--containment")
    try requireSimilarity(semanticThreshold.value, "--semantic-threshold")
    if let memory, memory.byteCount < MemoryBudget.leastByteCount {
      throw ValidationError("--memory is \(memory); it must be at least 64M")
    }
    try requireSimilarity(maxSourceRemoval, "--max-source-removal")
    if alike == .example, containment != nil || grouping == .connected {
      throw ValidationError(
        "--alike example, and \(containment == nil ? "--grouping connected" : "--containment"); expected "
          + "--alike text, of which these are part")
    }
    guard preferredSources.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError("--prefer has an empty source; expected names with commas between them")
    }
  }
}

extension DuplicateOptions {
  /// The plan's options, but for the text, the vectors and the reading.
  func planOptions(seed: UInt64) -> DeduplicationPlan.Options {
    var options = DeduplicationPlan.Options()
    options.stages = stages.stages
    options.threshold = threshold.value
    options.shingle = shingle.value
    options.semanticThreshold = semanticThreshold.value
    options.nearRule = NearRule(
      numbers: distinct == .numbers ? .distinct : .ignored, grouping: grouping,
      containment: containment)
    options.alike = alike
    options.folding = fold.value
    options.keep = keep
    options.sourceField = source
    options.preferredSources = preferredSources
    options.seed = seed
    return options
  }

  /// What memory may be taken.
  var memoryBudget: MemoryBudget {
    MemoryBudget(byteCount: memory?.byteCount, folder: tmpDir)
  }

  private var preferredSources: [String] {
    prefer.map { list in
      list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    } ?? []
  }

  /// Throws where a source loses more of its records than allowed.
  func checkSources(of result: Deduplication) throws {
    guard let share = maxSourceRemoval else { return }
    let losers = result.sources(losingMoreThan: share)
    guard let worst = losers.first else { return }
    throw GateFailure(description: Self.message(worst, others: losers.count - 1, share: share))
  }

  private static func message(
    _ worst: Deduplication.SourceTally, others: Int, share: Double
  ) -> String {
    let readable = worst.readCount - worst.rejectedCount
    let name = OneLine.quoted(worst.name.isEmpty ? "(none)" : worst.name)
    let rest =
      switch others {
      case 0: ""
      case 1: "; so does 1 other source"
      default: "; so do \(others) other sources"
      }
    return "source \(name) loses \(worst.removedCount) of \(readable) records, more than "
      + "--max-source-removal \(share) allows\(rest); nothing was written"
  }

  /// Says what the plan will do with the inputs, where it was asked for.
  func explainIfAsked(
    _ plan: DeduplicationPlan, on corpus: Corpus, in session: Session
  ) throws {
    guard explain else { return }
    session.say(
      Explanation(
        plan: plan, estimate: try plan.estimate(of: corpus), budget: memoryBudget
      ).text)
  }
}

/// A list of stages as the command line gives it.
struct StageList: ExpressibleByArgument, CustomStringConvertible {
  var stages: Set<Stage>

  init(stages: Set<Stage>) { self.stages = stages }

  init?(argument: String) {
    stages = []
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let stage = Stage(rawValue: String(name)), Stage.ofRecords.contains(stage)
      else { return nil }
      stages.insert(stage)
    }
  }

  var description: String { stages.sorted().map(\.rawValue).joined(separator: ",") }
  var defaultValueDescription: String { description }
  static var allValueStrings: [String] { Stage.ofRecords.map(\.rawValue) }
}

// What may be given is listed, in the help and in the error of anything else.

extension ShingleWidth: ExpressibleByArgument {
  public static var allValueStrings: [String] { ["word:N", "char:N"] }
}

extension NearRule.Grouping: ExpressibleByArgument {}

extension Alike: ExpressibleByArgument {}

extension Folding: ExpressibleByArgument {}

extension KeepPolicy: ExpressibleByArgument {
  public static var allValueStrings: [String] {
    ["first", "last", "longest", "shortest", "max:FIELD", "min:FIELD"]
  }
}
