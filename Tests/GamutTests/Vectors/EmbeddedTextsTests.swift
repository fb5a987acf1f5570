// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutReport
import GamutTestSupport
import Testing

@Suite struct EmbeddedTextsTests {
  /// Questions about four subjects, in words of their own.
  private static let questions: [String] = {
    let subjects = [
      ("bread", ["flour", "oven", "yeast", "dough"]), ("tides", ["moon", "shore", "ebb", "sea"]),
      ("chess", ["rook", "castle", "opening", "pawn"]),
      ("bikes", ["chain", "wheel", "brake", "gear"]),
    ]
    return (0..<40).map { i in
      let (name, words) = subjects[i % 4]
      return
        "How does \(words[i / 4 % 4]) go with \(name) and \(words[(i / 4 + 1) % 4]) number \(i)?"
    }
  }()

  /// Some 60 words in eight sentences.
  private static let preamble = (0..<8).map {
    "Rule \($0) of the house asks the helper to stay polite."
  }.joined(separator: " ")

  private func records(_ system: String?, _ preamble: String?, tool: Bool = false) -> String {
    Self.questions.enumerated().map { i, question in
      let text = preamble.map { "\($0) \(question)" } ?? question
      let head = system.map { "{\"role\": \"system\", \"content\": \"\($0)\"}, " } ?? ""
      let call =
        tool ? "{\"role\": \"tool\", \"content\": \"{status ok rows \(i % 3) cached}\"}, " : ""
      return "{\"messages\": [\(head){\"role\": \"user\", \"content\": \"\(text)\"}, \(call)"
        + "{\"role\": \"assistant\", \"content\": \"Answer \(i).\"}]}\n"
    }.joined()
  }

  private func report(_ text: String, reference: String? = nil) throws -> ReportPlan.Report {
    let folder = try ScratchFolder()
    var options = ReportPlan.Options()
    options.deduplication.stages = [.exact]
    var model = LSAModel.Options()
    model.dimensionCount = 16
    options.model = .lsa(model)
    let inputs = try Corpus(paths: [try folder.write(text, to: "own.jsonl")])
    let other = try reference.map {
      try Corpus(paths: [try folder.write($0, to: "reference.jsonl")])
    }
    return try ReportPlan(options: options).run(
      inputs: inputs, reference: other, in: RunContext(workers: 2))
  }

  @Test func `a preamble in the user’s turn measures as none, and is told`() throws {
    let plain = try report(records(nil, nil)).document
    let long = try report(records(nil, Self.preamble)).document
    #expect(long.diversity?.vendiRaw == plain.diversity?.vendiRaw)
    #expect(long.diversity?.setAside?.units == 8)
    #expect(long.diversity?.setAside?.words == 88)
    #expect(plain.diversity?.setAside == nil)
    #expect(long.findings.contains { $0.message.hasPrefix("8 lines or sentences (88 words)") })
    #expect(
      long.diversity?.clusters?.list.map(\.name) == plain.diversity?.clusters?.list.map(\.name))
  }

  @Test func `a system prompt and tool results measure as none`() throws {
    let plain = try report(records(nil, nil)).document
    #expect(
      try report(records(Self.preamble, nil)).document.diversity?.vendiRaw
        == plain.diversity?.vendiRaw)
    #expect(
      try report(records(nil, nil, tool: true)).document.diversity?.vendiRaw
        == plain.diversity?.vendiRaw)
  }

  @Test
  func `traffic without the preamble, or without the system prompt, is covered as it is with them`()
    throws
  {
    let plain = try report(records(nil, nil), reference: records(nil, nil)).document.coverage
    for (system, preamble) in [(Self.preamble, nil), (nil, Self.preamble)] as [(String?, String?)] {
      let covered = try report(records(system, preamble), reference: records(nil, nil))
        .document.coverage
      #expect(covered?.share == plain?.share)
      #expect(covered?.meanMaxCosine == plain?.meanMaxCosine)
    }
  }
}
