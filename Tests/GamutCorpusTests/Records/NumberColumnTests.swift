// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

/// The numbers of `values`, each the JSON of a field.
private func column(_ values: [String]) throws -> NumberColumn {
  let corpus = try Corpus(of: values.map { "{\"text\":\"t\",\"n\":\($0)}" }.joined(separator: "\n"))
  let plan = try corpus.plan(selections: [.view(.all)], numberField: FieldPath("n"))
  var column = NumberColumn()
  for batch in try readAll(corpus, plan) { column.append(contentsOf: batch.numbers) }
  return column
}

@Suite struct NumberColumnTests {
  @Test func `numbers stand in strings too, and anything else is none`() throws {
    let numbers = try column([
      "2", "\"3\"", "\" -4.5 \"", "\"1e3\"", "null", "\"x\"", "\"nan\"", "\"\"", "[1]", "true",
      "\"0x10\"", "\"inf\"",
    ])
    let values = numbers.values.map { $0.isNaN ? nil : $0 }
    #expect(values.prefix(4) == [2, 3, -4.5, 1_000])
    #expect(values[4..<10].allSatisfy { $0 == nil })
    #expect(values[11] == nil)
  }

  @Test func `whole numbers beyond 2⁵³ are compared to the last digit`() throws {
    let numbers = try column([
      "9007199254740992", "9007199254740993", "\"9007199254740993\"", "18446744073709551615",
      "18446744073709551614", "-9223372036854775808", "-9223372036854775807",
      "9223372036854775807",
    ])
    #expect(numbers[0] < numbers[1])
    #expect(numbers[1] == numbers[2])
    #expect(numbers[4] < numbers[3])
    #expect(numbers[5] < numbers[6])
    #expect(numbers[7] < numbers[4])
  }

  @Test func `the order of whole numbers is that of a wider integer`() throws {
    var random = SeededRandom(seed: 7)
    var values: [Int128] = []
    for _ in 0..<300 {
      let bits = random.next(below: 65)
      let magnitude = bits == 0 ? 0 : random.next() &>> UInt64(64 - bits)
      values.append(
        random.next(below: 2) == 0 || magnitude > 1 << 62
          ? Int128(magnitude) : -Int128(magnitude))
      values.append(values[values.count - 1] + (values[values.count - 1] > 0 ? -1 : 1))
    }
    let numbers = try column(values.enumerated().map { $0 % 3 == 0 ? "\"\($1)\"" : "\($1)" })
    for i in values.indices {
      for j in values.indices where i != j {
        #expect((values[i] < values[j]) == (numbers[i] < numbers[j]), "\(values[i]) \(values[j])")
        if values[i] == values[j] { #expect(numbers[i] == numbers[j]) }
      }
    }
    #expect(numbers.missingCount == 0)
  }
}
