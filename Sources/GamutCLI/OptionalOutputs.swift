// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutReport

/// The outputs that a user may ask for beside the main one, opened before the work and named only
/// when all of them are whole.
struct OptionalOutputs: ~Copyable {
  private var removed: OutputFile?
  private var rejected: OutputFile?
  private var clusters: OutputFile?
  private var kept: OutputFile?
  private var json: OutputFile?
  private var html: OutputFile?
  private var markdown: OutputFile?
  private var spans: OutputFile?

  init(
    removed: String? = nil, rejected: String? = nil, clusters: String? = nil, kept: String? = nil,
    json: String? = nil, html: String? = nil, markdown: String? = nil, spans: String? = nil
  ) throws(OutputError) {
    if let removed { self.removed = try OutputFile(path: removed) }
    if let rejected { self.rejected = try OutputFile(path: rejected) }
    if let clusters { self.clusters = try OutputFile(path: clusters) }
    if let kept { self.kept = try OutputFile(path: kept) }
    if let json { self.json = try OutputFile(path: json) }
    if let html { self.html = try OutputFile(path: html) }
    if let markdown { self.markdown = try OutputFile(path: markdown) }
    if let spans { self.spans = try OutputFile(path: spans) }
  }

  /// Writes what is asked for of the records.
  mutating func write(_ result: Deduplication) throws(OutputError) {
    try kept.modify { file throws(OutputError) in try result.writeKept(to: &file) }
    try removed.modify { file throws(OutputError) in try result.writeRemoved(to: &file) }
    try rejected.modify { file throws(OutputError) in try result.writeRejected(to: &file) }
    try clusters.modify { file throws(OutputError) in try result.writeClusters(to: &file) }
  }

  /// Writes what is asked for of the spans.
  mutating func write(_ findings: SpanFindings) throws(OutputError) {
    try spans.modify { file throws(OutputError) in try findings.writeSpans(to: &file) }
  }

  /// Writes what is asked for of the document.
  mutating func write(_ document: ReportDocument) throws(OutputError) {
    try json.modify { file throws(OutputError) in try file.write(document.json().span) }
    try html.modify { file throws(OutputError) in try file.write(document.html().span) }
    try markdown.modify { file throws(OutputError) in try file.write(document.markdown().span) }
  }

  /// Gives every file its name.
  mutating func commit() throws(OutputError) {
    // A full disk shows before any file has its name: all appear, or none.
    try kept.modify { file throws(OutputError) in try file.flush() }
    try removed.modify { file throws(OutputError) in try file.flush() }
    try rejected.modify { file throws(OutputError) in try file.flush() }
    try clusters.modify { file throws(OutputError) in try file.flush() }
    try json.modify { file throws(OutputError) in try file.flush() }
    try html.modify { file throws(OutputError) in try file.flush() }
    try markdown.modify { file throws(OutputError) in try file.flush() }
    try spans.modify { file throws(OutputError) in try file.flush() }
    try kept.take()?.commit()
    try removed.take()?.commit()
    try rejected.take()?.commit()
    try clusters.take()?.commit()
    try json.take()?.commit()
    try html.take()?.commit()
    try markdown.take()?.commit()
    try spans.take()?.commit()
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

/// Throws where one file is given for two outputs, or for an output and for one of `read`, which would be
/// lost, in whatever spelling.
func requireDifferent(_ paths: [String], from read: [String]) throws {
  let targets = paths.map(OutputFile.target)
  let sources = Set(read.filter { $0 != "-" }.map(OutputFile.target))
  for (i, path) in paths.enumerated() where !targets[i].hasPrefix("/dev/") {
    if targets[..<i].contains(targets[i]) {
      throw ValidationError("\(path) is given for two outputs; expected a path for each")
    }
    if sources.contains(targets[i]) {
      throw ValidationError(
        "\(path) is read and would be replaced by an output; expected another path")
    }
  }
}
