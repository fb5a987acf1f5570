// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import GamutReport
import GamutText

/// What one run read, and what it added to an index.
public struct IndexAddition: Equatable, Sendable {
  /// A file that was read.
  public struct File: Equatable, Sendable {
    /// The path as the user gave it.
    public let name: String
    /// How many records it has.
    public let read: Int
    /// How many bytes.
    public let bytes: Int
    /// Whether its records are elements of an array, counted by rows, or lines.
    public let isArray: Bool
  }

  /// How many records were read.
  public let read: Int
  /// How many of them could not be.
  public let rejected: Int
  /// How many were kept, and are in the index.
  public let kept: Int
  /// How many bytes of the index they take.
  public let indexBytes: Int
  /// The files that were read.
  public let files: [File]

  /// Reads what the index holds of an addition; nil where that is nothing this version wrote.
  init?(_ saved: TextIndex.Addition) {
    guard let notes = IndexNotes(saved.notes), let read = notes["read"].flatMap(Int.init),
      let rejected = notes["rejected"].flatMap(Int.init)
    else { return nil }
    self.read = read
    self.rejected = rejected
    kept = saved.recordCount
    indexBytes = saved.byteCount
    var files: [File] = []
    let entries = notes.entries.dropFirst(2)
    var next = entries.startIndex
    while next + 2 < entries.endIndex {
      guard let read = Int(entries[next + 1].value), let bytes = Int(entries[next + 2].value) else {
        return nil
      }
      let kind = entries[next].name
      files.append(
        File(name: entries[next].value, read: read, bytes: bytes, isArray: kind == "array"))
      next += 3
    }
    self.files = files
  }

  /// The notes of what `result` read.
  static func notes(of result: Deduplication) -> IndexNotes {
    var notes = IndexNotes()
    notes.add("read", "\(result.source.count)")
    notes.add("rejected", "\(result.source.columns.rejections.count)")
    for (file, input) in zip(result.source.corpus.files, result.source.inputFiles) {
      notes.add(file.form?.identifier ?? "lines", input.name)
      notes.add("records", "\(input.records)")
      notes.add("bytes", "\(input.bytes)")
    }
    return notes
  }
}
