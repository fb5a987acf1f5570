// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding
import GamutSimilarity
import GamutText

/// When two records that lie close are semantic duplicates: by what is asked and what is said, each by
/// itself, and by the checks of examples; whatever they are, only by texts that were read to the end.
struct ExampleAgreement: Sendable {
  /// The checks of examples; nil where texts are compared as wholes.
  private let checks: ExampleChecks?
  /// What was left unread of the text of each row, where rows hold one vector each and it is known.
  private let cuts: TextCuts?
  /// The vectors of both sides; nil where one vector of each record is given.
  private let sides: SideRows?
  private let union: RecordUnion
  /// The record of each row.
  private let records: [RecordIndex]
  /// What is compared of each row, where there is room for all of it.
  private let held: ExampleChecks.Examples?
  /// Whether a record that is close to one of another set is its duplicate without further checks.
  private let hasLeaks: Bool

  /// Texts of more bytes are read again for each pair, instead of held: what is compared takes about
  /// four times as much.
  static let heldByteCount = 64 << 20

  init(
    _ checks: ExampleChecks?, sides: SideRows?, cuts: TextCuts?, union: RecordUnion,
    records: [RecordIndex], hasLeaks: Bool, holding limit: Int = heldByteCount, workers: Int
  ) {
    self.checks = checks
    self.sides = sides
    self.cuts = cuts
    self.union = union
    self.records = records
    self.hasLeaks = hasLeaks
    let byteCounts = union.textByteCounts
    let total = records.reduce(0) { $0 + Int(byteCounts[Int($1)]) }
    held =
      total <= limit
      ? checks?.examples(of: union.column(of: records, workers: workers), workers: workers) : nil
  }

  /// The product from which rows are looked at, for duplicates from `threshold` on: the mean of two
  /// cosines that reach it may lie below by the rounding of the rows.
  func searched(_ threshold: Double) -> Double { sides == nil ? threshold : threshold - 1e-6 }

  /// What decides on two rows that lie close: of the stage, or where some were selected, those at
  /// `origins`.
  func rule(threshold: Double, of origins: [RecordIndex]?) -> SemanticAnchors.Agreement {
    { a, b, cosine in
      similarity(
        origins?[Int(a)] ?? a, origins?[Int(b)] ?? b, cosine: cosine, threshold: threshold)
    }
  }

  /// The similarity of rows `a` and `b`, whose product is `cosine`, if they are duplicates.
  func similarity(_ a: RecordIndex, _ b: RecordIndex, cosine: Double, threshold: Double) -> Double?
  {
    var similarity = cosine
    if let sides {
      guard let least = sides.cosine(Int(a), Int(b)) else { return nil }
      similarity = least
    }
    return similarity >= threshold && agree(Int(a), Int(b)) ? similarity : nil
  }

  /// The lower cosine of rows `a` and `b`; nil where the rows hold one vector each.
  func cosine(_ a: Int, _ b: Int) -> Double? { sides.map { $0.cosine(a, b) ?? 0 } }

  private func agree(_ a: Int, _ b: Int) -> Bool {
    if let cuts, cuts.hashes[a] != cuts.hashes[b] { return false }
    guard let checks else { return true }
    let limit = RecordIndex(union.referenceCount)
    if hasLeaks, records[a] < limit || records[b] < limit { return true }
    let said: ExampleChecks.Said = sides == nil ? .byWords : .byMeaning
    if let held { return checks.agree(a, in: held, with: b, in: held, said: said) }
    let pair = checks.examples(
      of: union.column(of: [records[a], records[b]], workers: 1), workers: 1)
    return checks.agree(0, in: pair, with: 1, in: pair, said: said)
  }
}
