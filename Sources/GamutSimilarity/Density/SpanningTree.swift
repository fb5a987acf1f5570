// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// The tree that joins all rows by the nearest edges of mutual reachability: that of the complete
/// graph, found from the neighbours of each row and, where those do not decide, from all rows.
///
/// Borůvka's rounds: every component but the largest takes its best edge to another one. The best
/// edge among listed neighbours is the best of all if no row of the component has room for an
/// unlisted one above it; the rows that have are compared with all rows, by the bounds of the join.
/// Of each row it is kept what an edge not seen can reach at most, so that later rounds compare fewer.
///
/// Edges of equal reach may be exchanged for one another; which are taken depends on no worker count.
/// Edges are added nearest first and where they join two components, so ties make no cycle.
///
/// > Source: O. Borůvka, 1926; for this graph L. McInnes and J. Healy, *Accelerated Hierarchical
/// > Density Based Clustering*, 2017, doi:10.1109/ICDMW.2017.12.
struct SpanningTree: Sendable {
  /// One edge fewer than rows, nearest first.
  let edges: [ReachabilityEdge]
  /// How many rows were compared with all others, over all rounds.
  let scannedRowCount: Int

  /// - Complexity: O(n·k·log n) and O(n·d) for each scanned row.
  init(of graph: ReachabilityGraph, arithmetic: BoundArithmetic, workers: Int) {
    var growth = TreeGrowth(graph, arithmetic: arithmetic, workers: workers)
    while growth.grow() {}
    edges = growth.edges.sorted { $0.isBefore($1) }
    scannedRowCount = growth.scannedRowCount
  }
}

/// The components so far and what is known of each row.
private struct TreeGrowth {
  let graph: ReachabilityGraph
  let arithmetic: BoundArithmetic
  let workers: Int
  var edges: [ReachabilityEdge] = []
  var scannedRowCount = 0
  /// The lowest row of each row's component.
  private var components: [UInt32]
  private var joined: RowUnion
  /// Per row its best known edge to another component.
  private var best: [ReachabilityEdge?]
  /// Per row what an edge that was not seen can reach at most.
  private var unseen: [Double]
  private var bytes: ByteRows?
  /// How far a `Float` product can lie from the exact one.
  private let floatError: Double

  private static let chunkSize = 4_096

  init(_ graph: ReachabilityGraph, arithmetic: BoundArithmetic, workers: Int) {
    self.graph = graph
    self.arithmetic = arithmetic
    self.workers = workers
    let count = graph.rows.rowCount
    components = (0..<UInt32(count)).map { $0 }
    joined = RowUnion(count: count)
    best = [ReachabilityEdge?](repeating: nil, count: count)
    unseen = (0..<count).map { graph.unlistedReach($0) }
    floatError = ExactProducts.floatError(of: graph.rows, workers: workers)
  }

  /// One round; false where all rows are joined.
  mutating func grow() -> Bool {
    let count = graph.rows.rowCount
    guard edges.count < count - 1 else { return false }
    refreshListedEdges()
    var bestOfComponent = [ReachabilityEdge?](repeating: nil, count: count)
    var sizes = [Int](repeating: 0, count: count)
    for x in 0..<count {
      let c = Int(components[x])
      sizes[c] += 1
      if let edge = best[x], bestOfComponent[c].map({ edge.isBefore($0) }) ?? true {
        bestOfComponent[c] = edge
      }
    }
    var largest = 0
    for c in 0..<count where sizes[c] > sizes[largest] { largest = c }
    let open = (0..<count).filter { x in
      let c = Int(components[x])
      return c != largest && unseen[x] > (bestOfComponent[c]?.reach ?? -1)
    }
    scan(open, &bestOfComponent)
    let chosen = bestOfComponent.indices.compactMap { $0 == largest ? nil : bestOfComponent[$0] }
      .sorted { $0.isBefore($1) }
    for edge in chosen where joined.join(Int(edge.a), Int(edge.b)) { edges.append(edge) }
    for x in 0..<count { components[x] = UInt32(joined.root(of: x)) }
    return true
  }

