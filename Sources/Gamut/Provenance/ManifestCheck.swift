// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutFiles

/// Checks that what a run read and wrote is still what its manifest says.
///
/// ```swift
/// let findings = try ManifestCheck(path: "manifest.json").run()
/// ```
///
/// A relative path of the manifest is looked for beside the manifest first, then in the folder of the
/// process. Files that cannot be read are problems, never errors.
public struct ManifestCheck: Sendable {
  /// The manifest.
  public let manifest: RunManifest
  /// Its path as the user gave it.
  public let path: String

  /// Reads the manifest at `path`.
  ///
  /// - Throws: as `RunManifest(path:)`.
  public init(path: String) throws {
    manifest = try RunManifest(path: path)
    self.path = path
  }

  /// Checks counts, files and records.
  ///
  /// - Throws: `FileError` where libcrypto, which hashes, cannot be loaded.
  /// - Complexity: O(bytes) of all files, outputs with records twice; a byte of memory a record, 16 for
  ///   a removed one, 24 for a kept row of columns.
  public func run(in context: RunContext = RunContext()) throws -> ManifestFindings {
    try FileHasher.load()
    var findings = ManifestFindings(path: path)
    checkCounts(&findings)
    checkFiles(&findings, workers: context.workers)
    checkRecords(&findings, in: context)
    return findings
  }

  /// Where the file lies that the manifest calls `path`.
  package func place(of path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let beside = "\(SystemPath.folder(of: self.path))/\(path)"
    return FileStatus(path: beside) == nil ? path : beside
  }
}

// MARK: Files

extension ManifestCheck {
  private func checkFiles(_ findings: inout ManifestFindings, workers: Int) {
    let outputs = Set(
      manifest.outputs.lazy.filter(\.file.isThere).compactMap {
        OutputPlace.identity(of: place(of: $0.file.path))
      })
    var files: [RunManifest.File] = []
    for file in manifest.inputs.map(\.file) + manifest.outputs.map(\.file) {
      guard file.isThere else {
        findings.gaps.append(
          ManifestFindings.Gap(
            path: file.path, why: "it was a stream, and was hashed on its way"))
        continue
      }
      files.append(file)
    }
    // The clean set may have taken the place of an input.
    let inputCount = manifest.inputs.count { $0.file.isThere }
    for (i, file) in files.enumerated().reversed() where i < inputCount {
      guard let input = OutputPlace.identity(of: place(of: file.path)), outputs.contains(input)
      else { continue }
      findings.gaps.append(
        ManifestFindings.Gap(path: file.path, why: "an output of the run has taken its place"))
      files.remove(at: i)
    }
    let known = files
    let digests = Parallel.mapChunks(of: known.count, chunkSize: 1, workers: workers) {
      range -> Result<FileDigest, FileError> in
      Result { () throws(FileError) in
        try FileDigest(path: place(of: known[range.lowerBound].path))
      }
    }
    for (file, digest) in zip(files, digests) { check(file, digest, &findings) }
  }

  private func check(
    _ file: RunManifest.File, _ digest: Result<FileDigest, FileError>,
    _ findings: inout ManifestFindings
  ) {
    switch digest {
    case .failure(let error):
      findings.add(
        "file", of: file.path, expected: "\(file.byteCount) bytes", found: error.detail)
    case .success(let digest):
      findings.fileCount += 1
      findings.byteCount += digest.byteCount
      if digest.byteCount != file.byteCount {
        findings.expect("bytes", of: file.path, is: file.byteCount, digest.byteCount)
      } else {
        findings.expect("sha256", of: file.path, is: file.sha256, digest.sha256)
      }
    }
  }
}

// MARK: Counts

extension ManifestCheck {
  private func checkCounts(_ findings: inout ManifestFindings) {
    let rows = manifest.rows
    findings.expect(
      "rows.read", is: rows.kept + rows.rejected + rows.removedCount, rows.read)
    var sum = RunManifest.Rows(
      read: 0, kept: 0, rejected: 0,
      removed: rows.removed.map { RunManifest.StageCount(stage: $0.stage, count: 0) })
    for input in manifest.inputs {
      guard let own = input.rows else {
        if input.role == .input {
          findings.add("rows", of: input.file.path, expected: "counts", found: "none")
        }
        continue
      }
      findings.expect(
        "rows.read", of: input.file.path, is: own.kept + own.rejected + own.removedCount,
        own.read)
      sum.read += own.read
      sum.kept += own.kept
      sum.rejected += own.rejected
      findings.expect(
        "rows.removed", of: input.file.path, is: rows.removed.map(\.stage),
        own.removed.map(\.stage))
      for (i, count) in own.removed.enumerated() where i < sum.removed.count {
        sum.removed[i].count += count.count
      }
    }
    findings.expect("rows.read of all inputs", is: rows.read, sum.read)
    findings.expect("rows.kept of all inputs", is: rows.kept, sum.kept)
    findings.expect("rows.rejected of all inputs", is: rows.rejected, sum.rejected)
    for (total, added) in zip(rows.removed, sum.removed) {
      findings.expect("rows.removed.\(total.stage) of all inputs", is: total.count, added.count)
    }
    checkStages(&findings)
    for output in manifest.outputs {
      let expected: Int? =
        switch output.role {
        case .kept where output.input != nil: kept(of: output.input)
        case .kept, .index: rows.kept
        case .removed: rows.removedCount
        case .rejected: rows.rejected
        case .provenance: rows.read
        case .clusters, .spans, .json, .html, .markdown: output.rowCount
        }
      if let expected {
        findings.expect("rows", of: output.file.path, is: expected, output.rowCount ?? 0)
      }
    }
  }

  /// How many records of one input were kept; 0 where it is none of the manifest.
  private func kept(of input: Int?) -> Int {
    guard let input, manifest.inputs.indices.contains(input) else { return 0 }
    return manifest.inputs[input].rows?.kept ?? 0
  }

  private func checkStages(_ findings: inout ManifestFindings) {
    let rows = manifest.rows
    let taken = [RunManifest.StageCount(stage: "read", count: rows.rejected)] + rows.removed
    findings.expect("stages", is: taken.map(\.stage), manifest.stages.map(\.stage))
    var left = rows.read
    for (stage, count) in zip(manifest.stages, taken) {
      findings.expect("stages.\(stage.stage).in", is: left, stage.cameIn)
      findings.expect("stages.\(stage.stage).removed", is: count.count, stage.removed)
      findings.expect(
        "stages.\(stage.stage).out", is: stage.cameIn - stage.removed, stage.wentOn)
      left = stage.wentOn
    }
    findings.expect("stages: what went out of the last", is: rows.kept, left)
  }
}
