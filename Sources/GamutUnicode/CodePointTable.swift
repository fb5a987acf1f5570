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

  /// The table of the ICU at hand, made at first use, in some 15 ms, once for all threads.
  static let shared = CodePointTable(ICUFacts())

  /// Packs the facts that `source` gives.
  init(_ source: ICUFacts) {
    var packed: [CodePointFacts] = []
    var starts: [UInt32] = []
    var known: [ArraySlice<CodePointFacts>: UInt32] = [:]
    for block in stride(from: 0, to: Self.limit, by: 256) {
      let content = source.facts[block..<block + 256]
      if let start = known[content] {
        starts.append(start)
      } else {
        known[content] = UInt32(packed.count)
        starts.append(UInt32(packed.count))
        packed.append(contentsOf: content)
      }
    }
    self.starts = starts
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
