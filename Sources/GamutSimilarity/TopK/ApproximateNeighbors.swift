// SPDX-License-Identifier: Apache-2.0

package import GamutCore
package import GamutLinear

/// For each row of a set its nearest others among the rows of a few clusters: most of the true ones,
/// for a fraction of the work of `NearestNeighbors`, with the measured share of those found.
///
/// The rows are cut into lists by spherical k-means. Each row is compared with its own list and those
/// whose centroid is nearly as near; how nearly is read off the exact neighbours of a
/// sample, so that `Options.recallTarget` of them would have been found. On another sample the answer
/// is then measured: `recall`. Cosines are exact: what can be wrong is that a neighbour is missing.
/// Neighbours are ordered by their inner product in `Double`, ties go to the lower index, and the
/// answer is the same for any number of workers.
///
/// > Source: J. Sivic and A. Zisserman, *Video Google*, 2003, doi:10.1109/ICCV.2003.1238663; H. Jégou
/// > et al., *Product Quantization for Nearest Neighbor Search*, 2011, doi:10.1109/TPAMI.2010.57
/// > (inverted lists over k-means). We choose lists by a margin of cosine instead of a number of
/// > probes, and score all rows in them exactly.
package struct ApproximateNeighbors: Sendable {
  /// What fixes the answer.
  package struct Options: Hashable, Codable, Sendable {
    /// The share of neighbours to aim at, above 0 and at most 1; 1 compares all.
    package var recallTarget = 0.95
    /// How many lists there are; nil makes 2·√n.
    package var listCount: Int?
    /// Rows of the sample that the margin is chosen by.
    package var trialRowCount = 384
    /// Rows of the sample that recall is measured on.
    package var sampleRowCount = 512
    /// The seed of the samples and of k-means.
    package var seed: UInt64 = 0
    /// What bounds are multiplied in; nil takes the faster one of the machine. The answer does not
    /// depend on it.
    package var arithmetic: BoundArithmetic?

    /// The defaults.
    package init() {}
  }

  /// Neighbours per row: k, or fewer where the set is smaller.
  package let neighborCount: Int
  /// `rowCount × neighborCount` in row order: row indices of the set, nearest first.
  package let indices: [RecordIndex]
  /// `rowCount × neighborCount`: their cosines, −1…1, descending.
  package let similarities: [Double]
  /// The measured share of true neighbours found.
  package let recall: NeighborRecall
  /// How many lists there are.
  package let listCount: Int
  /// How far below the cosine to the centroid of its own list that of another may be for a row to
  /// look into that one too, 0…2; nil where all rows look into all.
  package let margin: Double?
  /// The share of all pairs that were compared, 0…1.
  package let comparedShare: Double

  /// Finds for each of `rows`, which should have norm 1, its `count` nearest among the others.
  ///
  /// - Complexity: O(n·(√n + p)·d) for p rows compared with each; besides the rows and the answer some
  ///   8·d + 12·k + 60 bytes a row at the peak, for a copy in list order and the rows as bytes.
  package init(within rows: Matrix, count: Int, options: Options = Options(), workers: Int) {
    precondition(count >= 0 && workers > 0, "\(count) neighbours, \(workers) workers")
    precondition(
      options.recallTarget > 0 && options.recallTarget <= 1 && options.sampleRowCount > 0
        && options.trialRowCount > 0,
      "target \(options.recallTarget), samples of \(options.trialRowCount) and "
        + "\(options.sampleRowCount) rows")
    let k = min(count, max(0, rows.rowCount - 1))
    neighborCount = k
    guard k > 0 else {
      (indices, similarities) = ([], [])
      recall = NeighborRecall(found: [Int](repeating: 1, count: rows.rowCount), count: 1)
      (listCount, margin, comparedShare) = (0, nil, 0)
      return
    }
    let lists = InvertedLists(
      of: rows,
      listCount: min(
        rows.rowCount, max(1, options.listCount ?? Int(2 * Double(rows.rowCount).squareRoot()))),
      seed: options.seed, arithmetic: options.arithmetic ?? .fastest(columnCount: rows.columnCount),
      workers: workers)
    let error = ExactProducts.floatError(of: rows, workers: workers)
    var floors = lists.floors(count: k, floatError: error, workers: workers)
    func scan(_ places: [Int], margin: Double?) -> [ListScan.Part] {
      let scan = ListScan(
        lists: lists, floors: floors, count: k, margin: margin, floatError: error)
      return Parallel.mapChunks(
        of: places.count, chunkSize: Tile.rowCount, workers: workers
      ) { scan.neighbors(ofPlaces: Array(places[$0])) }
    }
    var random = SeededRandom(seed: StableHash.mix(options.seed ^ 0xA11))
    func sample(_ count: Int) -> [Int] {
      KMeansSeeding.sample(of: rows.rowCount, count: count, random: &random)
    }
    var margin: Double?
    if options.recallTarget < 1 {
      let trial = sample(options.trialRowCount)
      margin = ApproximateNeighbors.margin(
        in: lists, trial, scan(trial, margin: nil), count: k,
        target: ApproximateNeighbors.aim(options.recallTarget))
    }
    let parts = scan(Array(0..<rows.rowCount), margin: margin)
    var indices = [RecordIndex](repeating: 0, count: rows.rowCount * k)
    var similarities = [Double](repeating: 0, count: rows.rowCount * k)
    for (chunk, part) in parts.enumerated() {
      let places = chunk * Tile.rowCount..<min(rows.rowCount, (chunk + 1) * Tile.rowCount)
      for (i, place) in places.enumerated() {
        let target = lists.order[place] * k
        for rank in 0..<k {
          indices[target + rank] = part.lists.indices[i * k + rank]
          similarities[target + rank] = part.lists.similarities[i * k + rank]
        }
      }
    }
    // What was found bounds what is searched for: the exact answer of the sample is soon known.
    let measured = sample(options.sampleRowCount)
    for place in measured {
      let last = similarities[(lists.order[place] + 1) * k - 1]
      floors[place] = max(floors[place], Float(roundedDown: last - error))
    }
    let exact = scan(measured, margin: nil).flatMap(\.lists.similarities)
    recall = NeighborRecall(
      found: measured.enumerated().map { i, place in
        let row = lists.order[place]
        return similarities[row * k..<(row + 1) * k].count { $0 >= exact[(i + 1) * k - 1] }
      }, count: k)
    self.indices = indices
    self.similarities = similarities.map(clampedCosine)
    listCount = lists.count
    self.margin = margin
    // Each row is in its own list, which it looks into, and is not compared with itself.
    comparedShare =
      Double(parts.reduce(-rows.rowCount) { $0 + $1.comparedCount })
      / (Double(rows.rowCount) * Double(rows.rowCount - 1))
  }

  /// What to ask of the trial, so that the error of a sample seldom leaves the whole below the
  /// target: a fifth fewer misses.
  private static func aim(_ target: Double) -> Double { target + (1 - target) / 5 }

  /// How far below the cosine with their own centroid rows must look for `target` of their exact
  /// neighbours to lie in a list they look into.
  private static func margin(
    in lists: InvertedLists, _ places: [Int], _ exact: [ListScan.Part], count: Int, target: Double
  ) -> Double {
    let products = ExactProducts(left: lists.rows, right: lists.centroids)
    let neighbors = exact.flatMap(\.lists.indices)
    var needed: [Float] = []
    for (i, place) in places.enumerated() {
      let own = products.float(place, lists.labels[lists.order[place]])
      for neighbor in neighbors[i * count..<(i + 1) * count] {
        needed.append(own - products.float(place, lists.labels[Int(neighbor)]))
      }
    }
    needed.sort()
    let position = Int((target * Double(needed.count)).rounded(.up)) - 1
    return max(0, Double(needed[min(needed.count - 1, max(0, position))]))
  }
}
