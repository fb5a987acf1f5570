// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutReport
import GamutTestSupport
import Testing

/// What is said of tokens, counted by hand: by a tokeniser of one token a character.
@Suite struct TokenSectionTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write(
      #"{"model":{"type":"BPE","unk_token":"?","vocab":{"?":0},"merges":[]}}"#,
      to: "tokenizer.json")
  }

  private func tokens(
    _ records: [String], maxLength: Int? = nil, estimated: Bool = false, workers: Int = 2
  ) throws -> TokenReport? {
    var plan = InspectionPlan()
    plan.options.tokens.tokenizer = estimated ? nil : folder.path("")
    plan.options.tokens.maxLength = maxLength
    return try plan.run(
      inputs: try Corpus(records: records.map { Array($0.utf8) }, name: "x"),
      in: RunContext(workers: workers)
    ).document.tokens
  }

  private static let pairs = [
    #"{"prompt": "abcd", "completion": "xyz"}"#,  // 7
    #"{"prompt": "abcdef", "completion": "xy"}"#,  // 8
    #"{"prompt": "a", "completion": "é"}"#,  // 2
    #"{"prompt": "abc", "completion": ""}"#,  // 3, nothing said
  ]

  @Test func `tokens by part, the share trained, lengths and limits`() throws {
    let report = try #require(try tokens(Self.pairs))
    #expect(!report.isEstimated && report.algorithm == "BPE" && !report.areDocuments)
    #expect(report.records == 4 && report.counted == 4)
    #expect(report.total == 20 && report.trained == 6 && report.trainedShare == 0.3)
    #expect(
      report.parts == [
        .init(role: .asked, records: 4, tokens: 14), .init(role: .said, records: 3, tokens: 6),
      ])
    #expect(report.lengths.median == 3 && report.lengths.p90 == 8 && report.lengths.longest == 8)
    #expect(report.lengths.place == Place(file: "x", position: .row(1)))
    #expect(report.over.map(\.limit) == [512, 1024, 2048, 4096, 8192, 32768])
    #expect(report.over.allSatisfy { $0.records == 0 })
    #expect(report.maxLength == nil && report.marks == .none && report.sources.isEmpty)
  }

  @Test func `what a cut takes away, and where nothing trained is left`() throws {
    let limit = try #require(try tokens(Self.pairs, maxLength: 5)?.maxLength)
    // Of 7 two are lost, both said; of 8 three, two of them said.
    #expect(limit.cut == 2 && limit.cutShare.value == 0.5)
    #expect(limit.lost == 5 && limit.lostTrained == 4)
    #expect(limit.untrained == 2 && limit.untrainedByCut == 1)
    #expect(limit.untrainedPlaces == [Place(file: "x", position: .row(1))])
    // 5, 5, 2 and 3 of 5 each; packed 5, 5 and 3 + 2.
    #expect(limit.fullPadding == 0.25 && limit.batchPadding == 0.25)
    #expect(limit.packedSequences == 3 && limit.packingLoss == 0)
    let whole = try #require(try tokens(Self.pairs, maxLength: 8)?.maxLength)
    #expect(whole.cut == 0 && whole.lost == 0 && whole.untrained == 1 && whole.untrainedByCut == 0)
  }

  @Test func `of documents all is trained`() throws {
    let report = try #require(
      try tokens([#"{"text": "abcdef"}"#, #"{"text": "ab"}"#], maxLength: 4))
    #expect(report.areDocuments && report.trained == 8)
    #expect(report.maxLength?.untrained == 0)
    #expect(report.maxLength?.lost == 2 && report.maxLength?.lostTrained == 2)
  }

  @Test func `marks of a known chat template are counted by turn`() throws {
    try folder.write(
      #"{"chat_template": "{{'<|im_start|>' + role}}"}"#, to: "tokenizer_config.json")
    let report = try #require(
      try tokens(
        [
          #"{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "yo"}]}"#
        ], maxLength: 41))
    // A token a character: <|im_start|>user, a line break and <|im_end|> with another.
    let marks = (17 + 11) + (22 + 11)
    #expect(report.marks == .counted(template: "ChatML", tokens: marks))
    #expect(report.total == 4 + marks)
    // Before the answer stand 17 + 2 + 11 + 22 tokens.
    #expect(report.maxLength?.untrainedByCut == 1)
    try folder.write(#"{"chat_template": "Q: {{role}}"}"#, to: "tokenizer_config.json")
    #expect(try tokens(Self.pairs)?.marks == .unknownTemplate)
  }

  @Test func `an estimate says so, and nothing depends on workers`() throws {
    let report = try #require(try tokens(Self.pairs, maxLength: 3, estimated: true))
    #expect(report.isEstimated && report.algorithm == nil)
    #expect(report.total > 0)
    #expect(try tokens(Self.pairs, maxLength: 3, estimated: true, workers: 1) == report)
  }

  @Test func `a tokeniser that cannot be read ends the run before it begins`() throws {
    try folder.write(#"{"model":{"type":"WordLevel"}}"#, to: "tokenizer.json")
    #expect(throws: EmbeddingError.self) { try tokens(Self.pairs) }
  }
}
