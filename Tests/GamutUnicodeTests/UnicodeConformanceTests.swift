// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutUnicode

/// The folder against the files of Unicode 15.0 themselves, through a twin that knows no ICU.
@Suite(.enabled(if: UnicodeCharacterDatabase.isPresent, UnicodeCharacterDatabase.absence))
struct UnicodeConformanceTests {
  private let database: NaiveFolding
  private let naive: NaiveWords

  init() throws {
    database = try NaiveFolding.shared.get()
    naive = try Self.naive.get()
  }

  private static let naive = NaiveFolding.shared.map(NaiveWords.from)

  @Test func `NormalizationTest passes in all its lines`() throws {
    let tests = try UnicodeCharacterDatabase.normalizationTests()
    #expect(tests.count == 19_074)
    for fields in tests {
      let columns = fields[..<5].map(\.sequence)
      let expected = database.folded(columns[0])
      // The twin itself: its NFC and NFD are those of the file, its folding is one for all columns.
      try #require(database.composed(columns[0]) == columns[1], "\(fields)")
      try #require(database.decomposed(columns[3]) == columns[4], "\(fields)")
      try #require(database.folded(expected) == expected, "\(fields)")
      for column in columns {
        try #require(ICUFolding.fold(column) == expected, "\(fields)")
        let text = utf8(column)
        let found = words(text)
        if found != naive.words(text) || found != words(utf8(expected)) {
          Issue.record("\(fields): \(found)")
        }
      }
    }
  }

  @Test func `every code point folds and is cut as the files say`() {
    // Between line feeds, which concern nothing, a block at a time. Of the planes that are private
    // or empty every 16th block: the classes of all of them are looked at below.
    for block in stride(from: UInt32(0), to: 0x11_0000, by: 256) {
      if block > 0x3_2400, block >> 12 != 0xE0, block >> 8 % 16 != 0 { continue }
      let text = utf8((block..<block + 256).flatMap { [$0, 0x0A] })
      guard words(text) != naive.words(text) else { continue }
      for point in block..<block + 256 where words(utf8([point])) != naive.words(utf8([point])) {
        Issue.record("U+\(String(point, radix: 16))")
      }
    }
  }

  @Test func `every code point that is assigned folds as the files say between others`() {
    for block in stride(from: UInt32(0), to: 0x3_2400, by: 256) {
      // Of the ideographs and syllables, which are alike, every 7th.
      let areAlike =
        (0x3500..<0xA000).contains(block) || (0xAD00..<0xD700).contains(block)
        || (0x1_7100..<0x1_8700).contains(block) || block > 0x2_0100
      let assigned = (block..<block + 256).filter {
        database.categories[$0] != nil && (!areAlike || $0 % 7 == 0)
      }
      let text = utf8(
        assigned.flatMap { [0x41, $0, 0x301, 0x323, 0x7A, 0x2D, $0, 0x31, $0, $0, 0x0A] })
      guard words(text) != naive.words(text) else { continue }
      for point in assigned {
        let alone = utf8([0x41, point, 0x301, 0x323, 0x7A, 0x2D, point, 0x31, point, point])
        if words(alone) != naive.words(alone) { Issue.record("U+\(String(point, radix: 16))") }
      }
    }
  }

  @Test func `every code point has the class, the letters and the numbers of the files`() {
    let table = CodePointTable.shared
    let singles = Set("*%@#\\".unicodeScalars.map(\.value))
    let joiners = Set("-/&".unicodeScalars.map(\.value))
    let operators = Set("^-*/%".unicodeScalars.map(\.value))
    for point in UInt32(0)..<0x11_0000 {
      let category = database.categories[point] ?? "Cn"
      let expected: CodePointFacts.WordClass =
        (naive.unspaced.contains(point) && naive.runs.contains(point))
          || naive.symbols.contains(point) || singles.contains(point)
        ? .single
        : joiners.contains(point) ? .joiner : naive.runs.contains(point) ? .run : .separator
      let facts = table[point]
      if facts.wordClass != expected.rawValue || facts.isLetter != category.hasPrefix("L")
        || facts.isNumber != category.hasPrefix("N")
        || facts.isOperator != (category == "Sm" || operators.contains(point))
      {
        Issue.record("U+\(String(point, radix: 16)), \(category): \(facts)")
      }
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `random mixtures agree with the files`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      let text = Mixture.text(count: random.next(below: 60), &random)
      #expect(words(text) == naive.words(text), "\(seed): \(text)")
    }
  }

  private func utf8(_ points: [UInt32]) -> [UInt8] {
    Array(String(String.UnicodeScalarView(points.lazy.compactMap(Unicode.Scalar.init))).utf8)
  }
}
