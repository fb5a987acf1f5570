// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutReport

/// The measures of a set against a reference that the first screen leaves out.
struct ShiftSection {
  let training: EmbeddedRecords
  let reference: EmbeddedRecords
  let referenceSource: RecordSource
  let seed: UInt64
  let context: RunContext

  /// Rows of either set whose neighbourhoods are compared: the standard error of a share of them is at
  /// most .7 %, and the work grows with the square.
  private static let neighborhoodLimit = 5_000
  /// Novel directions that are illustrated, and examples of each.
  private static let directionCount = 3
  private static let exampleCount = 2

  /// Compares the sets of a coverage section.
  init(_ section: CoverageSection, seed: UInt64, in context: RunContext) {
    training = section.training
    reference = section.reference
    referenceSource = section.referenceSource
    self.seed = seed
    self.context = context
  }

  /// Measures them; nil where a set has no rows.
  func report() throws -> MoreMeasures? {
    guard training.rows.rowCount > 0, reference.rows.rowCount > 0 else { return nil }
    context.begin("measuring the shift")
    var report = MoreMeasures([])
    addNeighborhoods(to: &report)
    try context.requireWanted()
    try addMoments(to: &report)
    try context.requireWanted()
    addShares(to: &report)
    return report
  }

  private func addNeighborhoods(to report: inout MoreMeasures) {
    let samples = [training, reference].map { set in
      let rows = RowSample.rows(
        of: set.rows.rowCount, limit: Self.neighborhoodLimit, seed: StableHash.mix(seed ^ 0xC2))
      return rows.count < set.rows.rowCount ? set.rows.selectingRows(rows) : set.rows
    }
    let overlap = ManifoldOverlap(
      training: samples[0], reference: samples[1], blocks: JackknifeBlocks.Options(seed: seed),
      workers: context.workers)
    report.entries += [
      MoreMeasures.Entry(.precision, Measure(overlap.precision)),
      MoreMeasures.Entry(.recall, Measure(overlap.recall)),
    ]
    report.add(.density, overlap.density, baseline: .equalSets(1))
    report.entries.append(
      MoreMeasures.Entry(
        .neighborhoodCoverage, Measure(overlap.coverage),
        baseline: .equalSets(overlap.expectedCoverage)))
    report.notes.append(
      "Neighbourhoods reach to the \(ManifoldOverlap.neighborCount)th nearest record; those of "
        + "\(NumberText.count(samples[0].rowCount)) training and "
        + "\(NumberText.count(samples[1].rowCount)) reference records were "
        + "compared, and their intervals hold for the neighbourhoods as they are.")
  }

  private func addMoments(to report: inout MoreMeasures) throws {
    let sets = [training, reference].map {
      MomentBlocks(of: $0.rows, seed: seed, workers: context.workers)
    }
    let shift = try MomentShift(
      reference: sets[1], training: sets[0], workers: context.workers)
    let halves = try betweenHalves()
    let test = BlockPermutation(
      training: training.rows, reference: reference.rows, seed: seed, workers: context.workers)
    let otherwise =
      sets.contains { $0.blocks.count < 2 } ? "fewer than two blocks" : Measure.tooFewRows
    report.add(
      .novelDirections, shift.novel, otherwise: otherwise,
      baseline: halves.map { .halves($0.novel) })
    report.add(
      .strictlyNovelDirections, shift.strictlyNovel, otherwise: otherwise,
      baseline: halves.map { .halves($0.strictlyNovel) })
    report.add(
      .linearDiscrepancy, shift.linear, otherwise: otherwise, pValue: test?.linear)
    report.add(
      .quadraticDiscrepancy, shift.quadratic, otherwise: otherwise, pValue: test?.quadratic)
    report.add(
      .frechet, shift.frechet, otherwise: otherwise, baseline: halves.map { .halves($0.frechet) })
    if let test {
      report.notes.append(
        "The p-values of MMD² are of \(NumberText.count(BlockPermutation.permutationCount)) "
          + "permutations of blocks of \(NumberText.count(test.rowCount)) records of either set.")
    }
    let directions = try NovelDirections(
      reference: sets[1].total, training: sets[0].total, factor: 1)
    var rows: [Int] = []
    for direction in directions.eigenvalues.indices.prefix(Self.directionCount) {
      let along = directions.rows(
        of: reference.rows, along: direction, limit: Self.exampleCount + rows.count)
      rows += along.filter { !rows.contains($0) }.prefix(Self.exampleCount)
    }
    report.novelExamples = referenceSource.placedTexts(of: rows.map { reference.records[$0] })
  }

  /// What two random halves of the reference are apart; nil where it cannot be halved.
  private func betweenHalves() throws -> (
    novel: Double, strictlyNovel: Double, frechet: Double
  )? {
    let count = reference.rows.rowCount
    guard count >= 4 else { return nil }
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xC7))
    let order = random.permutation(of: count)
    let first = RowMoments(of: reference.rows, rows: order[..<(count / 2)].sorted())
    let second = RowMoments(of: reference.rows, rows: order[(count / 2)...].sorted())
    return (
      try NovelDirections(reference: first, training: second, factor: 1).sum,
      try NovelDirections(reference: first, training: second, factor: 2).sum,
      try FrechetDistance(from: first).squared(to: second)
    )
  }

  private func addShares(to report: inout MoreMeasures) {
    guard
      let shift = ClusterShift(
        training: training.rows, reference: reference.rows, seed: seed, workers: context.workers)
    else { return }
    report.add(.jensenShannon, shift.jensenShannon)
    report.add(.totalVariation, shift.totalVariation)
    report.add(.hellinger, shift.hellinger)
    report.add(.stabilityIndex, shift.stabilityIndex)
    report.add(.frontierIntegral, shift.frontierIntegral)
    report.notes.append(
      "The shared clusters are \(shift.clusterCount), fitted on one half of a sample of both sets and "
        + "counted on the other, \(NumberText.count(shift.rowCount)) records of either set.")
  }
}
