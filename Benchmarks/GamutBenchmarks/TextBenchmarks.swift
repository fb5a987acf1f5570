// SPDX-License-Identifier: Apache-2.0

import Benchmark
import GamutCore
import GamutText

/// Folding, shingling, sketching, and the near stage.
func registerTextBenchmarks() {
  registerSketching()
  registerMinHash()
  registerNearStage()
}

private func registerSketching() {
  let count = 4_096
  Benchmark(
    "TextSketcher.bands, \(count) texts of 20–300 words, 1 worker",
    closure: { (benchmark, given: (sketcher: TextSketcher, batch: TextBatch)) in
      for _ in benchmark.scaledIterations { blackHole(given.sketcher.bands(of: given.batch)) }
    },
    setup: {
      var generator = GeneratedTexts(seed: 1)
      let texts = generator.texts(count: count, wordCounts: 20..<300)
      let sketcher = TextSketcher(options: .init())
      let batch = TextBatch(texts)
      let table = sketcher.bands(of: batch)
      precondition(
        table.shingleCounts == texts.map { UInt32(plainShingles($0).count) }, "shingle counts")
      return (sketcher, batch)
    })
}

private func registerMinHash() {
  let setCount = 1_000
  let shingleCount = 200
  let hasher = MinHasher(options: .init(slotCount: 70))
  let setup = { () -> [[UInt64]] in
    var random = SeededRandom(seed: 2)
    let sets = (0..<setCount).map { _ in (0..<shingleCount).map { _ in random.next() } }
    let twin = PlainMinHasher(slotCount: 70)
    for set in sets.prefix(100) {
      precondition(sketch(set, hasher) == twin.sketch(set), "the kernel and its twin differ")
    }
    return sets
  }
  Benchmark(
    "MinHasher.sketch, \(setCount) sets of \(shingleCount) shingles, 70 slots",
    closure: { (benchmark, sets: [[UInt64]]) in
      for _ in benchmark.scaledIterations {
        for set in sets { blackHole(sketch(set, hasher)) }
      }
    }, setup: setup)
  Benchmark(
    "The same by its twin in Swift",
    closure: { (benchmark, sets: [[UInt64]]) in
      let twin = PlainMinHasher(slotCount: 70)
      for _ in benchmark.scaledIterations {
        for set in sets { blackHole(twin.sketch(set)) }
      }
    }, setup: setup)
}

private func sketch(_ shingles: [UInt64], _ hasher: MinHasher) -> [UInt32] {
  var sketch = [UInt32](repeating: 0, count: hasher.options.slotCount)
  var slots = sketch.mutableSpan
  hasher.sketch(shingles.span, into: &slots)
  return sketch
}

/// The family of `MinHasher` with seed 0, one slot after the other.
private struct PlainMinHasher {
  let multipliers: [UInt32]

  init(slotCount: Int) {
    var mixer = SplitMix64(state: 0)
    multipliers = (0..<slotCount).map { _ in UInt32(truncatingIfNeeded: mixer.next()) | 1 }
  }

  func sketch(_ shingles: [UInt64]) -> [UInt32] {
    let shingles = shingles.span
    return multipliers.map { multiplier in
      var minimum = UInt32.max
      for i in shingles.indices {
        let high = UInt32(truncatingIfNeeded: shingles[i] &>> 32)
        minimum = min(minimum, high &* multiplier &+ UInt32(truncatingIfNeeded: shingles[i]))
      }
      return minimum
    }
  }
}

private func registerNearStage() {
  let count = 20_000
  Benchmark(
    "NearMatcher.decisions, \(count) texts of 20–300 words, a quarter copies, \(workers) workers",
    configuration: longRun,
    closure: { (benchmark, given: (table: BandTable, batch: TextBatch)) in
      for _ in benchmark.scaledIterations { blackHole(try decisions(given.table, given.batch)) }
    },
    setup: {
      var generator = GeneratedTexts(seed: 3)
      var texts = generator.texts(count: count * 3 / 4, wordCounts: 20..<300)
      // Copies with none to five words replaced, some below and some above the threshold.
      for copy in 0..<count - texts.count {
        texts.append(generator.edited(texts[copy * 3], editCount: copy % 6))
      }
      let batch = TextBatch(texts)
      let table = TextSketcher(options: .init()).bands(of: batch)
      check(try decisions(table, batch), texts)
      return (table, batch)
    })
}

private func decisions(_ table: BandTable, _ batch: TextBatch) throws -> NearDecisions {
  var keys = BandKeys(bandCount: table.bandCount)
  try keys.append(table)
  return NearMatcher(options: .init()).decisions(
    for: keys, keepOrder: Array(0..<RecordIndex(batch.count)), workers: workers
  ) { batch.selecting($0) }
}

/// Every removal is a match of the similarity stated, and of the planted copies that reach the
/// threshold hardly any stays: the bands find 99.5 % at the threshold and more above it.
private func check(_ found: NearDecisions, _ texts: [String]) {
  func jaccard(_ a: Int, _ b: Int) -> Double {
    let (a, b) = (plainShingles(texts[a]), plainShingles(texts[b]))
    let shared = a.intersection(b).count
    return Double(shared) / Double(a.count + b.count - shared)
  }
  for i in stride(from: 0, to: found.removed.count, by: 7) {
    let exact = jaccard(Int(found.removed[i]), Int(found.keepers[i]))
    precondition(
      exact >= 0.8 && exact == found.similarities[i], "\(exact), not \(found.similarities[i])")
  }
  let removed = Set(found.removed)
  let first = texts.count * 3 / 4
  var (reaching, missed) = (0, 0)
  for copy in stride(from: first, to: texts.count, by: 5) {
    guard jaccard(copy, (copy - first) * 3) >= 0.8 else { continue }
    reaching += 1
    if !removed.contains(RecordIndex(copy)) { missed += 1 }
  }
  precondition(reaching > 300 && missed * 200 <= reaching, "\(missed) of \(reaching) copies stay")
}
