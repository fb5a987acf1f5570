// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutJSON
import GamutReport
import GamutText

/// What is looked for below whole records, for `dedupe`.
struct SpanOptions: ParsableArguments {
  @Option(help: "What is compared: whole records, or the paragraphs or lines of all of them.")
  var unit = Unit.record

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Look for substrings of at least so many bytes that repeat in the kept records.",
      valueName: "bytes"))
  var repeats: Int?

  @Option(
    name: .customLong("spans"),
    help: ArgumentHelp(
      "Where repeated units or substrings go, with the place of the copy that stays.",
      valueName: "file"))
  var path: String?

  @Flag(
    help: ArgumentHelp(
      "Cut repeated units or substrings out of the kept records; the first copy stays. It is the "
        + "one exception to byte for byte."))
  var cut = false

  enum Unit: String, ExpressibleByArgument, CaseIterable {
    case record, paragraph, line
  }

  func validate() throws {
    if let repeats, repeats < RepeatMatcher.leastByteCount {
      throw ValidationError(
        "--repeats is \(repeats); it must be at least \(RepeatMatcher.leastByteCount)")
    }
    if repeats != nil, unit != .record {
      throw ValidationError(
        "--unit \(unit.rawValue) and --repeats are given; expected one of them: run the second on "
          + "the output of the first")
    }
    for (isGiven, name) in [(cut, "--cut"), (path != nil, "--spans")] where isGiven && !isWanted {
      throw ValidationError(
        "\(name) is given without --unit paragraph, --unit line or --repeats: there is nothing to "
          + (name == "--cut" ? "cut" : "write"))
    }
  }
}

extension SpanOptions {
  /// Whether anything below whole records is looked for.
  private var isWanted: Bool { unit != .record || repeats != nil }

  /// Throws where the other options are of whole records alone.
  func requireFit(stages: Set<Stage>, hasReference: Bool, hasIndex: Bool) throws {
    if hasIndex, isWanted {
      throw ValidationError(
        "--index is given with \(unit == .record ? "--repeats" : "--unit \(unit.rawValue)"); an index "
          + "serves whole records")
    }
    guard unit != .record else { return }
    if stages.contains(.semantic) {
      throw ValidationError(
        "--unit \(unit.rawValue) compares by exact and near; expected --stages without semantic")
    }
    if hasReference {
      throw ValidationError(
        "--unit \(unit.rawValue) compares the units of the inputs; expected no --against")
    }
  }

  /// The plan of spans beside `options`; nil where none are asked for.
  func plan(for options: DeduplicationPlan.Options) -> SpanPlan? {
    let grain: SpanPlan.Grain
    switch (repeats, unit) {
    case (let count?, _): grain = .repeats(atLeast: count)
    case (nil, .paragraph): grain = .unit(.paragraph)
    case (nil, .line): grain = .unit(.line)
    case (nil, .record): return nil
    }
    var plan = SpanPlan(options: SpanPlan.Options(grain: grain, deduplication: options))
    plan.options.isCutting = cut
    return plan
  }

  /// The options as reports name them; none where nothing is asked for.
  var members: [JSONMember] {
    guard isWanted else { return [] }
    return [
      JSONMember("unit", .string(unit.rawValue)), JSONMember("repeats", .optional(repeats)),
      JSONMember("cut", .bool(cut)),
    ]
  }
}
