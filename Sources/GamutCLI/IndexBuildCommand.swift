// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutReport

struct IndexBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Remove duplicates, and make an index of what is kept.")

  @OptionGroup var options: IndexRunOptions

  func run() throws {
    let clock = ContinuousClock.now
    let plan = try options.plan(with: nil)
    let corpus = try options.input.corpus(folder: options.duplicates.tmpDir)
    try options.duplicates.explainIfAsked(plan, on: corpus)
    var outputs = try options.outputs()
    var file = try OutputFile(path: options.index, packing: Packing.none)
    let (line, sink) = ProgressLine.sink()
    let context = options.input.context(
      memory: options.duplicates.memoryBudget, progress: sink)
    let result = try plan.run(inputs: corpus, in: context)
    line.clear()
    try options.duplicates.checkSources(of: result)
    try outputs.write(result, in: context)
    try result.writeIndex(to: &file, in: context)
    var document = ReportDocument(result)
    try document.addDoubts(of: result, withExamples: options.json != nil, in: context)
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    try outputs.commit(with: file, reading: [corpus])
    sayCounts(document)
    sayDoubts(document, of: result)
  }
}
