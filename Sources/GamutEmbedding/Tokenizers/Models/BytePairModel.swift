// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// Makes tokens of a word by joining, again and again, the pair that was learned first.
///
/// > Source: R. Sennrich, B. Haddow, A. Birch, *Neural Machine Translation of Rare Words with Subword
/// > Units*, 2016, doi:10.18653/v1/P16-1162; *tokenizers* 0.23 for every detail.
struct BytePairModel: Sendable {
  /// What follows from the file beside pieces and merges.
  struct Rules: Hashable, Sendable {
    /// What stands for a character without a piece; nil: nothing does.
    var unknown: Int32?
    /// Whether neighbours of that kind become one.
    var joinsUnknown = false
    /// Whether bytes stand for such a character, where there are pieces for them.
    var fallsBackToBytes = false
    /// Whether a word that is a piece is taken as that, whatever merges say.
    var ignoresMerges = false
  }

  /// A pair that becomes one: the order in which it was learned, and what it becomes.
  struct Merge: BitwiseCopyable, Sendable {
    let rank: UInt32
    let number: Int32
  }

  let pieces: PieceTable
  let rules: Rules
  private let merges: KeyTable<Merge>
  /// The pieces of single code points below U+10000; -1 for none.
  private var points = [Int32](repeating: -1, count: 0x1_0000)
  /// The pieces that stand for bytes, such as `<0x0A>`; -1 for none.
  private let bytePieces: [Int32]

  init(pieces: PieceTable, merges: KeyTable<Merge>, rules: Rules) {
    self.pieces = pieces
    self.merges = merges
    self.rules = rules
    bytePieces = (0...255).map { pieces.number(of: Self.name(ofByte: UInt8($0))) ?? -1 }
    for point in UInt32(0)..<0x1_0000 where !(0xD800..<0xE000).contains(point) {
      var text: [UInt8] = []
      text.append(point: point)
      if let number = pieces.number(of: text) { points[Int(point)] = number }
    }
  }

