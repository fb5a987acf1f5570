// SPDX-License-Identifier: Apache-2.0

extension CoverageReport {
  /// The topics of both sets, first those of which the training set has least beside the reference.
  var clustersByDifference: [Cluster] {
    clusters.enumerated().sorted { a, b in
      let (left, right) = (a.element.lack, b.element.lack)
      return left == right ? a.offset < b.offset : left > right
    }.map(\.element)
  }

  /// What to think of a topic, in a few words that contradict no card: a topic is missing, thin or
  /// over-represented where the report says so, and else rarer, more frequent, or alike.
  func verdict(on cluster: Cluster) -> String {
    let name = Array(cluster.name.utf8)
    func isNamed(_ other: String) -> Bool { other.utf8.elementsEqual(name) }
    if let gap = gaps.first(where: { isNamed($0.name) }) { return gap.kind.rawValue }
    if overRepresented.contains(where: { isNamed($0.name) }) { return "over-represented" }
    guard let low = cluster.oddsRatio.low, let high = cluster.oddsRatio.high,
      cluster.qValue.map({ $0 < 0.05 }) ?? true
    else { return "alike" }
    // Too little by count alone: its records have near ones all the same.
    if low > 1 { return "rarer, but reached" }
    if high < 1 { return "more frequent" }
    return "alike"
  }
}

extension CoverageReport.Cluster {
  /// How much more of the reference than of the training set it is; what is no number counts 0.
  fileprivate var lack: Double {
    let lack = referenceShare.value - trainingShare.value
    return lack.isFinite ? lack : 0
  }
}
