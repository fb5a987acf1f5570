// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutJSON
import Testing

@Test func `rejected records keep their place in every column`() throws {
  let file = try TemporaryFile(
    "{\"prompt\":\"a\",\"completion\":\"b\",\"score\":2}\n{\"prompt\":\"a\"\n[1]\n"
      + "{\"prompt\":\"\u{e9}\"}\n{\"prompt\":\"c\",\"completion\":\"d\",\"score\":\"x\"}\n")
  let corpus = try Corpus(paths: [file.path])
  let plan = try corpus.plan(
    selections: [.view(.all), .view(.response)], numberField: FieldPath("score"),
    options: .skipping)
  let batch = try corpus.read(chunk: 0, by: plan)
  #expect(batch.count == 5)
  #expect(texts([batch]) == ["a\nb", "", "", "", "c\nd"])
  #expect(texts([batch], column: 1) == ["b", "", "", "", "d"])
  #expect(batch.rejections.map(\.index) == [1, 2, 3])
  #expect(batch.rejections.map(\.error.code) == [.invalidJSON, .wrongType, .missingField])
  #expect(batch.rejections.map(\.error.line) == [2, 3, 4])
  #expect(batch.numbers.values.map { $0.isNaN ? -1 : $0 } == [2, -1, -1, -1, -1])
}

@Test func `the shape tells roles and part boundaries apart, and nothing else`() throws {
  func shape(_ record: String) throws -> [UInt8] {
    let corpus = try Corpus(of: record)
    let batches = try readAll(corpus, corpus.plan(selections: [.view(.all)]))
    return shapes(batches)[0] + texts(batches)[0].utf8
  }
  func chat(_ turns: (String, String)...) -> String {
    let list = turns.map { "{\"role\":\"\($0)\",\"content\":\"\($1)\"}" }
    return "{\"messages\":[\(list.joined(separator: ","))]}"
  }
  let split = try shape(chat(("user", "a\\nb"), ("user", "c")))
  #expect(try shape(chat(("user", "a"), ("user", "b\\nc"))) != split)
  #expect(try shape(chat(("user", "a\\nb"), ("assistant", "c"))) != split)
  #expect(
    try shape(chat(("user", "a\\nb"), ("narrator", "c")))
      != shape(chat(("user", "a\\nb"), ("chorus", "c"))))
  #expect(try shape(chat(("human", "a\\nb"), ("user", ""), ("user", "c"))) == split)
  let long = String(repeating: "x", count: 300)
  #expect(try shape(chat(("user", long))).prefix(3) == [UInt8(ascii: "u"), 0xAC, 0x02])
}

@Test func `the first bad record stops the run for any number of workers`() throws {
  var text = ""
  for number in 0..<6_000 {
    text +=
      number % 1_000 == 777 ? "{\"t\":1}\n" : "{\"t\":\"\(String(repeating: "x", count: 900))\"}\n"
  }
  let corpus = try Corpus(of: text)
  #expect(corpus.chunkCount > 3)
  let plan = ReadPlan(selections: [.paths([try FieldPath("t")])])
  for workers in [1, 2, 4] {
    let error = corpusError {
      _ = try Parallel.mapChunks(
        of: corpus.chunkCount, chunkSize: 1, workers: workers,
        throwing: { range throws(CorpusError) in
          try corpus.read(chunk: range.lowerBound, by: plan)
        })
    }
    #expect(error?.line == 778)
  }
  var options = ReadPlan.Options.skipping
  let batches = try readAll(corpus, ReadPlan(selections: plan.selections, options: options))
  options.onError = .skip(atMost: 2)
  var tally = RejectionTally(policy: options.onError)
  let error = corpusError { for batch in batches { try tally.add(batch.rejections) } }
  #expect(error?.code == .tooManyRejected)
  #expect(error?.line == 2_778)
  var patient = RejectionTally(policy: .skip(atMost: 6))
  for batch in batches { try patient.add(batch.rejections) }
  #expect(patient.count == 6)
}

@Test func `records asked for one by one read as they did in their chunk`() throws {
  let first = try TemporaryFile((0..<300).map { "{\"text\":\"a\($0)\"}\n" }.joined())
  let second = try TemporaryFile((0..<300).map { " {\"text\": \"b\($0)\"}\r\n" }.joined())
  let corpus = try Corpus(paths: [first.path, second.path])
  let plan = try corpus.plan(selections: [.view(.all)])
  let batches = try readAll(corpus, plan)
  let whole = texts(batches)
  var sources = batches.flatMap { batch in (0..<batch.count).map { batch.source(of: $0) } }
  #expect(whole.count == 600)
  var random = SeededRandom(seed: 1)
  let order = random.permutation(of: 600)
  sources = order.map { sources[$0] }
  let again = corpus.read(records: sources, by: plan)
  #expect(texts([again]) == order.map { whole[$0] })
  var compact = TextBatch()
  corpus.appendCompactJSON(of: sources, to: &compact)
  #expect((0..<600).map { compact.string($0) } == order.map { "{\"text\":\"\(whole[$0])\"}" })
}

@Test func `strict mode refuses what tolerant mode reads`() throws {
  let file = try TemporaryFile("{\"text\":\"a\",\"x\":NaN}\n")
  let corpus = try Corpus(paths: [file.path])
  var options = ReadPlan.Options()
  #expect(texts(try readAll(corpus, corpus.plan(selections: [.view(.all)]))) == ["a"])
  options.mode = .strict
  let error = corpusError { _ = try corpus.plan(selections: [.view(.all)], options: options) }
  #expect(error?.code == .invalidJSON)
  #expect(error?.detail.contains("found 'N', expected a value, at byte 16") == true)
}

@Test func `invalid UTF-8 is rejected with its place and costs its own record only`() throws {
  let bytes =
    Array("{\"text\":\"a\"}\n{\"text\":\"b".utf8) + [0xED, 0xA0, 0x80]
    + Array("\"}\n{\"text\":\"\\ud83d\"}\n".utf8)
  let corpus = try Corpus(of: bytes)
  let plan = try corpus.plan(selections: [.view(.all)], options: .skipping)
  let batch = try corpus.read(chunk: 0, by: plan)
  #expect(batch.rejections.map(\.error.code) == [.invalidUTF8])
  #expect(batch.rejections.first?.error.line == 2)
  // The lone surrogate of an escape is kept.
  #expect(batch.columns[0].texts.bytes == Array("a".utf8) + [0xED, 0xA0, 0xBD])
}

@Test func `batches are the same for any number of workers`() throws {
  let text = (0..<9_000).map { number in
    "{\"prompt\":\"\(number)\",\"completion\":\"\(String(repeating: "y", count: number % 700))\"}\n"
  }.joined()
  let corpus = try Corpus(of: text)
  #expect(corpus.chunkCount > 2)
  let plan = try corpus.plan(selections: [.view(.all), .view(.response)])
  let alone = try readAll(corpus, plan)
  for workers in [2, 4] {
    let batches = try Parallel.mapChunks(
      of: corpus.chunkCount, chunkSize: 1, workers: workers,
      throwing: { range throws(CorpusError) in
        try corpus.read(chunk: range.lowerBound, by: plan)
      })
    #expect(batches.map(\.columns) == alone.map(\.columns))
    #expect(batches.map(\.starts) == alone.map(\.starts))
  }
}
