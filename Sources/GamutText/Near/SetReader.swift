// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// Makes shingle sets of records, and compares them.
struct SetReader: Sendable {
  let options: TextSketcher.Options
  private let exampleRule: ExampleRule

  init(options: TextSketcher.Options) {
    self.options = options
    exampleRule = ExampleRule(options)
  }

  /// How set `a` of `first` and set `b` of `second` overlap, if it is enough: by the rule of examples,
  /// where both are, else by their shingles.
  func overlap(
    of a: Int, in first: ShingleSets, with b: Int, in second: ShingleSets,
    atLeast threshold: Double, orContained contained: Double?
  ) -> SetOverlap? {
    if options.alike == .example {
      let isDocument = first.examples.heads[a].isDocument
      if isDocument != second.examples.heads[b].isDocument { return nil }
      return exampleRule.overlap(of: a, in: first, with: b, in: second)
    }
    return SetOverlap(
      first.hashes.span.extracting(first.range(of: a)),
      second.hashes.span.extracting(second.range(of: b)),
      atLeast: threshold, orContained: contained)
  }

  /// The shingle sets of `records`, in their order, from texts read again in the order of the records.
  func sets<Failure: Error>(
    of records: [RecordIndex], workers: Int,
    _ texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) -> ShingleSets {
    if records.isEmpty { return ShingleSets() }
    let order = records.indices.sorted { records[$0] < records[$1] }
    let batch = try texts(order.map { records[$0] })
    precondition(batch.count == records.count, "\(batch.count) texts for \(records.count) records")
    var places = [Int](repeating: 0, count: order.count)
    for (place, i) in order.enumerated() { places[i] = place }
    return sets(of: batch, at: places, workers: workers)
  }

  /// The shingle set of each text of `batch`.
  func sets(of batch: ShapedTexts, workers: Int) -> ShingleSets {
    sets(of: batch, at: Array(0..<batch.count), workers: workers)
  }

  /// The shingle sets of the texts of `batch` at `places`, in their order.
  private func sets(of batch: ShapedTexts, at places: [Int], workers: Int) -> ShingleSets {
    let parts =
      options.alike == .example
      ? exampleParts(of: batch, at: places, workers: workers)
      : textParts(of: batch.texts, at: places, workers: workers)
    var sets = ShingleSets()
    sets.reserveCapacity(of: parts)
    for part in parts { sets.append(contentsOf: part) }
    return sets
  }

  private func exampleParts(
    of batch: ShapedTexts, at places: [Int], workers: Int
  ) -> [ShingleSets] {
    Parallel.mapChunks(of: places.count, chunkSize: 128, workers: workers) { range in
      var part = ShingleSets()
      var reader = ExampleReader(options)
      for i in places[range] { reader.read(i, of: batch, into: &part) }
      return part
    }
  }

  private func textParts(of batch: TextBatch, at places: [Int], workers: Int) -> [ShingleSets] {
    let folder = WordFolder(options.folding)
    let numberFolder = options.folding == .words ? nil : WordFolder()
    let hasher = ShingleHasher(width: options.width)
    return Parallel.mapChunks(of: places.count, chunkSize: 128, workers: workers) { range in
      var part = ShingleSets()
      var folded = FoldedText()
      var shingles = ShingleBuffer()
      var numbers = NumberSequence()
      for i in places[range] {
        batch.withText(i) { folder.fold($0, into: &folded) }
        hasher.hash(folded, into: &shingles)
        _ = shingles.appendSet(to: &part.hashes)
        part.ends.append(part.hashes.count)
        if let numberFolder {
          batch.withText(i) { numberFolder.fold($0, into: &folded) }
        }
        numbers.read(folded)
        part.numbers.append(numbers.signature)
      }
      return part
    }
  }
}
