// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutReport

/// Two sets embedded together, and what their vectors say of them.
struct SetsInOneSpace {
  private let sources: [RecordSource]
  private let embedded: [EmbeddedRecords]
  private let seed: UInt64

  /// Topics of a side that are listed; the JSON of one is about 2 KB.
  private static let topicLimit = 50

  init(
    _ sources: [RecordSource], model: OpenedModel, seed: UInt64, in context: RunContext
  ) throws {
    let requests = VectorRequest.inOneSpace(sources, in: context)
    self.sources = requests.map(\.source)
    self.seed = seed
    var vectors = try model.vectors(of: requests, in: context)
    let second = EmbeddedRecords(vectors.removeLast(), of: requests[1].records)
    embedded = [EmbeddedRecords(vectors.removeLast(), of: requests[0].records), second]
  }

  /// How many records of each are measured: as many as the smaller has.
  var sampleCount: Int { embedded.map(\.rows.rowCount).min() ?? 0 }

  /// The measures of diversity at equal n.
  func figures(in context: RunContext) throws -> [ComparisonDocument.Figure] {
    context.begin("measuring both")
    let count = sampleCount
    guard count > 1 else { return [] }
    let measured = try embedded.map { records in
      let rows = sample(of: records.rows, count)
      var blocks = JackknifeBlocks.Options(seed: seed)
      let neighbors = RowNeighbors(
        of: rows, sampleAbove: DiversitySection.neighborLimit, seed: seed, workers: context.workers)
      let nearest = NearestNeighborSummary(cosines: neighbors.nearestCosines, blocks: blocks)
      let columns = max(1, rows.columnCount)
      blocks.blockCount = max(
        1, min(blocks.blockCount, DiversitySection.blockElementLimit / (columns * columns)))
      return (
        spectral: try SpectralDiversity(of: rows, blocks: blocks, workers: context.workers),
        nearest: Measure(nearest.mean, otherwise: Measure.tooFewRows)
      )
    }
    func figure(
      _ key: String, _ name: String, _ value: (SpectralDiversity) -> Measure
    ) -> ComparisonDocument.Figure {
      ComparisonDocument.Figure(
        key, name: name, a: value(measured[0].spectral), b: value(measured[1].spectral))
    }
    func vendi(_ score: VendiScore) -> Measure {
      switch score.interval {
      case .range(let low, let high): Measure(score.shown, low: low, high: high)
      case .none(let reason): Measure(score.shown, noInterval: reason)
      }
    }
    return [
      figure("vendi_centred", "Vendi score, centred") { vendi(VendiFamily($0, \.centred).one) },
      figure("vendi_raw", "Vendi score, raw") { vendi(VendiFamily($0, \.raw).one) },
      figure("rke", "RKE (Vendi of order 2)") { vendi(VendiFamily($0, \.raw).two) },
      figure("mean_cosine", "Mean cosine") {
        Measure($0.meanCosine, otherwise: Measure.tooFewRows)
      },
      figure("spread", "Spread") { Measure($0.spread, otherwise: Measure.tooFewRows) },
      ComparisonDocument.Figure(
        "nearest_cosine", name: "Nearest-neighbour cosine", a: measured[0].nearest,
        b: measured[1].nearest),
    ]
  }

  /// `count` rows, drawn by the seed.
  private func sample(of rows: Matrix, _ count: Int) -> Matrix {
    guard count < rows.rowCount else { return rows }
    var random = SeededRandom(seed: StableHash.mix(seed ^ 0xAB))
    return rows.selectingRows(random.permutation(of: rows.rowCount).prefix(count).sorted())
  }

  /// What of each the other lacks.
  func topics(
    in context: RunContext
  ) -> (
    lost: [ComparisonDocument.Topic], gained: [ComparisonDocument.Topic],
    figures: [ComparisonDocument.Figure]
  ) {
    context.begin("comparing topics")
    let found = [(0, 1), (1, 0)].map { reference, training in
      var options = ReferenceComparison.Options()
      options.seed = seed
      let comparison = ReferenceComparison(
        training: embedded[training].rows, reference: embedded[reference].rows, options: options,
        workers: context.workers)
      let names = TopicNames(
        of: comparison, source: sources[reference], reference: embedded[reference], in: context)
      let topics = comparison.gaps.prefix(Self.topicLimit).map { gap in
        ComparisonDocument.Topic(
          gap.kind == .missing ? .missing : .thin, name: names.name(of: gap.topic.index),
          share: Measure(gap.topic.odds.reference), reach: Measure(gap.reach.training),
          ownReach: gap.reach.own.value,
          examples: sources[reference].placedTexts(
            of: gap.examples.map { embedded[reference].records[$0] }))
      }
      // At equal n, since more records come near to more.
      let isEqual = embedded.allSatisfy { $0.rows.rowCount == sampleCount }
      let coverage =
        isEqual
        ? comparison.coverage
        : ReferenceComparison(
          training: sample(of: embedded[training].rows, sampleCount),
          reference: sample(of: embedded[reference].rows, sampleCount), options: options,
          workers: context.workers
        ).coverage
      return (topics: topics, coverage: Measure(coverage.share))
    }
    return (
      found[0].topics, found[1].topics,
      [
        ComparisonDocument.Figure(
          "covered", name: "Covered by the other", a: found[0].coverage, b: found[1].coverage)
      ]
    )
  }
}
