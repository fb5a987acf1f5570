// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutText

extension DeduplicationPlan {
  /// Writes what a set decides before its records are compared (whether examples are, and which units
  /// sketches leave out) as an index of no records.
  ///
  /// A part of the set that is compared with that index is decided by what the whole set says. So
  /// records that share no key may be decided apart: `ShardKeys`.
  ///
  /// - Throws: `CorpusError`, `OutputError`.
  /// - Complexity: up to eight chunks of the inputs are read.
  public func writeShardPlan(of inputs: Corpus, to file: inout OutputFile) throws {
    let plan = resolved(for: [try readSet(of: inputs)])
    var writer = IndexWriter(bandCount: plan.sketcher.banding.bandCount)
    try file.write(writer.head(IndexOptions(plan).bytes).span)
    var notes = IndexNotes()
    notes.add("read", "0")
    notes.add("rejected", "0")
    try file.write(writer.finish(notes.bytes).span)
    try file.write(writer.commit().span)
  }
}
