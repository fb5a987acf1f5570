// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// An encoder that asks a cache first, and keeps what it had to make.
///
/// Equal texts are made once. An encoder whose last bits depend on the texts beside a text
/// (`TextEncoder`) sees only the texts that are missing, so those bits depend on what the cache had;
/// a run that finds all its texts gives the bytes of the run that made them.
struct CachedEncoder: TextEncoder {
  let encoder: any TextEncoder
  let cache: VectorCache
  /// How many missing texts are made before the cache may write: few where making them is slow.
  let portionTextCount: Int

  var dimensionCount: Int { encoder.dimensionCount }
  var batchTextCount: Int { encoder.batchTextCount }
  var dependsOnOtherTexts: Bool { encoder.dependsOnOtherTexts }

  func appendVectors(
    of batch: TextBatch, to elements: inout [Float], workers: Int
  ) throws(EmbeddingError) {
    let keys = (0..<batch.count).map { text in batch.withText(text) { StableHash.hash128($0) } }
    // The first text of each key, and which of these each text is.
    var numbers: [Hash128: Int] = [:]
    var firsts: [Int] = []
    let places = keys.indices.map { text in
      if let number = numbers[keys[text]] { return number }
      numbers[keys[text]] = firsts.count
      firsts.append(text)
      return firsts.count - 1
    }
    let width = dimensionCount
    var rows = [Float](repeating: 0, count: firsts.count * width)
    let isFound = cache.read(firsts.map { keys[$0] }, into: &rows)
    cache.count(found: places.lazy.count { isFound[$0] }, of: batch.count)
    let missing = firsts.indices.filter { !isFound[$0] }
    for start in stride(from: 0, to: missing.count, by: portionTextCount) {
      let portion = missing[start..<min(start + portionTextCount, missing.count)]
      var texts = TextBatch()
      for number in portion { batch.withText(firsts[number]) { texts.append($0) } }
      var made: [Float] = []
      do throws(EmbeddingError) {
        try encoder.appendVectors(of: texts, to: &made, workers: workers)
      } catch {
        var detail = error.detail
        // What was made before is kept; where it cannot be, that does not hide why the run ends.
        do throws(EmbeddingError) { try cache.flush() } catch {
          detail += "; the last vectors are lost: \(error)"
        }
        throw EmbeddingError(
          code: error.code, path: error.path,
          row: error.row.map { firsts[portion[portion.startIndex + $0]] }, column: error.column,
          detail: detail, remedy: error.remedy, underlying: error.underlying)
      }
      for (row, number) in portion.enumerated() {
        rows.replaceSubrange(
          number * width..<(number + 1) * width, with: made[row * width..<(row + 1) * width])
      }
      try cache.add(portion.map { keys[firsts[$0]] }, made)
    }
    elements.reserveCapacity(elements.count + batch.count * width)
    for place in places { elements += rows[place * width..<(place + 1) * width] }
  }

  func cuts(of batch: TextBatch, workers: Int) -> TextCuts? {
    encoder.cuts(of: batch, workers: workers)
  }

  func finish() throws(EmbeddingError) { try cache.flush() }
}
