// SPDX-License-Identifier: Apache-2.0

/// How the centroids of a clustering are found.
public enum KMeansMethod: String, Hashable, Codable, Sendable {
  /// All rounds over all rows: the plain method.
  case full
  /// A few clusters of all rows, each divided again, then `closingRoundCount` rounds over all rows.
  case twoLevel
  /// Centroids that follow batches of rows drawn at random, then `closingRoundCount` rounds over all.
  case miniBatch

  /// Rounds of the plain method that end the others: the last one labels every row.
  public static let closingRoundCount = 2
  /// Clusters from which two levels take the place of batches; with fewer, the first level would be
  /// most of the work.
  static let leastTwoLevelCount = 1_024
  /// Rows times clusters up to which all rounds are done. 600,000 rows of 384 columns in 2,000
  /// clusters take some 40 nanoseconds of one core for each such pair in 20 rounds, so these are
  /// some three minutes; two levels take half of that, for three thousandths of the objective.
  static let mostFullProducts = 1 << 32
  /// The same where batches would take their place: twice as long.
  static let mostUnbatchedProducts = 1 << 33

  /// The method for so many rows and clusters.
  static func chosen(rowCount: Int, clusterCount: Int) -> KMeansMethod {
    let (products, overflow) = rowCount.multipliedReportingOverflow(by: clusterCount)
    if clusterCount >= leastTwoLevelCount {
      return overflow || products > mostFullProducts ? .twoLevel : .full
    }
    return overflow || products > mostUnbatchedProducts ? .miniBatch : .full
  }
}
