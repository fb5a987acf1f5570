// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON
import GamutReport

/// A document such as a run over the data of a support assistant gives, with every section filled.
enum SampleReport {
  static func at(_ line: Int, _ file: String = "support_train.jsonl") -> Place {
    Place(file: file, position: .line(line))
  }

  static func traffic(_ text: String, _ line: Int) -> PlacedText {
    PlacedText(text, at: at(line, "traffic_week_31.jsonl"))
  }

  static func training(_ text: String, _ line: Int) -> PlacedText { PlacedText(text, at: at(line)) }

  /// A share with its Wilson interval.
  static func share(_ part: Int, of whole: Int) -> Measure {
    let (n, z) = (Double(whole), 1.959963984540054)
    let p = Double(part) / n
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    return Measure(p, low: max(0, centre - half), high: min(1, centre + half))
  }

  static let counted = "counted, not estimated"

  /// The whole document.
  static var full: ReportDocument {
    var document = small
    document.title = "support_train.jsonl"
    document.blasCore = "Haswell"
    document.references = [InputFile(name: "traffic_week_31.jsonl", records: 2000, bytes: 241_771)]
    document.findings = findings
    document.removals = removals
    document.otherResponses = 41
    document.answers = answers
    document.audit = audit
    document.tokens = tokens
    document.baseline = baseline
    document.diversity = diversity
    document.coverage = coverage
    document.nextSteps = [
      "Open report.html in a browser.",
      "Write the clean set: gamut report support_train.jsonl --kept clean.jsonl",
    ]
    return document
  }

  /// What `dedupe` knows.
  static var small: ReportDocument {
    var document = ReportDocument(
      title: "support_train.jsonl", version: "0.1.0",
      options: [
        JSONMember("view", "prompt"), JSONMember("dedupe_view", "all"),
        JSONMember("stages", ["exact", "near", "semantic"]), JSONMember("threshold", 0.8),
        JSONMember("shingle", "word:5"), JSONMember("semantic_threshold", 0.95),
        JSONMember("model", "lsa"), JSONMember("keep", "first"), JSONMember("seed", 0),
        JSONMember("coverage_threshold", nil),
      ],
      inputs: [InputFile(name: "support_train.jsonl", records: 15_204, bytes: 6_403_118)],
      recordSchema: "chat messages: the prompt is all turns but the last, the response the last",
      rows: RowCounts(
        read: 15_204, kept: 12_873, empty: 4, rejected: 12,
        removed: [.exact: 1206, .near: 871, .semantic: 242]),
      bytes: ByteCounts(read: 6_403_118, kept: 5_381_902))
    document.groupCount = 903
    document.largestGroup = 212
    document.unverified = 3
    document.seconds = 4.183
    return document
  }

  static var findings: [Finding] {
    [
      Finding(
        .problem, "18.2 % of the answers decline the request; in the reference it is 4.9 %.",
        action: "Remove or rewrite about 1,700 of them, or the model will refuse too much."),
      Finding(
        .problem, "37 prompts stand in the set with different answers.",
        action: "Decide on one answer for each, or make the prompts say what differs."),
      Finding(
        .warning, "The training set covers 83.1 % of the traffic; 95.2 % could be reached.",
        action: "Start with “refund to an expired card”: add 403 records."),
      Finding(
        .warning, "15.3 % of the readable records repeat another one.",
        action: "Train on the clean set; --kept writes it."),
      Finding(.note, "One topic, password resets, holds 21.4 % of the kept records."),
      Finding(.good, "Prompts are varied: the mean cosine of two random ones is 0.08."),
    ]
  }
}
