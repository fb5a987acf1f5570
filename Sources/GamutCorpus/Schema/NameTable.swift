// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Finds which of some fixed names a string of a tape is, in any case of ASCII letters, by one look
/// into a table.
///
/// The names are few and the strings are keys of records, so that a hash of the first 8 bytes and the
/// length tells nearly all apart; what shares it is compared byte by byte. A class, so that a record
/// costs one reference count and not one for each array.
final class NameTable: Sendable {
  private let names: [[UInt8]]
  private let folded: [[UInt8]]
  private let prefixes: [UInt64]  // folded, of up to 8 bytes
  private let byteCounts: [Int]
  private let heads: [Int16]  // the first name of each bucket, -1 for none
  private let next: [Int16]  // the name behind each in its bucket
  private let shift: UInt64

  /// Makes a table of names, of which the first of equal ones counts.
  init(_ texts: [String]) {
    names = texts.map { Array($0.utf8) }
    folded = names.map { $0.map(NameTable.folded) }
    prefixes = folded.map { $0.prefix(8).reversed().reduce(0) { $0 &<< 8 | UInt64($1) } }
    byteCounts = names.map(\.count)
    var bits: UInt64 = 4
    while 1 &<< bits < texts.count * 4 { bits += 1 }
    shift = 64 - bits
    var heads = [Int16](repeating: -1, count: 1 &<< Int(bits))
    var next = [Int16](repeating: -1, count: texts.count)
    for i in texts.indices.reversed() {
      let bucket = NameTable.bucket(of: prefixes[i], byteCount: names[i].count, shift: shift)
      next[i] = heads[bucket]
      heads[bucket] = Int16(i)
    }
    self.heads = heads
    self.next = next
  }

  /// How many names there are.
  var count: Int { names.count }

  /// The place of the name that the string at `index` is; -1 if it is none.
  func number(of tape: JSONTape, at index: Int) -> Int {
    let byteCount = tape.stringByteCount(at: index)
    let prefix = Self.folded(tape.stringPrefix(at: index, byteCount: byteCount))
    var number = Int(heads[Self.bucket(of: prefix, byteCount: byteCount, shift: shift)])
    while number >= 0 {
      if prefixes[number] == prefix, byteCounts[number] == byteCount,
        byteCount <= 8 || restMatches(number, tape, at: index)
      {
        return number
      }
      number = Int(next[number])
    }
    return -1
  }

  /// The place of the name that `text` is; nil if it is none.
  func number(of text: some Sequence<UInt8>) -> Int? {
    let folded = text.map(Self.folded)
    return self.folded.firstIndex(of: folded)
  }

  /// Whether the string at `index` is name `number` letter by letter.
  func isSpelled(_ number: Int, _ tape: JSONTape, at index: Int) -> Bool {
    tape.withString(at: index) { string in
      for i in string.indices where string[i] != names[number][i] { return false }
      return true
    }
  }

  private func restMatches(_ number: Int, _ tape: JSONTape, at index: Int) -> Bool {
    tape.withString(at: index) { string in
      for i in 8..<string.count where Self.folded(string[i]) != folded[number][i] { return false }
      return true
    }
  }

  private static func bucket(of prefix: UInt64, byteCount: Int, shift: UInt64) -> Int {
    let mixed = (prefix ^ UInt64(truncatingIfNeeded: byteCount) &<< 56) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> shift)
  }

  /// The bytes of a name by which it is found: names of equal ones are one.
  static func folded(_ name: String) -> [UInt8] { name.utf8.map(folded) }

  /// A byte, an ASCII capital made small.
  static func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// Eight bytes at once, their ASCII capitals made small.
  static func folded(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & (ones &* 0x7F)
    let isFromA = low &+ ones &* (0x80 - 0x41)
    let isBehindZ = low &+ ones &* (0x7F - 0x5A)
    let isCapital = (isFromA ^ isBehindZ) & ~word & (ones &* 0x80)
    return word | isCapital &>> 2
  }
}

/// The members of one object that have names of a table.
struct FoundMembers {
  /// The place of the value of each name; -1 where it is absent, -2 where it is null.
  private(set) var places: [Int] = []
  /// The names found, each once, in the order of the object.
  private(set) var numbers: [Int] = []

  /// The place of the value of name `number`; negative where it is absent or null.
  subscript(number: Int) -> Int { places[number] }

  /// The place of the value of name `number`; nil where it is absent or null.
  func place(_ number: Int) -> Int? {
    let place = places[number]
    return place < 0 ? nil : place
  }

  /// Looks at the object at `object`, and forgets the one before. Anything else has no members.
  ///
  /// The last member of a name wins, as in Python's `json`, but the one that is spelled like the
  /// table's name wins over other cases of its letters. null is absent.
  mutating func find(_ table: NameTable, in tape: JSONTape, object: Int) {
    if places.count == table.count {
      for number in numbers { places[number] = -1 }
    } else {
      places = Array(repeating: -1, count: table.count)
    }
    numbers.removeAll(keepingCapacity: true)
    guard tape.tag(at: object) == .object else { return }
    var key = object + 1
    while tape.tag(at: key) == .string {
      let number = table.number(of: tape, at: key)
      if number >= 0 {
        let value = key + 1
        if places[number] < 0 || table.isSpelled(number, tape, at: key) {
          if places[number] == -1 { numbers.append(number) }
          places[number] = tape.tag(at: value) == .null ? -2 : value
        }
      }
      key = tape.index(after: key + 1)
    }
  }
}
