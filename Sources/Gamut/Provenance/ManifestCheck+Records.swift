// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutFiles
import GamutJSON

extension ManifestCheck {
  /// Counts the lines of outputs, and follows the provenance through the kept records.
  func checkRecords(_ findings: inout ManifestFindings, in context: RunContext) {
    // What is missing, or no file, was told as such.
    let outputs = manifest.outputs.filter {
      $0.file.isThere && FileStatus(path: place(of: $0.file.path))?.kind == .regular
    }
    let hasProvenance = outputs.contains { $0.role == .provenance }
    for output in outputs {
      do throws(CorpusError) {
        switch output.role {
        case .removed, .rejected, .clusters, .spans: try checkLines(of: output, &findings)
        case .kept where !hasProvenance: try checkCount(of: output, &findings)
        case .provenance:
          try checkProvenance(
            output, kept: outputs.filter { $0.role == .kept }, &findings, in: context)
        case .kept, .json, .html, .markdown, .index: break
        }
      } catch { findings.add(error, output) }
    }
  }

  private func checkLines(
    of output: RunManifest.Output, _ findings: inout ManifestFindings
  ) throws(CorpusError) {
    var count = 0
    try MappedFile(path: place(of: output.file.path)).forEachLine { _, _ in count += 1 }
    findings.recordCount += count
    findings.expect("lines", of: output.file.path, is: output.rowCount ?? 0, count)
  }

  /// Counts kept records of which no provenance tells where they are.
  private func checkCount(
    of output: RunManifest.Output, _ findings: inout ManifestFindings
  ) throws(CorpusError) {
    if output.surroundings == .lines { return try checkLines(of: output, &findings) }
    if output.rowCount == 0 { return }
    let corpus = try Corpus(paths: [place(of: output.file.path)])
    // Under another name than its input's it may be read as another format.
    guard
      corpus.form.flatMap(RunManifest.Output.Surroundings.init(oneRecordIn:))
        == output.surroundings
    else {
      findings.add(gap: "its records cannot be told apart without provenance", output)
      return
    }
    var count = 0
    for chunk in 0..<corpus.chunkCount { count += try corpus.records(ofChunk: chunk).count }
    findings.recordCount += count
    findings.expect("rows", of: output.file.path, is: output.rowCount ?? 0, count)
  }

  /// A kept file on the way through its records.
  private struct KeptFile {
    let output: RunManifest.Output
    var records: KeptRecords
    var difference: (record: Int, KeptRecords.Difference)?
  }

  private func checkProvenance(
    _ output: RunManifest.Output, kept outputs: [RunManifest.Output],
    _ findings: inout ManifestFindings, in context: RunContext
  ) throws(CorpusError) {
    var files: [KeptFile] = []
    for output in outputs {
      do throws(CorpusError) {
        let records = try KeptRecords(
          output, at: place(of: output.file.path), workers: context.workers)
        files.append(KeptFile(output: output, records: records))
      } catch { findings.add(error, output) }
    }
    for stream in manifest.outputs where stream.role == .kept && !stream.file.isThere {
      findings.add(gap: "its records were not compared with the provenance", stream)
    }
    var tally = ProvenanceTally(manifest)
    let parser = JSONParser()
    try Self.forEachRecord(ofProvenance: place(of: output.file.path)) { bytes, padding in
      var line: ProvenanceLine?
      do throws(JSONSyntaxError) {
        line = ProvenanceLine(try parser.parse(bytes, padding: padding, mode: .strict))
      } catch {
        // Told as a line that no run writes.
      }
      let input = tally.add(line)
      guard let line, case .kept = line.decision,
        let i = files.firstIndex(where: { $0.output.input == nil || $0.output.input == input }),
        files[i].difference == nil
      else { return }
      do throws(KeptRecords.Difference) { try files[i].records.pass(line) } catch {
        files[i].difference = (line.index, error)
      }
    }
    tally.tell(&findings, path: output.file.path)
    for file in files { finish(file, &findings) }
  }

  /// Calls `body` with each line of a provenance, or with the row of a table as such a line, and how
  /// many bytes stand behind it.
  private static func forEachRecord(
    ofProvenance path: String, _ body: (Span<UInt8>, Int) -> Void
  ) throws(CorpusError) {
    guard TableWriter.isAsked(by: path) else {
      return try MappedFile(path: path).forEachLine(body)
    }
    let corpus = try Corpus(paths: [path])
    var texts = TextBatch()
    for chunk in 0..<corpus.chunkCount {
      texts.removeAll()
      corpus.appendCompactJSON(of: try corpus.records(ofChunk: chunk), to: &texts)
      for i in 0..<texts.count { texts.withText(i) { body($0, 0) } }
    }
  }

  private func finish(_ file: KeptFile, _ findings: inout ManifestFindings) {
    let path = file.output.file.path
    findings.recordCount += file.records.count
    if let (record, difference) = file.difference {
      findings.add(
        "record of index \(record)", of: path, expected: difference.expected,
        found: difference.found)
      return
    }
    do throws(KeptRecords.Difference) { try file.records.finish() } catch {
      findings.add("end", of: path, expected: error.expected, found: error.found)
    }
    let count = file.records.uncomparedCount
    if count > 0 {
      findings.add(
        gap: "\(count) of its records have other bytes than they came with; they were counted",
        file.output)
    }
  }
}

extension ManifestFindings {
  fileprivate mutating func add(_ error: CorpusError, _ output: RunManifest.Output) {
    add(
      "records", of: output.file.path, expected: "\(output.rowCount ?? 0) that can be read",
      found: error.detail)
  }

  fileprivate mutating func add(gap why: String, _ output: RunManifest.Output) {
    gaps.append(Gap(path: output.file.path, why: why))
  }
}
