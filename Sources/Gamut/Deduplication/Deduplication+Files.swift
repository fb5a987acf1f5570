// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
public import GamutReport

extension Deduplication {
  /// Writes the records of the output to the file at `kept`, each byte for byte as it came, and where
  /// `removed` is given, what went and why to that file: both files appear, or none.
  ///
  /// ```swift
  /// let result = try DeduplicationPlan().run(inputs: Corpus(paths: ["train.jsonl"]))
  /// try result.write(kept: "clean.jsonl", removed: "removed.jsonl")
  /// ```
  ///
  /// `kept` may be an input: it is replaced once all is written. `-` is standard output. For other
  /// outputs of a run, and for more than these in one go, see `OutputFile` and `OutputCommit`.
  ///
  /// - Throws: `OutputError`; `CorpusError` where an input was written to since it was opened.
  public func write(kept: String, removed: String? = nil) throws {
    var commit = OutputCommit()
    var file = try OutputFile(path: kept)
    var other: OutputFile? = try removed.map { path throws in try OutputFile(path: path) }
    try writeKept(to: &file)
    try commit.add(file)
    if var removals = other.take() {
      try writeRemoved(to: &removals)
      try commit.add(removals)
    }
    let known = (reference as? RecordSource).map { [$0.corpus] } ?? []
    try commit.commit(reading: [source.corpus] + known)
  }

  /// Where a removed record stands, and where the one that stays in its place.
  ///
  /// - Complexity: the first call for a file of lines counts its lines once.
  public func places(of removal: Removal) -> (removed: Place, kept: Place) {
    (source.placeAndIndex(of: removal.record).place, place(of: removal.keeper).place)
  }
}
