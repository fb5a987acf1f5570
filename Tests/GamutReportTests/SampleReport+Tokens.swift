// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutReport

extension SampleReport {
  /// Tokens of two sources, some records beyond the length.
  static var tokens: TokenReport {
    var report = TokenReport(
      tokenizer: "llama/tokenizer.json", algorithm: "BPE",
      marks: .counted(template: "Llama 3", tokens: 120_000), records: 52_000, counted: 10_000,
      total: 4_000_000, allTokens: Measure(20_800_000, low: 20_500_000, high: 21_100_000),
      trained: 1_500_000, areDocuments: false,
      lengths: TokenReport.Lengths(
        median: 310, p90: 980, p99: 4_100, longest: 90_112,
        place: Place(file: "train.jsonl", position: .line(77))))
    report.parts = [
      TokenReport.Part(role: .system, records: 900, tokens: 80_000),
      TokenReport.Part(role: .given, records: 90, tokens: 120_000),
      TokenReport.Part(role: .asked, records: 10_000, tokens: 2_180_000),
      TokenReport.Part(role: .said, records: 9_990, tokens: 1_500_000),
    ]
    report.over = [512, 2_048].map {
      TokenReport.Over(
        limit: $0, records: 400, share: Measure(0.04, low: 0.0363, high: 0.044))
    }
    var limit = TokenReport.MaxLength(
      limit: 2_048, cutShare: Measure(0.04, low: 0.0363, high: 0.044),
      untrainedShare: Measure(0.0022, low: 0.0014, high: 0.0033))
    limit.cut = 400
    (limit.lost, limit.lostTrained) = (900_000, 300_000)
    (limit.untrained, limit.untrainedByCut) = (22, 12)
    limit.untrainedPlaces = [Place(file: "train.jsonl", position: .line(7))]
    (limit.batchPadding, limit.fullPadding) = (0.47, 0.82)
    (limit.packingLoss, limit.packedSequences) = (0.01, 1_600)
    report.maxLength = limit
    report.sources = [
      TokenReport.Source(
        name: "chat", records: 6_000, tokens: 3_000_000, trained: 1_000_000, cut: 380),
      TokenReport.Source(
        name: "<b>forum", records: 4_000, tokens: 1_000_000, trained: 500_000, cut: 20),
    ]
    return report
  }
}
