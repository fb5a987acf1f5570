// SPDX-License-Identifier: Apache-2.0

/// The facts of every code point, in blocks of 256 of which equal ones are stored once.
struct CodePointTable: Sendable {
  /// Block `c >> 8` of code point c starts at `starts[c >> 8]` of `facts`.
  let starts: [UInt32]
  let facts: [CodePointFacts]
  /// What mapping m stands for is `mapped[mappingEnds[m - 1]..<mappingEnds[m]]`; mapping 0 is empty.
  let mapped: [UInt32]
  let mappingEnds: [UInt32]

  /// One past the last code point.
  static let limit = 0x11_0000

  /// The table of the ICU at hand, made at first use, in some milliseconds, once for all threads.
  static let shared = CodePointTable(ICUFacts())

  /// Packs the facts that `source` gives.
  init(_ source: ICUFacts) {
    var packed: [CodePointFacts] = []
    // Where each block of the source went, and the blocks of a hash, which are compared.
    var moved = [UInt32](repeating: 0, count: source.facts.count >> 8)
    var known: [UInt64: [UInt32]] = [:]
    for block in moved.indices {
      let content = source.facts[256 * block..<256 * (block + 1)]
      var hash: UInt64 = 0
      for facts in content {
        hash = (hash ^ UInt64(facts.bits)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 29
      }
      if let start = known[hash]?.first(where: { packed[Int($0)..<Int($0) + 256] == content }) {
        moved[block] = start
      } else {
        moved[block] = UInt32(packed.count)
        known[hash, default: []].append(moved[block])
        packed.append(contentsOf: content)
      }
    }
    starts = source.starts.map { moved[Int($0 >> 8)] }
    facts = packed
    mapped = source.mapped
    mappingEnds = source.mappingEnds
  }

  /// The facts of `codePoint`, which must be below `limit`.
  subscript(codePoint: UInt32) -> CodePointFacts {
    facts[Int(starts[Int(codePoint >> 8)]) + Int(codePoint & 0xFF)]
  }

  /// The place in `mapped` of mapping `number`.
  func range(ofMapping number: Int) -> Range<Int> {
    Int(mappingEnds[number - 1])..<Int(mappingEnds[number])
  }
}