  /// Looks up the edges again whose other end has been joined.
  private mutating func refreshListedEdges() {
    let (graph, components, current, isFirst) = (graph, components, best, edges.isEmpty)
    best = Parallel.mapChunks(
      of: best.count, chunkSize: TreeGrowth.chunkSize, workers: workers
    ) { range in
      range.map { x -> ReachabilityEdge? in
        if let edge = current[x], components[Int(edge.a)] != components[Int(edge.b)] { return edge }
        return isFirst || current[x] != nil
          ? graph.listedEdge(from: x, components: components) : nil
      }
    }.flatMap { $0 }
  }

  /// Compares the rows of `open` with all rows of other components.
  private mutating func scan(_ open: [Int], _ bestOfComponent: inout [ReachabilityEdge?]) {
    guard !open.isEmpty else { return }
    scannedRowCount += open.count
    let columns = graph.rows.columnCount
    if bytes == nil, columns > 0, arithmetic == .bytes {
      bytes = ByteRows(of: graph.rows, columnCount: columns, workers: workers)
    }
    let components = components
    // Rows of one component together share what they find.
    let rows = open.sorted { (components[$0], $0) < (components[$1], $1) }
    let search = OutsideSearch(
      graph: graph, components: components, bytes: bytes, floatError: floatError,
      known: bestOfComponent)
    let parts = Parallel.mapChunks(of: rows.count, chunkSize: Tile.rowCount, workers: workers) {
      search.found(from: Array(rows[$0]))
    }
    for (row, found) in zip(rows, parts.joined()) {
      unseen[row] = min(unseen[row], found.unseen)
      guard let edge = found.edge else { continue }
      if best[row].map({ edge.isBefore($0) }) ?? true { best[row] = edge }
      let c = Int(components[row])
      if bestOfComponent[c].map({ edge.isBefore($0) }) ?? true { bestOfComponent[c] = edge }
    }
  }
}

/// The search of rows for their best edge to another component.
private struct OutsideSearch: Sendable {
  let graph: ReachabilityGraph
  let components: [UInt32]
  let bytes: ByteRows?
  let floatError: Double
  /// Per component its best edge so far.
  let known: [ReachabilityEdge?]

  struct Found: Sendable {
    /// The best edge found; nil where none was better than what was known.
    var edge: ReachabilityEdge?
    /// What an edge not found can reach at most.
    var unseen: Double
  }

  func found(from rows: [Int]) -> [Found] {
    let count = graph.rows.rowCount
    let exact = ExactProducts(left: graph.rows, right: graph.rows)
    var limits: [UInt32: Double] = [:]
    for row in rows { limits[components[row]] = known[Int(components[row])]?.reach ?? -1 }
    var found = [Found](repeating: Found(edge: nil, unseen: -1), count: rows.count)
    var scan = ListedRowScan(graph.rows, bytes, with: graph.rows, bytes)
    let step = bytes == nil ? Tile.columnCount : OutsideSearch.byteColumnCount
    var candidates: [UInt32] = []
    var products: [Double] = []
    for start in stride(from: 0, to: count, by: step) {
      scan.multiply(
        rows, columns: start..<min(count, start + step),
        limits: rows.map { Float(roundedDown: (limits[components[$0]] ?? -1) - floatError) })
      for (i, x) in rows.enumerated() {
        let component = components[x]
        var limit = limits[component] ?? -1
        candidates.removeAll(keepingCapacity: true)
        scan.appendCandidates(of: i, to: &candidates)
        candidates.removeAll {
          components[Int($0)] == component || graph.cores[Int($0)] < limit
        }
        guard !candidates.isEmpty else { continue }
        exact.filter(&candidates, with: x, atLeast: Float(roundedDown: limit - floatError))
        exact.forEachDouble(candidates, with: x, in: &products) { y, product in
          let reach = graph.reach(clampedCosine(product), x, Int(y))
          guard reach >= limit else { return }
          let edge = ReachabilityEdge(reach: reach, x, Int(y))
          if found[i].edge.map({ edge.isBefore($0) }) ?? true { found[i].edge = edge }
          limit = reach
        }
        limits[component] = limit
      }
    }
    for (i, x) in rows.enumerated() { found[i].unseen = limits[components[x]] ?? -1 }
    return found
  }

  /// As many columns as the join takes at once in bytes.
  private static let byteColumnCount = 2_048
}
