// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutEmbedding

@Suite struct CacheIndexTests {
  @Test("Every entry is found under its hash, in parts of any size", arguments: [1, 3, 50, 400])
  func oracle(partCount: Int) {
    var random = SeededRandom(seed: 5)
    var index = CacheIndex()
    var naive: [Hash128: Set<CacheIndex.Place>] = [:]
    var count = 0
    for segment in 0..<partCount {
      // Few hashes, so that many come twice; halves that differ alone as well.
      let entries = (0..<random.next(below: 40)).map { row in
        CacheIndex.Entry(
          hash: Hash128(
            high: UInt64(random.next(below: 9)), low: UInt64(random.next(below: 30)) << 60),
          place: .init(segment: UInt32(segment), row: UInt32(row)))
      }
      index.add(entries)
      count += entries.count
      for entry in entries { naive[entry.hash, default: []].insert(entry.place) }
    }
    #expect(index.count == count)
    for high in 0..<10 as Range<UInt64> {
      for low in 0..<31 as Range<UInt64> {
        let hash = Hash128(high: high, low: low << 60)
        let places = index.places(of: hash)
        #expect(Set(places) == naive[hash] ?? [] && Set(places).count == places.count)
      }
    }
  }

  @Test("An empty index finds nothing")
  func empty() {
    var index = CacheIndex()
    index.add([])
    #expect(index.count == 0 && index.places(of: Hash128(high: 0, low: 0)).isEmpty)
  }
}
