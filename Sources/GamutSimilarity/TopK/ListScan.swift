// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// The scan of some rows against the lists each looks into.
struct ListScan: Sendable {
  let lists: InvertedLists
  /// For each place a cosine that its k-th neighbour among all rows reaches at least.
  let floors: [Float]
  let count: Int
  /// As in `ApproximateNeighbors`.
  let margin: Double?
  let floatError: Double

  struct Part: Sendable {
    /// One list of neighbours per place, by their indices in the set.
    var lists: NeighborLists
    var comparedCount = 0
  }

  /// The nearest rows of each of `places`, at most `Tile.rowCount` of them, ascending.
  func neighbors(ofPlaces places: [Int]) -> Part {
    var part = Part(lists: NeighborLists(rowCount: places.count, count: count))
    let exact = ExactProducts(left: lists.rows, right: lists.rows)
    var limits = places.map { floors[$0] }
    let visitors = visitors(places)
    // The lists that most look into first: they raise the limits for the others.
    let visited = visitors.indices.filter { !visitors[$0].isEmpty }.sorted {
      (-visitors[$0].count, $0) < (-visitors[$1].count, $1)
    }
    var scan = ListedRowScan(lists.rows, lists.bytes, with: lists.rows, lists.bytes)
    var candidates: [UInt32] = []
    var products: [Double] = []
    for list in visited {
      let queries = visitors[list]
      let columns = lists.range(of: list)
      part.comparedCount += queries.count * columns.count
      scan.multiply(
        queries.map { places[$0] }, columns: columns, limits: queries.map { limits[$0] })
      for (i, query) in queries.enumerated() {
        candidates.removeAll(keepingCapacity: true)
        scan.appendCandidates(of: i, to: &candidates)
        guard !candidates.isEmpty else { continue }
        let place = places[query]
        candidates.removeAll { Int($0) == place }
        exact.filter(&candidates, with: place, atLeast: limits[query])
        exact.forEachDouble(candidates, with: place, in: &products) { other, product in
          part.lists.insert(product, RecordIndex(lists.order[Int(other)]), place: query)
        }
        if let last = part.lists.last(query) {
          limits[query] = max(limits[query], Float(roundedDown: last - floatError))
        }
      }
    }
    return part
  }

  /// For each list which of `places` look into it, by their positions, ascending.
  private func visitors(_ places: [Int]) -> [[Int]] {
    guard let margin else {
      return lists.starts.dropLast().map { _ in Array(places.indices) }
    }
    var visitors = [[Int]](repeating: [], count: lists.count)
    let exact = ExactProducts(left: lists.rows, right: lists.centroids)
    let owns = places.map { lists.labels[lists.order[$0]] }
    // By the product in 16 lanes, which decides here, whatever bounds it was found with.
    let limits = zip(places, owns).map { exact.float($0, $1) - Float(margin) }
    var scan = ListedRowScan(
      lists.rows, lists.bytes, with: lists.centroids, lists.centroidBytes)
    scan.multiply(
      places, columns: 0..<lists.count,
      limits: limits.map { Float(roundedDown: Double($0) - 2 * floatError) })
    var found: [UInt32] = []
    for (i, place) in places.enumerated() {
      found.removeAll(keepingCapacity: true)
      scan.appendCandidates(of: i, to: &found)
      exact.filter(&found, with: place, atLeast: limits[i])
      // The floors are of the row's own list, so that one is always looked into.
      let own = UInt32(owns[i])
      if !found.contains(own) { found.append(own) }
      if found.reduce(0, { $0 + lists.range(of: Int($1)).count }) <= count {
        found = nearestLists(to: place, holding: count + 1, and: own)
      }
      for list in found { visitors[Int(list)].append(i) }
    }
    return visitors
  }

  /// `own` and the lists nearest to the row at `place` until they hold `rowCount` rows.
  private func nearestLists(to place: Int, holding rowCount: Int, and own: UInt32) -> [UInt32] {
    let exact = ExactProducts(left: lists.rows, right: lists.centroids)
    let products = (0..<lists.count).map { exact.float(place, $0) }
    let sorted = products.indices.sorted { (products[$1], $0) < (products[$0], $1) }
    var found = [own]
    var held = lists.range(of: Int(own)).count
    for list in sorted where held < rowCount && list != Int(own) {
      found.append(UInt32(list))
      held += lists.range(of: list).count
    }
    return found
  }
}
