// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding
import GamutLinear
import GamutSimilarity
import GamutText

/// The vectors of the records that are not exact copies, and what they say.
struct SemanticStage {
  private let rows: Matrix
  /// The row of each record of the union; nil for copies and rejected records.
  private let rowOf: [RecordIndex: RecordIndex]
  private let records: [RecordIndex]
  private let takesNoPart: [Bool]
  /// What examples must have in common; nil for texts, which a cosine alone decides on.
  private let agreement: ExampleAgreement?
  private let workers: Int
  /// What was left unread of the texts, each once; nil where it is not known.
  let cuts: TextCuts?

  /// - Parameters:
  ///   - examples: the checks of examples; nil compares the texts as wholes.
  ///   - hasLeaks: whether records of the reference are compared without these checks.
  init(
    union: RecordUnion, representatives: [RecordIndex], model: OpenedModel,
    examples: ExampleChecks? = nil, hasLeaks: Bool = false, in context: RunContext
  ) throws {
    let made = try SemanticRows(
      of: representatives, in: union, by: model, areExamples: examples != nil, in: context)
    rows = made.rows
    takesNoPart = made.takesNoPart
    cuts = made.cuts
    workers = context.workers
    records = representatives
    rowOf = Dictionary(
      uniqueKeysWithValues: representatives.enumerated().map { ($1, RecordIndex($0)) })
    try context.requireWanted()
    context.begin("comparing meanings")
    let isCut = (made.rowCuts?.cutCount ?? 0) > 0
    guard examples != nil || isCut else {
      agreement = nil
      return
    }
    agreement = ExampleAgreement(
      examples,
      sides: made.sides.map { SideRows(rows: made.rows, numbers: $0.numbers, cuts: made.sideCuts) },
      cuts: isCut ? made.rowCuts : nil, union: union, records: representatives,
      hasLeaks: hasLeaks, workers: context.workers)
  }

  /// The cosine of two records that have rows; 0 where one has none.
  func cosine(_ a: RecordIndex, _ b: RecordIndex) -> Double {
    guard let a = rowOf[a], let b = rowOf[b] else { return 0 }
    if let cosine = agreement?.cosine(Int(a), Int(b)) { return cosine }
    return min(1, max(-1, rows.exactRowProduct(Int(a), with: rows, row: Int(b))))
  }

  /// What the stage removes of `order`, the records left by the stages before, in keep order.
  func removals(
    among order: [RecordIndex], leading: Int, near: NearDecisions?, threshold: Double
  ) -> [(RecordIndex, Resolution.Match)] {
    var stoodFor = [[RecordIndex]](repeating: [], count: rows.rowCount)
    var isExcluded = takesNoPart
    for (record, keeper) in zip(near?.removed ?? [], near?.keepers ?? []) {
      guard let row = rowOf[record], let keeperRow = rowOf[keeper] else { continue }
      stoodFor[Int(keeperRow)].append(row)
      isExcluded[Int(row)] = true
    }
    let ordered = order.compactMap { rowOf[$0] }
    var isOrdered = [Bool](repeating: false, count: rows.rowCount)
    for row in ordered { isOrdered[Int(row)] = true }
    let rest = isOrdered.indices.filter { !isOrdered[$0] }.map { RecordIndex($0) }
    let anchors = SemanticAnchors(
      of: rows, keepOrder: ordered + rest, threshold: agreement?.searched(threshold) ?? threshold,
      referenceCount: leading, stoodFor: near?.removed.isEmpty ?? true ? [] : stoodFor,
      excluded: isExcluded,
      agreement: agreement?.rule(threshold: threshold, of: nil), workers: workers)
    return anchors.removals.indices.compactMap { row in
      anchors.removals[row].map { removal in
        (
          records[row],
          .init(
            cause: .semantic, keeper: records[Int(removal.keeper)], similarity: removal.similarity)
        )
      }
    }
  }
}

extension SemanticStage {
  /// With more rows than that the neighbours are those of a sample: all of them would cost more than
  /// the stage itself.
  private static let neighborLimit = 32_768

  /// What other thresholds would remove of `order`, the records left by the stages before, in keep
  /// order.
  func advice(
    among order: [RecordIndex], leading: Int, near: NearDecisions?, seed: UInt64
  ) -> SemanticAdvice {
    let ordered = order.compactMap { rowOf[$0] }.filter { !takesNoPart[Int($0)] }
    let members = ordered.sorted()
    var placeOf = [RecordIndex](repeating: 0, count: rows.rowCount)
    for (place, row) in members.enumerated() { placeOf[Int(row)] = RecordIndex(place) }
    var isMember = [Bool](repeating: false, count: rows.rowCount)
    for row in members { isMember[Int(row)] = true }
    var stoodFor = [[Int]](repeating: [], count: members.count)
    var represented: [Int] = []
    for (record, keeper) in zip(near?.removed ?? [], near?.keepers ?? []) {
      guard let row = rowOf[record], let keeperRow = rowOf[keeper], isMember[Int(keeperRow)]
      else { continue }
      stoodFor[Int(placeOf[Int(keeperRow)])].append(represented.count)
      represented.append(Int(row))
    }
    let part = rows.selectingRows(members.lazy.map(Int.init))
    let anchors = AnchorRows(
      part, keepOrder: ordered.map { placeOf[Int($0)] },
      referenceCount: order[..<leading].count {
        rowOf[$0].map { !takesNoPart[Int($0)] } ?? false
      },
      stoodFor: represented.isEmpty ? [] : stoodFor, represented: rows.selectingRows(represented),
      agreement: agreement.map {
        AnchorRows.Agreement(
          rule: $0, rows: members, represented: represented.map { RecordIndex($0) })
      }, workers: workers)
    let neighbors = RowNeighbors(
      of: part, sampleAbove: Self.neighborLimit, seed: seed, workers: workers)
    return SemanticAdvice(
      neighbors: neighbors, anchors: anchors, labels: [], records: members.map { records[Int($0)] })
  }
}
