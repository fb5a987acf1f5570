// SPDX-License-Identifier: Apache-2.0

import GamutReport

extension SampleReport {
  /// A record for every dot.
  private static func records(of map: MapReport) -> MapReport.Records {
    let texts = [
      "Where is my parcel? It says delivered.", "我的包裹在哪里？", "Cancel my <b>order</b> & refund me",
    ]
    let own = (0..<map.drawnRows).map { i in
      MapReport.Record(
        place: at(3 * i + 1), index: 3 * i, beginning: texts[i % 3], length: 20 + i % 90,
        source: 0, language: i % 3 == 1 ? 1 : 0, removed: i % 10 == 0 ? i % 7 : 0)
    }
    let others = (0..<map.drawnReferenceRows).map { i in
      MapReport.Record(
        place: traffic("", i + 1).place, index: i, beginning: texts[0], length: 38)
    }
    return MapReport.Records(
      own + others, sources: ["support_train.jsonl"], languages: ["English", "Chinese"])
  }

  /// The clusters as discs on a ring, two gaps of the reference between them.
  static func map(of clusters: ClusterReport) -> MapReport {
    func disc(_ count: Int, x: Double, y: Double) -> [MapReport.Point] {
      (0..<count).map { i in
        // Steps of a square spiral: no sines, so the same places on every machine.
        let (ring, side) = (Double(1 + i / 8), i % 8)
        let steps = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]
        return MapReport.Point(
          x: x + 0.012 * ring * Double(steps[side].0), y: y + 0.012 * ring * Double(steps[side].1))
      }
    }
    var map = MapReport(
      method: "t-SNE over exact nearest neighbours, from the principal components",
      neighbours: 15, neighboursKept: Measure(0.47, noInterval: counted),
      neighboursKeptByComponents: Measure(0.06, noInterval: counted),
      groups: clusters.list.enumerated().map { i, cluster in
        MapReport.Group(
          name: cluster.name, rows: cluster.rows,
          points: disc(
            max(2, cluster.rows / 100), x: 0.12 + 0.25 * Double(i % 4),
            y: 0.15 + 0.33 * Double(i / 4)))
      }, rows: clusters.list.reduce(0) { $0 + $1.rows })
    map.reference = disc(20, x: 0.37, y: 0.32) + disc(12, x: 0.6, y: 0.65)
    map.referenceRows = 1_204
    map.gaps = [
      MapReport.Group(name: "tax · refund · abroad", rows: 61, points: disc(14, x: 0.5, y: 0.95)),
      MapReport.Group(name: "courier · damaged", rows: 17, points: disc(5, x: 0.25, y: 0.5)),
    ]
    map.records = records(of: map)
    return map
  }
}
