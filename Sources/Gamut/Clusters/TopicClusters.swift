// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutLinear
import GamutReport
import GamutSimilarity

/// Embedded records in named clusters.
struct TopicClusters {
  let kmeans: SphericalKMeans
  /// Why there are as many clusters as there are, in one sentence.
  let reason: String
  /// The numbers at other counts; empty where the count was given.
  let grid: [ClusterReport.GridRow]
  private let names: ClusterNames

  /// Clusters `embedded` in `count` clusters; nil chooses by a grid.
  init(
    of embedded: EmbeddedRecords, source: RecordSource, count: Int?, seed: UInt64,
    in context: RunContext
  ) {
    context.begin("clustering")
    let rows = embedded.rows
    let chosen: Int
    var reason = ""
    if let count {
      chosen = count
      grid = []
    } else {
      var options = ClusterCountGrid.Options()
      options.seed = seed
      let tried = ClusterCountGrid(of: rows, options: options, workers: context.workers)
      chosen = tried.clusterCount
      reason = tried.reason
      grid = tried.entries.map { entry in
        let hill = GamutDiversity.HillNumbers(counts: entry.sizes)
        return ClusterReport.GridRow(
          count: entry.clusterCount, hill1: hill.one, hill2: hill.two, evenness: hill.evenness,
          topTenShare: hill.topTenShare, silhouette: entry.silhouette)
      }
    }
    var options = SphericalKMeans.Options(clusterCount: chosen)
    options.seed = seed
    let kmeans = SphericalKMeans(of: rows, options: options, workers: context.workers)
    self.kmeans = kmeans
    if let count {
      let filled = kmeans.sizes.count { $0 > 0 }
      reason = "\(count) \(count == 1 ? "cluster was" : "clusters were") asked for"
      reason += filled < count ? "; the records differ enough for \(filled)." : "."
    }
    self.reason = reason + TopicClusters.note(of: kmeans.method)
    let limit = ClusterNames.Options().textLimit
    let step = max(1, (rows.rowCount + limit - 1) / limit)
    let sample = Array(stride(from: 0, to: rows.rowCount, by: step))
    names = ClusterNames(
      texts: source.embeddedTexts(
        of: sample.map { embedded.records[$0] }, workers: context.workers),
      labels: sample.map { kmeans.labels[$0] }, clusterCount: kmeans.sizes.count,
      spread: kmeans.sizes.count >= NamingParts.least
        ? sample.map { kmeans.labels[$0] }
        : NamingParts.labels(of: rows.selectingRows(sample), seed: seed, workers: context.workers))
  }

  /// What is to be said of clusters that the plain method did not make; empty for those it did.
  static func note(of method: KMeansMethod) -> String {
    let closing =
      "then improved by \(KMeansMethod.closingRoundCount) rounds over all records, since all rounds "
      + "of k-means would take too long."
    return switch method {
    case .full: ""
    case .twoLevel: " They were made in two levels, clusters within clusters, and \(closing)"
    case .miniBatch: " They were made by mini-batch k-means, on random batches, and \(closing)"
    }
  }

  /// The clusters that hold any record, largest first.
  var largestFirst: [Int] {
    kmeans.sizes.indices.filter { kmeans.sizes[$0] > 0 }
      .sorted { (-kmeans.sizes[$0], $0) < (-kmeans.sizes[$1], $1) }
  }

  /// The terms of `cluster`; its number where no word sets it apart.
  func name(of cluster: Int) -> String {
    let name = names.name(of: cluster)
    return name.isEmpty ? "cluster \(cluster)" : name
  }
}

/// A fine division of records by subject, over which the words of one subject are spread unevenly and
/// function words evenly.
enum NamingParts {
  /// As many clusters tell function words by themselves.
  static let least = 24
  private static let count = 48
  /// Rows a part has in the mean; fewer would leave evenness to chance.
  private static let meanRowCount = 8

  static func labels(of rows: Matrix, seed: UInt64, workers: Int) -> [Int] {
    guard rows.rowCount > 0 else { return [] }
    var options = SphericalKMeans.Options(
      clusterCount: max(1, min(count, rows.rowCount / meanRowCount)))
    options.seed = seed
    options.maximumIterationCount = 10
    return SphericalKMeans(of: rows, options: options, workers: workers).labels
  }
}
