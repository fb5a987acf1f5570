// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutReport
import GamutTestSupport
import GamutText

/// What `PairPlan` writes for texts.
func pairs(_ texts: [String], _ options: PairPlan.Options, workers: Int = 2) throws -> String {
  let folder = try ScratchFolder()
  let corpus = try Corpus(paths: [try folder.write(lines(texts), to: "x")])
  try write(to: "pairs", in: folder) {
    try PairPlan(options: options).run(inputs: corpus, to: &$0, in: RunContext(workers: workers))
  }
  return try folder.text("pairs")
}

/// Writes one file through `body`.
func write(
  to name: String, in folder: ScratchFolder, _ body: (inout OutputFile) throws -> Void
) throws {
  var file = try OutputFile(path: folder.path(name))
  try body(&file)
  try file.commit()
}

/// Everything that every plan writes about a set and its reference, by name.
func allOutputs(
  training: String, reference: String, workers: Int
) throws -> [String: [UInt8]] {
  let folder = try ScratchFolder()
  let inputs = try Corpus(paths: [training])
  let known = try Corpus(paths: [reference])
  var plan = ReportPlan()
  plan.options.deduplication.stages = [.exact, .near, .semantic]
  let report = try plan.run(inputs: inputs, reference: known, in: RunContext(workers: workers))
  let decisions = report.deduplication
  try write(to: "kept", in: folder) { try decisions.writeKept(to: &$0) }
  try write(to: "removed", in: folder) { try decisions.writeRemoved(to: &$0) }
  try write(to: "rejected", in: folder) { try decisions.writeRejected(to: &$0) }
  try write(to: "clusters", in: folder) { try decisions.writeClusters(to: &$0) }
  try write(to: "provenance", in: folder) {
    try decisions.writeProvenance(to: &$0, in: RunContext(workers: workers))
  }
  try folder.write(report.document.json(), to: "report.json")
  try folder.write(report.document.html(), to: "report.html")
  try folder.write(report.document.markdown(), to: "report.md")
  try folder.write(report.document.terminalSummary(), to: "report.txt")
  let against = try DeduplicationPlan().run(
    inputs: inputs, against: known, in: RunContext(workers: workers))
  try write(to: "against", in: folder) { try against.writeRemoved(to: &$0) }
  for (name, measure) in [
    ("near", PairPlan.Measure.near(.words(3))), ("semantic", .semantic(.lsa(.init()))),
  ] {
    var options = PairPlan.Options()
    options.measure = measure
    options.threshold = 0.6
    try write(to: "pairs-\(name)", in: folder) {
      try PairPlan(options: options).run(inputs: inputs, to: &$0, in: RunContext(workers: workers))
    }
  }
  let comparison = try CoveragePlan().run(
    inputs: inputs, reference: known, in: RunContext(workers: workers))
  try write(to: "gaps", in: folder) { try comparison.writeGaps(to: &$0) }
  try folder.write(comparison.document.json(), to: "coverage.json")
  try write(to: "topics", in: folder) {
    _ = try ClusterPlan().run(inputs: inputs, to: &$0, in: RunContext(workers: workers))
  }
  var density = ClusterPlan.Options()
  density.method = .density(minimumSize: 5)
  try write(to: "density", in: folder) {
    _ = try ClusterPlan(options: density).run(
      inputs: inputs, to: &$0, in: RunContext(workers: workers))
  }
  try write(to: "vectors", in: folder) {
    _ = try EmbeddingPlan()
      .run(inputs: inputs, to: &$0, in: RunContext(workers: workers))
  }
  var outputs: [String: [UInt8]] = [:]
  for name in try folder.names() { outputs[name] = try folder.bytes(name) }
  return outputs
}
