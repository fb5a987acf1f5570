// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutTestSupport

/// One run of `SpanPlan` over a file of a test, and what it writes.
struct SpanRun {
  let folder: ScratchFolder
  let findings: SpanFindings

  init(
    _ file: String, _ grain: SpanPlan.Grain, isCutting: Bool = true, keep: KeepPolicy = .first,
    stages: Set<Stage> = [.exact, .near], selection: Selection = .view(.all), workers: Int = 2
  ) throws {
    folder = try ScratchFolder()
    var deduplication = DeduplicationPlan.Options()
    deduplication.keep = keep
    deduplication.stages = stages
    deduplication.selection = selection
    deduplication.reading.onError = .skip(atMost: .max)
    var options = SpanPlan.Options(grain: grain, deduplication: deduplication)
    options.isCutting = isCutting
    findings = try SpanPlan(options: options).run(
      inputs: try Corpus(paths: [try folder.write(file, to: "x")]), in: RunContext(workers: workers)
    )
  }

  /// The spans as short words: `record start..<end cause < record start..<end`.
  var spans: [String] {
    findings.spans.map {
      "\($0.record) \($0.range) \($0.cause.rawValue) < \($0.kept.record) \($0.kept.range)"
    }
  }

  /// The removals as short words: `record cause similarity < keeper`.
  var removals: [String] {
    findings.deduplication.removals.map {
      "\($0.record) \($0.cause.rawValue) \($0.similarity) < \($0.keeper.index)"
    }
  }

  /// The bytes of the output.
  func kept() throws -> String {
    var file = try OutputFile(path: folder.path("kept"))
    try findings.deduplication.writeKept(to: &file)
    try file.commit()
    return try folder.text("kept")
  }

  /// The lines of spans; the file is `x`.
  func spanLines() throws -> String {
    var file = try OutputFile(path: folder.path("spans"))
    try findings.writeSpans(to: &file)
    try file.commit()
    return try folder.text("spans").replacing("\(folder.path)/", with: "")
  }
}

extension RecordSource {
  /// The text of every record, and where its parts stand.
  func texts() -> [(bytes: [UInt8], parts: [Range<Int>])] {
    let column = columns(of: 0..<UInt32(count))[0]
    return (0..<count).map { i in
      (
        Array(column.texts.bytes[column.texts.range(of: i)]),
        column.partRanges(of: i, in: plan.selections[0])
      )
    }
  }
}
