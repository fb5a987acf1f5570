// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCorpus
import GamutFiles
import GamutJSON
import GamutReport

/// The outputs that a user may ask for beside the main one, opened before the work and named only
/// when all of them are whole.
struct OptionalOutputs: ~Copyable {
  private var removed: OutputFile?
  private var rejected: OutputFile?
  private var clusters: OutputFile?
  private var kept: OutputFile?
  private var folder: OutputFolder?
  /// What is written and complete already: the files of the folder.
  private var complete: OutputCommit? = OutputCommit()
  private var folderOutputs: [RunManifest.Output] = []
  private var json: OutputFile?
  private var html: OutputFile?
  private var markdown: OutputFile?
  private var spans: OutputFile?
  private var provenance: OutputFile?
  private var manifest: OutputFile?

  init(
    removed: String? = nil, rejected: String? = nil, clusters: String? = nil, kept: String? = nil,
    folder: consuming OutputFolder? = nil,
    json: String? = nil, html: String? = nil, markdown: String? = nil, spans: String? = nil,
    provenance: String? = nil, manifest: String? = nil
  ) throws(OutputError) {
    if let folder { self.folder = consume folder }
    let digesting: FileDigesting = manifest == nil ? .none : .made
    func opened(_ path: String?) throws(OutputError) -> OutputFile? {
      guard let path else { return nil }
      return try OutputFile(path: path, digesting: digesting)
    }
    self.removed = try opened(removed)
    self.rejected = try opened(rejected)
    self.clusters = try opened(clusters)
    self.kept = try opened(kept)
    self.json = try opened(json)
    self.html = try opened(html)
    self.markdown = try opened(markdown)
    self.spans = try opened(spans)
    self.provenance = try opened(provenance)
    if let manifest { self.manifest = try OutputFile(path: manifest) }
  }

  /// Writes what is asked for of the records.
  mutating func write(_ result: Deduplication, in context: RunContext) throws(OutputError) {
    try kept.modify { file throws(OutputError) in try result.writeKept(to: &file) }
    if let made = folder.take() {
      var files = complete.take() ?? OutputCommit()
      folderOutputs = try made.write(result, to: &files)
      complete = consume files
      folder = consume made
    }
    try removed.modify { file throws(OutputError) in try result.writeRemoved(to: &file) }
    try rejected.modify { file throws(OutputError) in try result.writeRejected(to: &file) }
    try clusters.modify { file throws(OutputError) in try result.writeClusters(to: &file) }
    try provenance.modify { file throws(OutputError) in
      try result.writeProvenance(to: &file, in: context)
    }
  }

  /// Writes what is asked for of the spans.
  mutating func write(_ findings: SpanFindings) throws(OutputError) {
    try spans.modify { file throws(OutputError) in try findings.writeSpans(to: &file) }
  }

  /// Writes what is asked for of the document.
  mutating func write(_ document: ReportDocument) throws(OutputError) {
    let document = document.worded
    try json.modify { file throws(OutputError) in try file.write(document.json().span) }
    try html.modify { file throws(OutputError) in try file.write(document.html().span) }
    try markdown.modify { file throws(OutputError) in try file.write(document.markdown().span) }
  }

  /// Writes what is asked for of the comparison.
  mutating func write(_ document: ComparisonDocument) throws(OutputError) {
    try json.modify { file throws(OutputError) in try file.write(document.json().span) }
    try html.modify { file throws(OutputError) in try file.write(document.html().span) }
  }

  /// Writes what is asked for of the clusters.
  mutating func write(_ summary: ClusterPlan.Summary) throws(OutputError) {
    try json.modify { file throws(OutputError) in try file.write(summary.json().span) }
  }

  /// Writes what is asked for of the look.
  mutating func write(_ document: InspectionDocument) throws(OutputError) {
    try json.modify { file throws(OutputError) in try file.write(document.json().span) }
  }

  /// Writes what is asked for of a check.
  mutating func write(_ findings: ManifestFindings) throws(OutputError) {
    var writer = JSONWriter(form: .indented)
    writer.value(findings.jsonValue)
    writer.endLine()
    try json.modify { file throws(OutputError) in try file.write(writer.bytes.span) }
  }

  /// Writes the manifest, where one is asked for: of all outputs, to which nothing may be added behind
  /// it.
  ///
  /// - Parameters:
  ///   - command: the command that ran.
  ///   - run: what it says of itself, decided and read, and how many spans it found.
  ///   - others: outputs of the command that are none of these.
  mutating func writeManifest(
    of command: String, _ document: ReportDocument, _ result: Deduplication,
    inputs: [RunManifest.Input], spanCount: Int = 0, others: [RunManifest.Output] = []
  ) throws(OutputError) {
    guard var manifest = manifest.take() else { return }
    var outputs: [RunManifest.Output] = []
    func add(_ role: RunManifest.Output.Role, _ file: inout OutputFile?) throws(OutputError) {
      try file.modify { file throws(OutputError) in
        try file.complete()
        if let output = RunManifest.Output(role, file, of: result, spanCount: spanCount) {
          outputs.append(output)
        }
      }
    }
    try add(.kept, &kept)
    try add(.removed, &removed)
    try add(.rejected, &rejected)
    try add(.clusters, &clusters)
    try add(.spans, &spans)
    try add(.provenance, &provenance)
    try add(.json, &json)
    try add(.html, &html)
    try add(.markdown, &markdown)
    let document = RunManifest(
      command: command, document: document, result: result, inputs: inputs,
      outputs: folderOutputs + outputs + others)
    try manifest.write(document.json().span)
    self.manifest = consume manifest
  }

  /// Gives every file its name, all of them or none; see `OutputCommit`.
  ///
  /// - Parameters:
  ///   - others: outputs of the command that are none of these.
  ///   - inputs: what was read.
  mutating func commit(
    with others: consuming OutputFile? = nil, reading inputs: [Corpus],
    last: () throws -> Void = {}
  ) throws {
    var commit = complete.take() ?? OutputCommit()
    try commit.add(kept.take())
    try commit.add(removed.take())
    try commit.add(rejected.take())
    try commit.add(clusters.take())
    try commit.add(json.take())
    try commit.add(html.take())
    try commit.add(markdown.take())
    try commit.add(spans.take())
    try commit.add(provenance.take())
    try commit.add(others)
    try commit.add(manifest.take())
    try commit.commit(reading: inputs, last: last)
    if var made = folder.take() { made.stay() }
  }
}

extension OutputCommit {
  /// Adds an output that was asked for; the reader of a pipe that has gone has seen enough.
  mutating func add(_ file: consuming OutputFile?) throws(OutputError) {
    guard let file else { return }
    do throws(OutputError) { try add(file) } catch {
      if error.code != .closedPipe { throw error }
    }
  }
}

extension Optional where Wrapped == OutputFile {
  /// Changes the file where there is one; after a throw there is none.
  ///
  /// Nor is there one, and no error, once the reader of a pipe has gone: it has seen enough, and the
  /// other outputs, and the gates, still want their turn.
  mutating func modify(
    _ body: (inout OutputFile) throws(OutputError) -> Void
  ) throws(OutputError) {
    guard var file = take() else { return }
    do throws(OutputError) {
      try body(&file)
    } catch {
      if error.code == .closedPipe { return }
      throw error
    }
    self = consume file
  }
}
