// SPDX-License-Identifier: Apache-2.0

/// Labels that disagree with those of the nearest records: a mistake of the annotator more often than
/// other labels are, or two classes that mean one thing.
package struct NeighborLabels: Hashable, Sendable {
  /// A row whose neighbours have another label.
  package struct Suspect: Hashable, Sendable {
    /// Its place among the rows looked at.
    package let place: Int
    /// The label that its neighbours have.
    package let expected: Int
  }

  /// The share of rows whose label is that of the most neighbours, of rows with enough neighbours.
  package let agreement: Share
  /// The rows at least four fifths of whose neighbours share one other label, in their order.
  package let suspects: [Suspect]

  /// Neighbours that a row needs for them to say anything.
  private static let fewest = 5
  /// The share of neighbours that make a row a suspect.
  private static let clear = 0.8

  /// Compares labels.
  ///
  /// - Parameters:
  ///   - labels: the label of each row looked at as a number; nil for none.
  ///   - neighbors: the labels of each row's neighbours, nearest first; nil for none.
  package init(labels: [Int?], neighbors: [[Int?]]) {
    precondition(labels.count == neighbors.count, "\(labels.count) and \(neighbors.count) rows")
    var agreeing = 0
    var total = 0
    var suspects: [Suspect] = []
    for (place, label) in labels.enumerated() {
      let known = neighbors[place].compactMap { $0 }
      guard let label, known.count >= Self.fewest else { continue }
      total += 1
      var counts: [Int: Int] = [:]
      for other in known { counts[other, default: 0] += 1 }
      // Of equals the one that is nearest first.
      let most = counts.values.max() ?? 0
      let leader = known.first { counts[$0] == most } ?? label
      if leader == label || counts[label] == most {
        agreeing += 1
      } else if Double(most) >= Self.clear * Double(known.count) {
        suspects.append(Suspect(place: place, expected: leader))
      }
    }
    agreement = Share(count: agreeing, total: total)
    self.suspects = suspects
  }
}
