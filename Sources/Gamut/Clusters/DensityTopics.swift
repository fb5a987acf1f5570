// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutLinear
import GamutReport
import GamutSimilarity

/// Embedded records in named density clusters.
struct DensityTopics {
  let clusters: DensityClusters
  /// The name of each cluster.
  let names: [String]
  /// What was asked for and found, in one sentence.
  let reason: String
  /// What to do about it; nil where there are groups.
  let remedy: Remedy?
  /// How much is noise, and how exact the neighbours were.
  let notes: [String]

  /// The least size of a cluster where none is given: a fifth of the root of the row count, 5 at
  /// least. It grows slower than the set, so that small topics stay in sight.
  static func usualMinimumSize(rowCount: Int) -> Int {
    max(5, Int((Double(rowCount).squareRoot() / 5).rounded()))
  }

  /// Clusters `embedded`; without a `minimumSize` that of the row count.
  init(
    of embedded: EmbeddedRecords, source: RecordSource, minimumSize: Int?, seed: UInt64,
    in context: RunContext
  ) {
    context.begin("clustering")
    let rows = embedded.rows
    let size = minimumSize ?? Self.usualMinimumSize(rowCount: rows.rowCount)
    var options = DensityClusters.Options(minimumClusterSize: size)
    options.seed = seed
    let clusters = DensityClusters(of: rows, options: options, workers: context.workers)
    self.clusters = clusters
    let count = clusters.sizes.count
    reason =
      count == 0
      ? "No group of \(size) records or more is denser than the others."
      : "\(count) \(count == 1 ? "group" : "groups") of \(size) records or more "
        + "\(count == 1 ? "is" : "are") denser than what lies around."
    remedy = count == 0 ? .allowSmallerGroups : nil
    var notes: [String] = []
    if rows.rowCount > 0 {
      let noise = Share(count: clusters.noiseCount, total: rows.rowCount)
      notes.append(
        "\(noise.count) of \(noise.total) records (\(Self.percent(noise.value)) %) are noise; "
          + (count == 0
            ? "no cluster is near them." : "each has the nearest cluster all the same."))
    }
    if let recall = clusters.recall {
      notes.append(
        "Neighbours are approximate above \(options.exactRowLimit) records: "
          + "\(Self.percent(recall.value)) % of those of \(recall.sampleRowCount) sampled records were "
          + "found (95 %: \(Self.percent(recall.low))–\(Self.percent(recall.high)) %).")
    }
    self.notes = notes
    let limit = ClusterNames.Options().textLimit
    let step = max(1, (rows.rowCount + limit - 1) / limit)
    let sample = Array(stride(from: 0, to: rows.rowCount, by: step))
    let named = ClusterNames(
      texts: source.embeddedTexts(
        of: sample.map { embedded.records[$0] }, workers: context.workers),
      labels: sample.map { clusters.labels[$0] }, clusterCount: count,
      spread: NamingParts.labels(
        of: rows.selectingRows(sample), seed: seed, workers: context.workers))
    names = (0..<count).map {
      let name = named.name(of: $0)
      return name.isEmpty ? "cluster \($0)" : name
    }
  }

  /// A share as a percentage with one decimal.
  private static func percent(_ share: Double) -> Double { (share * 1_000).rounded() / 10 }
}
