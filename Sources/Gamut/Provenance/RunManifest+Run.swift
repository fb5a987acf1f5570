// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutFiles
import GamutJSON
package import GamutReport

extension RunManifest {
  /// The manifest of a run.
  ///
  /// - Parameters:
  ///   - command: its name.
  ///   - document: what it says of itself.
  ///   - result: what it decided.
  ///   - inputs: what it read, of which those of the role `input` are the files of `result`, in order.
  ///   - outputs: what it wrote.
  package init(
    command: String, document: ReportDocument, result: Deduplication, inputs: [Input],
    outputs: [Output]
  ) {
    version = document.version
    self.command = command
    options = document.options
    seed = Int(truncatingIfNeeded: result.options.seed)
    self.inputs = inputs
    self.outputs = outputs
    var files = result.fileRows.makeIterator()
    for i in inputs.indices where inputs[i].role == .input { self.inputs[i].rows = files.next() }
    rows = Rows(
      read: result.source.count, kept: result.kept.count,
      rejected: result.source.columns.rejections.count,
      removed: result.stages.map {
        StageCount(stage: $0.rawValue, count: result.removedCount(by: $0))
      })
    stages = []
    var left = rows.read
    for count in [StageCount(stage: "read", count: rows.rejected)] + rows.removed {
      stages.append(
        StageFlow(
          stage: count.stage, cameIn: left, removed: count.count, wentOn: left - count.count))
      left -= count.count
    }
  }
}

extension RunManifest.Output {
  /// An output that is complete; nil where nobody hashed it.
  package init?(
    _ role: Role, _ file: borrowing OutputFile, of result: Deduplication, spanCount: Int
  ) {
    guard let digest = file.digest else { return nil }
    let inputs = result.source.corpus.files.indices
    let written = role == .kept ? result.outputForm(of: inputs, in: file.path) : nil
    self.init(
      role: role, file: RunManifest.File(file.path, isThere: file.isThere, digest),
      rowCount: result.rowCount(of: role, spanCount: spanCount), isConverted: written.isConverted,
      surroundings: role == .kept ? result.surroundings(of: inputs, in: written) : nil)
  }

  /// An output of the kept records of one input; nil where nobody hashed it.
  init?(_ file: borrowing OutputFile, of result: Deduplication, input: Int) {
    guard let digest = file.digest else { return nil }
    let inputs = input..<input + 1
    let written = result.outputForm(of: inputs, in: file.path)
    self.init(
      role: .kept, file: RunManifest.File(file.path, isThere: file.isThere, digest), input: input,
      rowCount: result.source.columns.records(ofFiles: inputs).count { result.isKept[$0] },
      isConverted: written.isConverted,
      surroundings: result.surroundings(of: inputs, in: written))
  }
}

extension Deduplication {
  /// What became of the records of each file.
  fileprivate var fileRows: [RunManifest.Rows] {
    var files = source.columns.fileCounts.map { count in
      RunManifest.Rows(
        read: count, kept: count, rejected: 0,
        removed: stages.map { RunManifest.StageCount(stage: $0.rawValue, count: 0) })
    }
    for rejection in source.columns.rejections {
      let file = source.columns.file(of: rejection.index)
      files[file].rejected += 1
      files[file].kept -= 1
    }
    for removal in removals {
      let file = source.columns.file(of: removal.record)
      // Every removal is by a stage that ran.
      if let place = stages.firstIndex(of: removal.cause) { files[file].removed[place].count += 1 }
      files[file].kept -= 1
    }
    return files
  }

  /// How many records or lines an output has.
  fileprivate func rowCount(of role: RunManifest.Output.Role, spanCount: Int) -> Int? {
    switch role {
    case .kept, .index: kept.count
    case .removed: removals.count
    case .rejected: source.columns.rejections.count
    case .clusters: removals.count + groups.count { !$0.keeper.isReference }
    case .spans: spanCount
    case .provenance: source.count
    case .json, .html, .markdown: nil
    }
  }

  /// How `writeKept(of:to:)` writes the records of `inputs` to the file at `path`; nil where there is
  /// nothing to write.
  fileprivate func outputForm(of inputs: Range<Int>, in path: String) -> OutputForm? {
    // What cannot be written was refused before.
    do throws(OutputError) { return try source.corpus.outputForm(of: inputs, to: path) } catch {
      return nil
    }
  }

  /// What stands around the records of `inputs` in `written`; nil for rows of columns.
  fileprivate func surroundings(
    of inputs: Range<Int>, in written: OutputForm?
  ) -> RunManifest.Output.Surroundings? {
    guard let form = written?.form else {
      return RunManifest.Output.Surroundings(before: 0, between: 0, after: 0)
    }
    if form.isTable { return nil }
    if source.columns.records(ofFiles: inputs).contains(where: { isKept[$0] }) {
      return RunManifest.Output.Surroundings(oneRecordIn: form)
    }
    return RunManifest.Output.Surroundings(
      before: form.header.utf8.count, between: form.between.utf8.count,
      after: form.footer.utf8.count)
  }
}

extension OutputForm? {
  /// Whether records are laid out anew.
  fileprivate var isConverted: Bool {
    if case .converted = self { true } else { false }
  }
}

extension RunManifest.Output.Surroundings {
  /// What stands around records of `form`, where there is one at least; nil for rows of columns.
  init?(oneRecordIn form: RecordForm) {
    if form.isTable { return nil }
    self.init(
      before: form.header.utf8.count + form.beforeFirst.utf8.count,
      between: form.between.utf8.count,
      after: form.afterLast.utf8.count + form.footer.utf8.count)
  }
}
