// SPDX-License-Identifier: Apache-2.0

/// How sketches are cut into bands: two texts are candidates when all rows of a band agree.
///
/// A pair of similarity J is found with P(J) = 1 − (1 − J^rows)^bands.
///
/// > Source: P. Indyk and R. Motwani, *Approximate Nearest Neighbors*, 1998,
/// > doi:10.1145/276698.276876; J. Leskovec, A. Rajaraman, J. Ullman, *Mining of Massive
/// > Datasets*, section 3.4.
public struct Banding: Hashable, Codable, Sendable {
  /// How many bands there are; a record takes six bytes for each.
  public let bandCount: Int
  /// How many slots a band has.
  public let rowCount: Int

  /// Makes a banding as given; both counts must be 1 or more.
  public init(bandCount: Int, rowCount: Int) {
    precondition(bandCount > 0 && rowCount > 0, "\(bandCount) bands of \(rowCount) rows")
    self.bandCount = bandCount
    self.rowCount = rowCount
  }

  /// How many slots a sketch must have.
  public var slotCount: Int { bandCount * rowCount }

  /// The probability that a pair of `similarity` (0…1) becomes a candidate.
  public func detectionProbability(of similarity: Double) -> Double {
    1 - Self.power(1 - Self.power(similarity, rowCount), bandCount)
  }

  /// The detection curve at similarities 0, .05, …, 1.
  public var curve: [(similarity: Double, probability: Double)] {
    (0...20).map { (Double($0) / 20, detectionProbability(of: Double($0) / 20)) }
  }

  /// A power by multiplication alone, so that every machine's library gives the same banding.
  private static func power(_ factor: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * factor }
  }
}

extension Banding {
  /// What the choice must find: of pairs at the threshold. One in 200 would be allowed to stay; most
  /// pairs of a real set lie near the threshold, and a set of a hundred should not lose one.
  public static let recallAtThreshold = 0.999
  /// What the choice must find: of pairs at the threshold + .05.
  public static let recallAbove = 0.9995
  /// The most bands chosen to hold noise down: 384 bytes a record.
  static let bandLimit = 64
  /// The most bands chosen to reach the recall, with one row each.
  static let singleRowLimit = 256

  /// Chooses the banding with the fewest slots that finds 99.9 % of the pairs at `threshold` and
  /// 99.95 % of those at `threshold` + .05, and makes few candidates of what is unlike.
  ///
  /// Fewer rows a band need fewer slots for the same recall, but let more unlike pairs through, so
  /// the rows grow until the noise is bounded:
  /// * shingles of words: at half the threshold at most 20 % of the pairs become candidates.
  ///   Unrelated texts have J near 0 there, so this bounds what is a little alike: .8 gives 18 × 5.
  /// * shingles of characters: besides, at J = .36, which character 5-grams of unrelated books
  ///   reach, at most 2.5 %: .8 gives 30 × 7.
  ///
  /// At a threshold of .6 and below (characters .72) no choice of at most 64 bands does both; then
  /// recall wins, and the rows are the most that 64 bands allow, which is right but slower. Below
  /// .08 one row with up to 256 bands is taken; below .027 even those fall short of the recall, as
  /// `detectionProbability(of:)` tells. At 0 every pair is alike, and only those that share a band
  /// are found.
  ///
  /// - Parameter threshold: the Jaccard similarity that counts as alike, 0…1.
  public static func choose(threshold: Double, width: ShingleWidth) -> Banding {
    precondition((0...1).contains(threshold), "threshold \(threshold)")
    var choice: Banding?
    for rowCount in 1...16 {
      guard let banding = fewestBands(rowCount: rowCount, threshold: threshold) else { break }
      choice = banding
      if banding.isSelective(threshold: threshold, width: width) { break }
    }
    return choice ?? singleRow(threshold: threshold)
  }

  private static func fewestBands(rowCount: Int, threshold: Double) -> Banding? {
    for bandCount in 1...bandLimit {
      let banding = Banding(bandCount: bandCount, rowCount: rowCount)
      if banding.reachesRecall(at: threshold) { return banding }
    }
    return nil
  }

  private static func singleRow(threshold: Double) -> Banding {
    for bandCount in bandLimit..<singleRowLimit {
      let banding = Banding(bandCount: bandCount, rowCount: 1)
      if banding.reachesRecall(at: threshold) { return banding }
    }
    return Banding(bandCount: singleRowLimit, rowCount: 1)
  }

  /// Whether the recall asked for is reached.
  public func reachesRecall(at threshold: Double) -> Bool {
    detectionProbability(of: threshold) >= Self.recallAtThreshold
      && detectionProbability(of: min(1, threshold + 0.05)) >= Self.recallAbove
  }

  private func isSelective(threshold: Double, width: ShingleWidth) -> Bool {
    guard detectionProbability(of: threshold / 2) <= 0.2 else { return false }
    switch width {
    case .words: return true
    case .characters: return detectionProbability(of: min(0.36, threshold)) <= 0.025
    }
  }
}
