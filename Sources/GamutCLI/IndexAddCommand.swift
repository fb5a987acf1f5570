// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutReport
import GamutText

struct IndexAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Remove what an index knows, and add what is kept to it.")

  @OptionGroup var options: IndexRunOptions

  func run() throws {
    let clock = ContinuousClock.now
    // Locked before it is read, so that nobody adds between the reading and the writing.
    var file = try IndexFile(path: options.index)
    let index = try openIndex(options.index, in: options.input.context())
    let plan = try options.plan(with: index)
    let corpus = try options.input.corpus(folder: options.duplicates.tmpDir)
    if let kept = options.kept { try corpus.requireForm(writtenTo: kept) }
    try options.duplicates.explainIfAsked(plan, on: corpus)
    var outputs = try options.outputs()
    let (line, sink) = ProgressLine.sink()
    let context = options.input.context(
      memory: options.duplicates.memoryBudget, progress: sink)
    let run = try plan.runAdding(inputs: corpus, to: index, in: context)
    let result = run.result
    line.clear()
    try options.duplicates.checkSources(of: result)
    try outputs.write(result, in: context)
    var writer = run.isRepeated ? nil : try result.append(to: &file, after: index, in: context)
    var document = ReportDocument(result)
    try document.addDoubts(of: result, withExamples: options.json != nil, in: context)
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    // The outputs come before the index counts what is in them: killed between the two, the same
    // run again gives the same; killed after both, `runAdding` sees that it is.
    try file.requireInPlace()
    try outputs.commit(reading: [corpus]) {
      guard let commit = writer?.commit() else { return }
      try file.write(commit)
      try file.sync()
    }
    if run.isRepeated {
      StandardError.say("\(options.index) holds these records already: it stays as it is")
    }
    sayCounts(document)
    sayDoubts(document, of: result)
  }
}
