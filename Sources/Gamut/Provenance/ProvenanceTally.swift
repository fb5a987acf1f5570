// SPDX-License-Identifier: Apache-2.0

/// What the lines of a provenance file add up to.
struct ProvenanceTally {
  private let manifest: RunManifest
  /// The inputs that were decided on, and where the records of each end by the manifest.
  private let inputs: [RunManifest.Input]
  private var end: Int
  private var input = 0
  private var counts: [RunManifest.Rows]
  private var lineCount = 0
  /// The first line that no run writes: its number, and what is wrong with it.
  private var fault: (line: Int, expected: String, found: String)?
  /// For each line whether its record was kept; and of each removed record the keeper.
  private var isKept: [Bool] = []
  private var keepers: [(record: Int, keeper: Int)] = []

  init(_ manifest: RunManifest) {
    self.manifest = manifest
    inputs = manifest.inputs.filter { $0.role == .input }
    end = inputs.first?.rows?.read ?? 0
    counts = inputs.map { _ in
      RunManifest.Rows(
        read: 0, kept: 0, rejected: 0,
        removed: manifest.rows.removed.map {
          RunManifest.StageCount(stage: $0.stage, count: 0)
        })
    }
  }

  /// Takes the next line, and says which input it is of by the counts of the manifest.
  mutating func add(_ line: ProvenanceLine?) -> Int {
    let number = lineCount
    lineCount += 1
    while number >= end, input + 1 < inputs.count {
      input += 1
      end += inputs[input].rows?.read ?? 0
    }
    guard let line else {
      isKept.append(false)
      note(number, "a record", "something else")
      return input
    }
    if case .kept = line.decision { isKept.append(true) } else { isKept.append(false) }
    if line.index != number { note(number, "index \(number)", "\(line.index)") }
    guard input < inputs.count else { return input }
    let path = inputs[input].file.path
    if line.file != path { note(number, "file \(path)", line.file) }
    counts[input].read += 1
    switch line.decision {
    case .kept: counts[input].kept += 1
    case .rejected: counts[input].rejected += 1
    case .removed(let stage, let keeper):
      if let keeper { keepers.append((number, keeper)) }
      if let place = counts[input].removed.firstIndex(where: { $0.stage == stage }) {
        counts[input].removed[place].count += 1
      } else {
        note(number, "a cause that ran", stage)
      }
    }
    return input
  }

  private mutating func note(_ line: Int, _ expected: String, _ found: String) {
    if fault == nil { fault = (line, expected, found) }
  }

  /// Adds what does not add up to `findings`.
  func tell(_ findings: inout ManifestFindings, path: String) {
    findings.recordCount += lineCount
    findings.expect("lines", of: path, is: manifest.rows.read, lineCount)
    if let fault {
      findings.add(
        "line \(fault.line + 1)", of: path, expected: fault.expected, found: fault.found)
    }
    for (input, found) in zip(inputs, counts) {
      guard let rows = input.rows, rows != found else { continue }
      let name = input.file.path
      findings.expect("lines of \(name)", of: path, is: rows.read, found.read)
      findings.expect("kept of \(name)", of: path, is: rows.kept, found.kept)
      findings.expect("rejected of \(name)", of: path, is: rows.rejected, found.rejected)
      for (count, other) in zip(rows.removed, found.removed) {
        findings.expect("\(count.stage) of \(name)", of: path, is: count.count, other.count)
      }
    }
    let lost = keepers.first { !isKept.indices.contains($0.keeper) || !isKept[$0.keeper] }
    if let lost {
      findings.add(
        "line \(lost.record + 1)", of: path, expected: "a keeper that was kept",
        found: "\(lost.keeper)")
    }
  }
}
