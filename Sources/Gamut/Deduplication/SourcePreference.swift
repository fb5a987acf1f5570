// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus

/// Sources whose records come first in keep order, in the order in which they are named.
struct SourcePreference: Sendable {
  /// The rank of each source: 0 for those named first; all that are not named share the last.
  private let ranks: [Int]

  /// Prefers no source.
  init() { ranks = [] }

  /// Finds the sources `wanted` among all there are.
  ///
  /// A file is named by its path as given or by the last component of it; the records that name no
  /// source by `(none)`.
  ///
  /// - Throws: `unknownSource` for a name that none or several of the sources have, with those there
  ///   are; of a part, which may lack one, for a name that several have.
  init(
    _ wanted: [String], among names: [String], areFiles: Bool,
    extent: DeduplicationPlan.Extent = .whole
  ) throws(CorpusError) {
    var ranks = [Int](repeating: wanted.count, count: names.count)
    for (rank, name) in wanted.enumerated() {
      for number in try Self.find(name, among: names, areFiles: areFiles, extent: extent) {
        ranks[number] = min(ranks[number], rank)
      }
    }
    self.ranks = ranks
  }

  /// `order` with the records of preferred sources first, otherwise in the same order.
  ///
  /// - Parameter leading: how many records at the start stay where they are: those of another set.
  ///   The records behind them are of `source`, counted from `leading` on.
  /// - Complexity: O(n) in the records beside what finding their sources takes.
  func applied(to order: [RecordIndex], leading: Int, of source: RecordSource) -> [RecordIndex] {
    guard let last = ranks.max(), last > 0 else { return order }
    var byRank = [[RecordIndex]](repeating: [], count: last + 1)
    for index in order[leading...] {
      byRank[ranks[source.sourceNumber(of: index - RecordIndex(leading))]].append(index)
    }
    return Array(order[..<leading]) + byRank.joined()
  }

  private static func find(
    _ name: String, among names: [String], areFiles: Bool, extent: DeduplicationPlan.Extent
  ) throws(CorpusError) -> [Int] {
    // Bytes, since canonically equal names may be two sources.
    func isSame(_ a: some StringProtocol, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
    var found = names.indices.filter { isSame(names[$0], name) }
    if found.isEmpty, areFiles {
      found = names.indices.filter { number in
        names[number].utf8.split(separator: UInt8(ascii: "/")).last?.elementsEqual(name.utf8)
          ?? false
      }
      if Set(found.map { Array(names[$0].utf8) }).count > 1 {
        throw CorpusError(
          .unknownSource,
          detail: "\(OneLine.quoted(name)), to be preferred, is several of the inputs: "
            + shown(found.map { names[$0] }) + "; expected the whole path")
      }
    }
    if found.isEmpty, name == noSourceName { found = names.indices.filter { names[$0].isEmpty } }
    guard !found.isEmpty || extent == .part else {
      throw CorpusError(
        .unknownSource,
        detail: "\(OneLine.quoted(name)), to be preferred, is none of the sources; they are "
          + shown(names))
    }
    return found
  }

  /// What records that name no source are called.
  static let noSourceName = "(none)"

  private static func shown(_ names: [String]) -> String {
    OneLine.list(names.map { $0.isEmpty ? noSourceName : $0 })
  }
}
