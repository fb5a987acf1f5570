// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Gamut
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
      "Cosine from which two records are semantic duplicates.", valueName: "0…1"))
  var semanticThreshold = 0.95

  @Option(help: "Which duplicate stays.")
  var keep = KeepPolicy.first

  @Flag(help: "Print what the near stage finds at each similarity.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "How much memory to take, such as 512M or 4G; by default half of what the machine has.",
      valueName: "size"))
  var memory: ByteSize?

  @Option(
    help: ArgumentHelp(
      "The folder for temporary files; by default TMPDIR or /tmp.", valueName: "folder"))
  var tmpDir: String?

  func validate() throws {
    try requireSimilarity(threshold.value, "--threshold")
    try requireSimilarity(semanticThreshold, "--semantic-threshold")
    if let memory, memory.byteCount < MemoryBudget.leastByteCount {
      throw ValidationError("--memory is \(memory); it must be at least 64M")
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
    options.semanticThreshold = semanticThreshold
    options.keep = keep
    options.seed = seed
    return options
  }

  /// What memory may be taken.
  var memoryBudget: MemoryBudget {
    MemoryBudget(byteCount: memory?.byteCount, folder: tmpDir)
  }

  /// Says what the bands find, where it was asked for.
  func explainIfAsked(_ plan: DeduplicationPlan) {
    guard explain, stages.stages.contains(.near) else { return }
    let banding = plan.sketcher.banding
    var lines = [
      "near: \(banding.bandCount) bands of \(banding.rowCount) rows, \(banding.slotCount) slots a "
        + "sketch; every candidate is verified on the text",
      "similarity  probability to be found",
    ]
    for point in banding.curve where point.similarity >= 0.3 {
      let mark = abs(point.similarity - plan.options.threshold) < 1e-9 ? "  ← threshold" : ""
      lines.append(
        "      \(fixed(point.similarity, decimals: 2))  \(fixed(point.probability, decimals: 5))"
          + mark)
    }
    lines.append(
      "memory: about \(4 * banding.bandCount + 45) bytes a record beside bounded buffers")
    StandardError.say(lines.joined(separator: "\n"))
  }

  private func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let digits = String(Int((value * Double(scale)).rounded()) + scale)
    let whole = Int((value * Double(scale)).rounded()) / scale
    return "\(whole).\(digits.suffix(decimals))"
  }
}

/// A list of stages as the command line gives it.
struct StageList: ExpressibleByArgument, CustomStringConvertible {
  var stages: Set<Stage>

  init(stages: Set<Stage>) { self.stages = stages }

  init?(argument: String) {
    stages = []
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let stage = Stage(rawValue: String(name)) else { return nil }
      stages.insert(stage)
    }
  }

  var description: String { stages.sorted().map(\.rawValue).joined(separator: ",") }
  var defaultValueDescription: String { description }
  static var allValueStrings: [String] { Stage.allCases.map(\.rawValue) }
}

// What may be given is listed, in the help and in the error of anything else.

extension ShingleWidth: ExpressibleByArgument {
  public static var allValueStrings: [String] { ["word:N", "char:N"] }
}

extension KeepPolicy: ExpressibleByArgument {
  public static var allValueStrings: [String] {
    ["first", "last", "longest", "shortest", "max:FIELD", "min:FIELD"]
  }
}
