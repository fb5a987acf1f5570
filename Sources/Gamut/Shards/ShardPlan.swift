// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutText

extension DeduplicationPlan {
  /// Writes what a set decides before its records are compared (whether examples are, and which units
  /// sketches leave out) as an index of no records: what its parts have to know, `run(part:…)`.
  ///
  /// - Parameter against: the sets whose records come first in keep order.
  /// - Throws: `CorpusError`, `OutputError`.
  /// - Complexity: up to eight chunks of each set are read.
  public func writeShardPlan(
    of inputs: Corpus, against: Corpus? = nil, to file: inout OutputFile
  ) throws {
    let known = try against.map { try knownSet(of: $0) }
    let plan = resolved(for: [try readSet(of: inputs)] + (known.map { [$0] } ?? []))
    var writer = IndexWriter(bandCount: plan.sketcher.banding.bandCount)
    try file.write(writer.head(IndexOptions(plan).bytes).span)
    var notes = IndexNotes()
    notes.add("read", "0")
    notes.add("rejected", "0")
    try file.write(writer.finish(notes.bytes).span)
    try file.write(writer.commit().span)
  }

  /// Decides a part of a set, some whole components of it, as the whole set is decided: `ShardKeys`.
  ///
  /// - Parameters:
  ///   - part: records of the set, in its order.
  ///   - against: those of the sets compared with that are in the same components.
  ///   - whole: what `writeShardPlan` wrote of the set.
  ///   - model: that of the options, where it is open already.
  /// - Throws: `CorpusError`; `TextError` where `whole` is of other options; with a semantic stage
  ///   `EmbeddingError`, for a model that gives a part other vectors than the whole set too.
  public func run(
    part: Corpus, against: Corpus? = nil, of whole: SavedIndex, model: OpenedModel? = nil,
    in context: RunContext = RunContext()
  ) throws -> Deduplication {
    var ofPart = self
    ofPart.extent = .part
    var opened: OpenedModel?
    if options.stages.contains(.semantic) {
      let model = try model.orOpened(options.model, in: context)
      try model.requirePartsAlike()
      opened = model
    }
    let set = try ofPart.readSet(of: part)
    let known = try against.map { try ofPart.knownSet(of: $0) }
    let plan = ofPart.resolved(for: [set], index: whole)
    try whole.requireOptions(of: plan)
    let hasLeaks = known != nil && comparesLeaks(as: plan)
    return try plan.run(set, against: known, leaksByText: hasLeaks, model: opened, in: context)
  }

  /// Whether this plan, which `resolved` is of a set and sets compared with, compares these by their
  /// whole texts: an evaluation item in doubt is a leak, unless asked otherwise.
  func comparesLeaks(as resolved: DeduplicationPlan) -> Bool {
    options.alike == nil && resolved.options.alike == .example
  }
}