  /// What the piece is called that stands for a byte.
  static func name(ofByte byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return Array("<0x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)], 0x3E]
  }

  /// The key of a pair of tokens.
  @inline(__always)
  static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// What two neighbours become.
  @inline(__always)
  func merge(_ left: Int32, _ right: Int32) -> Merge? { merges[Self.key(left, right)] }

  /// Memory that is used again.
  struct Scratch {
    var symbols: [Int32] = []
    var ranks: [UInt32] = []
    var next: [Int32] = []
    var previous: [Int32] = []
    var heap = RankHeap()
    /// Of words by this model alone.
    var memory = WordMemory()
  }

  /// A word of so many tokens at most is merged by looking through it, a longer one by a heap.
  static let scanLimit = 48

  /// Appends the tokens of `word`, UTF-8, to `ids`.
  ///
  /// - Complexity: O(n log n).
  func appendTokens(of word: Span<UInt8>, to ids: inout [Int32], scratch: inout Scratch) {
    guard WordMemory.keeps(word.count) else {
      appendNewTokens(of: word, to: &ids, scratch: &scratch)
      return
    }
    if scratch.memory.append(word, to: &ids) { return }
    let start = ids.count
    appendNewTokens(of: word, to: &ids, scratch: &scratch)
    scratch.memory.keep(word, ids, from: start)
  }

  private func appendNewTokens(
    of word: Span<UInt8>, to ids: inout [Int32], scratch: inout Scratch
  ) {
    if rules.ignoresMerges, let number = pieces.number(of: word) {
      ids.append(number)
      return
    }
    scratch.symbols.removeAll(keepingCapacity: true)
    appendSymbols(of: word, to: &scratch.symbols)
    switch scratch.symbols.count {
    case ...1: break
    case ...Self.scanLimit: scan(&scratch)
    default: join(&scratch)
    }
    ids += scratch.symbols
  }

  /// What the word is before anything is merged.
  func appendSymbols(of word: Span<UInt8>, to symbols: inout [Int32]) {
    // An unknown character waits for its neighbours; bytes that stand for one do not end the wait.
    var waiting = 0
    var place = 0
    while place < word.count {
      let point = UTF8Point(word, at: place)
      let end = place + point.length
      let number =
        point.value < 0x1_0000
        ? points[Int(point.value)] : pieces.number(of: word.extracting(place..<end)) ?? -1
      if number >= 0 {
        if waiting > 0, let unknown = rules.unknown { symbols.append(unknown) }
        waiting = 0
        symbols.append(number)
      } else if rules.fallsBackToBytes,
        (place..<end).allSatisfy({ bytePieces[Int(word[$0])] >= 0 })
      {
        for i in place..<end { symbols.append(bytePieces[Int(word[i])]) }
      } else if let unknown = rules.unknown {
        if waiting > 0, !rules.joinsUnknown { symbols.append(unknown) }
        waiting += 1
      }
      place = end
    }
    if waiting > 0, let unknown = rules.unknown { symbols.append(unknown) }
  }

  /// Merges the pair of the least rank, the first of equals, until none is left.
  private func scan(_ scratch: inout Scratch) {
    scratch.ranks.removeAll(keepingCapacity: true)
    for i in 1..<scratch.symbols.count {
      scratch.ranks.append(merge(scratch.symbols[i - 1], scratch.symbols[i])?.rank ?? .max)
    }
    while true {
      var best = UInt32.max
      var place = 0
      for i in scratch.ranks.indices where scratch.ranks[i] < best {
        (best, place) = (scratch.ranks[i], i)
      }
      guard best < .max,
        let merged = merge(scratch.symbols[place], scratch.symbols[place + 1])
      else { return }
      scratch.symbols[place] = merged.number
      scratch.symbols.remove(at: place + 1)
      scratch.ranks.remove(at: place)
      if place > 0 {
        scratch.ranks[place - 1] =
          merge(scratch.symbols[place - 1], merged.number)?.rank ?? .max
      }
      if place < scratch.ranks.count {
        scratch.ranks[place] = merge(merged.number, scratch.symbols[place + 1])?.rank ?? .max
      }
    }
  }

  /// The same with a heap of the pairs and a list of the tokens that are left.
  private func join(_ scratch: inout Scratch) {
    let count = scratch.symbols.count
    scratch.next.removeAll(keepingCapacity: true)
    scratch.previous.removeAll(keepingCapacity: true)
    scratch.heap.removeAll()
    for i in 0..<count {
      scratch.next.append(i + 1 < count ? Int32(i + 1) : -1)
      scratch.previous.append(Int32(i - 1))
      if i > 0, let merge = merge(scratch.symbols[i - 1], scratch.symbols[i]) {
        scratch.heap.push(rank: merge.rank, place: UInt32(i - 1))
      }
    }
    while let (rank, top) = scratch.heap.pop() {
      let place = Int(top)
      let next = Int(scratch.next[place])
      // What was merged away has no neighbour any more, and a pair that changed another rank.
      guard next >= 0, scratch.symbols[place] >= 0,
        let merged = merge(scratch.symbols[place], scratch.symbols[next]), merged.rank == rank
      else { continue }
      scratch.symbols[place] = merged.number
      scratch.symbols[next] = -1
      let after = Int(scratch.next[next])
      scratch.next[place] = Int32(after)
      if after >= 0 {
        scratch.previous[after] = Int32(place)
        if let pair = merge(merged.number, scratch.symbols[after]) {
          scratch.heap.push(rank: pair.rank, place: top)
        }
      }
      let before = Int(scratch.previous[place])
      if before >= 0, let pair = merge(scratch.symbols[before], merged.number) {
        scratch.heap.push(rank: pair.rank, place: UInt32(before))
      }
    }
    scratch.symbols.removeAll { $0 < 0 }
  }
}
