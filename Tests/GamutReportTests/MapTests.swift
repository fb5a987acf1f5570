// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import Testing

@testable import GamutReport

@Suite struct MapTests {
  private let sample = SampleReport.map(of: SampleReport.clusters)

  private func text(_ map: MapReport) -> String {
    String(decoding: HTML.map(map).bytes, as: UTF8.self)
  }

  @Test func `the middle of a group is its median across and up`() {
    let group = MapReport.Group(
      name: "", rows: 3,
      points: [.init(x: 0, y: 0.5), .init(x: 0.2, y: 0.1), .init(x: 1, y: 0.3)])
    #expect(group.centre == MapReport.Point(x: 0.2, y: 0.3))
    #expect(MapReport.Group(name: "", rows: 3, points: []).centre == nil)
  }

  @Test(arguments: [360.0, 912])
  func `labels stand inside and cover none of each other`(pixels: Double) {
    let labels = MapLayout(sample).labels(of: sample, pixels: pixels)
    #expect(labels.count > 5)
    #expect(labels[0].text == "1 tax · refund" && labels[0].isGap)
    for (i, label) in labels.enumerated() {
      #expect((0...pixels).contains(label.x) && (0...0.75 * pixels).contains(label.y))
      for other in labels[..<i] where abs(other.y - label.y) < 14 {
        let reach = 3.2 * Double(label.text.count + other.text.count)
        #expect(abs(other.x - label.x) > reach, "\(label.text) on \(other.text)")
      }
    }
  }

  @Test func `groups beside each other differ in colour`() {
    let groups = (0..<25).map { i in
      MapReport.Group(
        name: "", rows: 1, points: [.init(x: Double(i % 5) / 5, y: Double(i / 5) / 5)])
    }
    let tints = MapLayout.tints(of: groups)
    for i in groups.indices {
      if i % 5 < 4 { #expect(tints[i] != tints[i + 1]) }
      if i < 20 { #expect(tints[i] != tints[i + 5]) }
    }
  }

  @Test func `equal places are one dot and the next is where it should be`() {
    var map = sample
    map.groups = [
      MapReport.Group(
        name: "a", rows: 3, points: [.init(x: 0, y: 0), .init(x: 1, y: 0.7), .init(x: 0, y: 0)])
    ]
    (map.reference, map.gaps) = ([], [])
    #expect(text(map).contains("d=\"m976 42h0m-952 666h0\""))
  }

  @Test func `the largest map stays under 400 kB, whatever lies where`() {
    var map = sample
    var state: UInt64 = 1
    func number() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    map.groups = (0..<900).map { _ in
      MapReport.Group(
        name: String(repeating: "<&", count: 900), rows: 1,
        points: (0..<40).map { _ in .init(x: number(), y: number()) })
    }
    #expect(HTML.map(map).bytes.count < 400_000)
  }

  @Test func `hostile places and no places give a drawing`() {
    var map = sample
    let hostile: [MapReport.Point] = [
      .init(x: .nan, y: .infinity), .init(x: -1e300, y: 1e300), .init(x: 0, y: 0),
    ]
    map.groups = [MapReport.Group(name: "a", rows: 9, points: hostile)]
    #expect(!text(map).contains("nan") && text(map).contains("</svg>"))
    map.groups = [MapReport.Group(name: "a", rows: 9, points: [])]
    (map.reference, map.gaps) = ([], [])
    #expect(text(map).contains("</svg>"))
  }

  @Test func `JSON has the groups and counts, and no dots`() {
    guard case .object(let members) = sample.jsonValue else {
      Issue.record("not an object")
      return
    }
    #expect(
      members.map(\.name) == [
        "method", "rows", "reference_rows", "neighbours", "neighbours_kept",
        "neighbours_kept_by_components", "groups", "gaps", "intervals",
      ])
  }
}

extension SampleReport {
  fileprivate static var clusters: ClusterReport {
    diversity.clusters
      ?? ClusterReport(
        count: 0, countReason: "", hill: HillNumbers(zero: none, one: none, two: none),
        evenness: none, topTenShare: none, list: [])
  }

  private static var none: Measure { Measure(0, noInterval: counted) }
}
