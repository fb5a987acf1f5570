// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
package import GamutLinear

/// A choice of the number of clusters, with the grid it was chosen from and the reason.
///
/// There is no "the" k. Each k of a geometric grid is tried on a seeded sample, with several seeds:
/// the silhouette says how far its clusters lie apart, the agreement between seeds (adjusted Rand
/// index) how far they are an accident of the start. Of the k whose silhouette is within a tenth of the
/// best, or within two standard errors (over the seeds), the smallest that is at least 6 is chosen, or
/// the smallest of all where those are fewer. Where the silhouette only grows with k, this stops where
/// it hardly grows any more; and where two clusters, such as two languages, are as good as many, the
/// many say more. Agreement is shown and does not decide: two or three halves of a continuum agree
/// well and say little.
///
/// > Source: the silhouette for choosing k: P. Rousseeuw, 1987, doi:10.1016/0377-0427(87)90125-7;
/// > stability: T. Lange et al., *Stability-Based Validation of Clustering Solutions*, 2004,
/// > doi:10.1162/089976604773717621; the smallest within an error of the best: L. Breiman et al.,
/// > *Classification and Regression Trees*, 1984.
package struct ClusterCountGrid: Sendable {
  /// What fixes the choice.
  package struct Options: Hashable, Codable, Sendable {
    /// The numbers tried, ascending; empty for a geometric grid from 2 to √(sample).
    package var candidates: [Int] = []
    /// Rows of the sample.
    package var sampleRowCount = 8_000
    /// How many seeds each k is tried with, at least 2.
    package var seedCount = 2
    /// Rounds of k-means at most.
    package var maximumIterationCount = 10
    /// The seed of the sample and of the clusterings.
    package var seed: UInt64 = 0

    /// The defaults.
    package init() {}
  }

  /// One k of the grid.
  package struct Entry: Hashable, Codable, Sendable {
    /// k.
    package let clusterCount: Int
    /// The mean silhouette (cosine) over the seeds, −1…1.
    package let silhouette: Double
    /// Its standard error over the seeds.
    package let silhouetteError: Double
    /// The mean adjusted Rand index between clusterings of different seeds; 1 where they agree.
    package let agreement: Double
    /// The mean cosine of a row to its centroid.
    package let meanSimilarity: Double
    /// How many rows of the sample each cluster of the first seed has.
    package let sizes: [Int]
  }

  /// The grid, ascending by k; empty where there were too few rows to cluster.
  package let entries: [Entry]
  /// The chosen k; the number of rows, or 1, where the grid is empty.
  package let clusterCount: Int
  /// Why: one sentence.
  package let reason: String
  /// How many rows were clustered.
  package let sampleRowCount: Int

  /// Tries the grid on a sample of `rows`, which should have norm 1.
  ///
  /// - Complexity: O(s·d·Σk) times seeds and rounds, for a sample of s rows, whatever n is.
  package init(of rows: Matrix, options: Options = Options(), workers: Int) {
    precondition(
      options.seedCount >= 2 && options.sampleRowCount > 0,
      "\(options.seedCount) seeds, \(options.sampleRowCount) rows")
    var random = SeededRandom(seed: options.seed)
    let sample =
      rows.rowCount <= options.sampleRowCount
      ? rows
      : rows.selectingRows(
        KMeansSeeding.sample(
          of: rows.rowCount, count: options.sampleRowCount, random: &random))
    sampleRowCount = sample.rowCount
    let candidates =
      (options.candidates.isEmpty
      ? ClusterCountGrid.geometric(rowCount: sample.rowCount) : options.candidates)
      .filter { $0 >= 2 && $0 < sample.rowCount }
    var entries: [Entry] = []
    for count in candidates {
      if let entry = ClusterCountGrid.entry(
        clusterCount: count, of: sample, options: options, workers: workers)
      {
        entries.append(entry)
      }
    }
    self.entries = entries
    guard let best = entries.max(by: { $0.silhouette < $1.silhouette }) else {
      clusterCount = min(1, rows.rowCount)
      reason = "Too few different rows to compare numbers of clusters."
      return
    }
    let floor =
      best.silhouette - max(2 * best.silhouetteError, ClusterCountGrid.tolerance * best.silhouette)
    let near = entries.filter { $0.silhouette >= floor }
    let chosen =
      near.first { $0.clusterCount >= ClusterCountGrid.usefulCount } ?? near.first ?? best
    clusterCount = chosen.clusterCount
    reason =
      chosen == best
      ? "\(best.clusterCount) clusters have the best silhouette."
      : "\(best.clusterCount) clusters have the best silhouette; \(chosen.clusterCount) are nearly as "
        + "far apart and "
        + (chosen.clusterCount < best.clusterCount ? "easier to survey." : "say more.")
  }

  /// The share of the best silhouette that a better number may cost.
  private static let tolerance = 0.1
  /// Fewer clusters hardly tell a person what a set holds.
  private static let usefulCount = 6

  /// 2, 3, 4, 6, 8, 12, … up to the root of the rows, beyond which there are more clusters than rows in one.
  private static func geometric(rowCount: Int) -> [Int] {
    let limit = max(2, Int(Double(rowCount).squareRoot()))
    var grid: [Int] = []
    var power = 2
    while power <= limit {
      grid.append(power)
      if power * 3 / 2 <= limit { grid.append(power * 3 / 2) }
      power *= 2
    }
    return grid
  }

  private static func entry(
    clusterCount: Int, of sample: Matrix, options: Options, workers: Int
  ) -> Entry? {
    var silhouettes: [Double] = []
    var clusterings: [[Int]] = []
    var sizes: [Int] = []
    var similarity = 0.0
    for index in 0..<options.seedCount {
      var kMeans = SphericalKMeans.Options(clusterCount: clusterCount)
      kMeans.maximumIterationCount = options.maximumIterationCount
      kMeans.seed = StableHash.mix(options.seed &+ UInt64(index))
      let clusters = SphericalKMeans(of: sample, options: kMeans, workers: workers)
      let separation = ClusterSeparation(of: sample, labels: clusters.labels, workers: workers)
      guard let silhouette = separation.silhouette else { return nil }
      silhouettes.append(silhouette)
      clusterings.append(clusters.labels)
      if index == 0 { sizes = clusters.sizes }
      similarity += clusters.objective / Double(sample.rowCount)
    }
    let count = Double(options.seedCount)
    let mean = silhouettes.reduce(0, +) / count
    let variance = silhouettes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    var agreement = 0.0
    var pairCount = 0.0
    for i in 1..<clusterings.count {
      for j in 0..<i {
        agreement +=
          LabelAgreement.adjustedRandIndex(labels: clusterings[j], clusters: clusterings[i])
        pairCount += 1
      }
    }
    return Entry(
      clusterCount: clusterCount, silhouette: mean,
      silhouetteError: (variance / count).squareRoot(),
      agreement: agreement / pairCount, meanSimilarity: similarity / count, sizes: sizes)
  }
}
