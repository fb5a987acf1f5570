// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus

/// The texts of removed records beside those of their keepers, read again a batch at a time. All keepers
/// are records of the inputs.
struct RemovalPairs {
  /// The inputs, seen through a plan whose first selection is the text to compare.
  let source: RecordSource
  let context: RunContext

  /// A constant, so that the batches are the same for any number of workers.
  private static let batchCount = 256

  /// Those of `removals` whose signature and whose keeper's are as wanted, ascending.
  ///
  /// - Parameters:
  ///   - signature: what is compared of a text; made once for each removal, and for each keeper once
  ///     in a batch of its removals.
  ///   - isWanted: called with the signature of the removal, then that of the keeper.
  /// - Complexity: linear in the bytes of the removed records, and of their keepers once a batch.
  func filter<Signature>(
    _ removals: [Removal], signature: @Sendable (Span<UInt8>) -> Signature,
    where isWanted: @Sendable (_ removed: Signature, _ kept: Signature) -> Bool
  ) -> [Removal] {
    // By keeper, so that one that stands for many is read for few batches.
    let ordered = removals.sorted {
      ($0.keeper.index, $0.record) < ($1.keeper.index, $1.record)
    }
    let found = Parallel.mapChunks(
      of: ordered.count, chunkSize: Self.batchCount, workers: context.workers
    ) { range -> [Removal] in
      let batch = ordered[range]
      let removed = texts(of: batch.map(\.record))
      var keepers: [RecordIndex] = []
      for removal in batch where keepers.last != removal.keeper.index {
        keepers.append(removal.keeper.index)
      }
      let kept = texts(of: keepers)
      let signatures = (0..<kept.count).map { kept.withText($0, signature) }
      var place = 0
      return batch.enumerated().filter { i, removal in
        if keepers[place] != removal.keeper.index { place += 1 }
        return isWanted(removed.withText(i, signature), signatures[place])
      }.map(\.element)
    }
    return found.joined().sorted { $0.record < $1.record }
  }

  private func texts(of records: [RecordIndex]) -> TextBatch {
    source.columns(of: records)[0].texts
  }
}
