// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutReport
import GamutText

struct IndexAddCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Remove what an index knows, and add what is kept to it.")

  @OptionGroup var options: IndexRunOptions

  func run(in session: Session) throws {
    let clock = ContinuousClock.now
    try options.proof.requireLibrary()
    // Locked before it is read, so that nobody adds between the reading and the writing.
    var file = try IndexFile(path: options.index)
    let index = try openIndex(options.index, workers: options.input.workers, in: session)
    let plan = try options.plan(with: index, in: session)
    let corpus = try options.input.corpus(
      in: session, folder: options.duplicates.tmpDir)
    if let kept = options.kept { try corpus.requireForm(writtenTo: kept) }
    try options.duplicates.explainIfAsked(plan, on: corpus, in: session)
    var outputs = try options.outputs(in: session)
    let context = session.context(
      workers: options.input.workers, memory: options.duplicates.memoryBudget)
    let run = try plan.runAdding(inputs: corpus, to: index, in: context)
    let result = run.result
    session.audience.endProgress()
    try options.duplicates.checkSources(of: result)
    try outputs.write(result, in: context)
    var writer = run.isRepeated ? nil : try result.append(to: &file, after: index, in: context)
    var document = ReportDocument(result)
    try document.addDoubts(of: result, withExamples: options.json != nil, in: context)
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    try session.take(result)
    // The outputs come before the index counts what is in them: killed between the two, the same
    // run again gives the same; killed after both, `runAdding` sees that it is.
    try file.requireInPlace()
    try outputs.commit(reading: [corpus]) {
      guard let commit = writer?.commit() else { return }
      try file.write(commit)
      try file.sync()
    }
    if run.isRepeated {
      session.say("\(options.index) holds these records already: it stays as it is")
    }
    session.sayCounts(document)
    session.sayDoubts(document, of: result)
  }
}
