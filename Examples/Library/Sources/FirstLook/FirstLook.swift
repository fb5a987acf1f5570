// SPDX-License-Identifier: Apache-2.0

import Gamut

/// The common jobs, with `import Gamut` alone: first-look TRAIN.jsonl FOLDER
@main struct FirstLook {
  static func main() throws {
    let (input, folder) = (CommandLine.arguments[1], CommandLine.arguments[2])

    // Open: files, or what is in memory.
    let corpus = try Corpus(paths: [input])
    let strings = ["A text to keep.", "Another one.", "A text to keep."]

    // Deduplicate.
    let result = try DeduplicationPlan().run(inputs: corpus)
    let kept = try DeduplicationPlan().run(inputs: Corpus(strings: strings)).kept
    print("\(kept.count) of \(strings.count) strings stay:", kept.map { strings[Int($0)] })

    // Look at what goes, and why.
    print("\(result.kept.count) of \(result.source.count) records stay; the first that go:")
    for removal in result.removals.prefix(3) {
      let at = result.places(of: removal)
      print("  \(at.removed) \(removal.cause) at \(removal.similarity): \(at.kept) stays")
    }

    // Write.
    try result.write(kept: "\(folder)/kept.jsonl", removed: "\(folder)/removed.jsonl")

    // Make a report, and read a figure of it.
    let report = try ReportPlan().run(inputs: corpus).document
    try report.write(to: "\(folder)/report.html")
    print("duplicate_rate", try report.figure("duplicate_rate"))
  }
}
