// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// Makes shingle sets of texts.
struct SetReader: Sendable {
  let width: ShingleWidth

  /// The shingle sets of `records`, in their order, from texts read again in the order of the records.
  func sets<Failure: Error>(
    of records: [RecordIndex], workers: Int,
    _ texts: ([RecordIndex]) throws(Failure) -> TextBatch
  ) throws(Failure) -> ShingleSets {
    if records.isEmpty { return ShingleSets() }
    let order = records.indices.sorted { records[$0] < records[$1] }
    let batch = try texts(order.map { records[$0] })
    precondition(batch.count == records.count, "\(batch.count) texts for \(records.count) records")
    let sets = sets(of: batch, workers: workers)
    if order.indices.allSatisfy({ order[$0] == $0 }) { return sets }
    var places = [Int](repeating: 0, count: order.count)
    for (place, i) in order.enumerated() { places[i] = place }
    var arranged = ShingleSets()
    for place in places { arranged.append(place, of: sets) }
    return arranged
  }

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
