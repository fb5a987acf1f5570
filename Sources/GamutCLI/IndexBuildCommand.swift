// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutReport

struct IndexBuildCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Remove duplicates, and make an index of what is kept.")

  @OptionGroup var options: IndexRunOptions
  @OptionGroup var manifest: ManifestOptions

  func run(in session: Session) throws {
    let clock = ContinuousClock.now
    let plan = try options.plan(with: nil, in: session)
    try manifest.requireLibrary()
    try options.proof.requireLibrary()
    let corpus = try options.input.corpus(
      in: session, folder: options.duplicates.tmpDir, digesting: manifest.digesting)
    if let kept = options.kept { try corpus.requireForm(writtenTo: kept) }
    try options.duplicates.explainIfAsked(plan, on: corpus, in: session)
    var outputs = try options.outputs(in: session, manifest: manifest.path)
    var file = try OutputFile(
      path: options.index, packing: Packing.none, digesting: manifest.digesting)
    let context = session.context(
      workers: options.input.workers, memory: options.duplicates.memoryBudget)
    var sources = ManifestSources()
    sources.add(corpus, as: .input)
    let (inputs, result) = try manifest.digested(sources, workers: options.input.workers) {
      try plan.run(inputs: corpus, in: context)
    }
    session.audience.endProgress()
    try options.duplicates.checkSources(of: result)
    try outputs.write(result, in: context)
    try result.writeIndex(to: &file, in: context)
    var document = ReportDocument(result)
    try document.addDoubts(of: result, withExamples: options.json != nil, in: context)
    document.seconds = (ContinuousClock.now - clock) / .seconds(1)
    try outputs.write(document)
    try session.take(result)
    try file.complete()
    let index = RunManifest.Output(.index, file, of: result, spanCount: 0)
    try outputs.writeManifest(
      of: "index build", document, result, inputs: inputs, others: [index].compactMap { $0 })
    try outputs.commit(with: file, reading: [corpus])
    session.sayCounts(document)
    session.sayDoubts(document, of: result)
  }
}
