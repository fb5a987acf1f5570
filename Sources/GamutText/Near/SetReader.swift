// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// Makes shingle sets of texts.
struct SetReader: Sendable {
  let width: ShingleWidth

  /// The shingle set of each text of `batch`.
  func sets(of batch: TextBatch, workers: Int) -> ShingleSets {
    let folder = WordFolder()
    let hasher = ShingleHasher(width: width)
    let parts = Parallel.mapChunks(of: batch.count, chunkSize: 128, workers: workers) { range in
      var part = ShingleSets()
      var folded = FoldedText()
      var shingles = ShingleBuffer()
      var numbers = NumberSequence()
      for i in range {
        batch.withText(i) { folder.fold($0, into: &folded) }
        hasher.hash(folded, into: &shingles)
        _ = shingles.appendSet(to: &part.hashes)
        part.ends.append(part.hashes.count)
        numbers.read(folded)
        part.numbers.append(numbers.signature)
      }
      return part
    }
    var sets = ShingleSets()
    for part in parts { sets.append(contentsOf: part) }
    return sets
  }
}
