// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutFiles
import GamutJSON
import Testing

@testable import GamutReport

@Suite struct PageScriptTests {
  private let sample = SampleReport.full.diversity?.map

  @Test func `the policy names the digest of the script`() throws {
    let hasher = try FileHasher()
    let script = HTML.script.bytes
    hasher.add(script.span)
    let digits = Array(try hasher.finished().sha256)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    let digest = "sha256-" + Data(bytes).base64EncodedString()
    #expect("\(HTML.scriptDigest)" == digest)
  }

  @Test func `the script is small, makes no markup, and asks for nothing`() {
    let script = String(decoding: HTML.script.bytes, as: UTF8.self)
    #expect(script.utf8.count < 9_000)
    for word in [
      "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "Function(", "fetch",
      "XMLHttp", "import", "</", "<!--", "http", "localStorage", "cookie",
    ] { #expect(!script.contains(word), "\(word)") }
  }

  @Test func `the block of a map has every dot with its record`() throws {
    let map = try #require(sample)
    let block = try #require(MapBlock(map)).html(room: 1_000_000)
    let text = String(decoding: block.bytes, as: UTF8.self)
    let json = try #require(text.split(separator: ">", maxSplits: 1).last).prefix { $0 != "<" }
    let value = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let count = map.drawnRows + map.drawnReferenceRows
    for name in [
      "x", "y", "topic", "file", "at", "index", "length", "source", "language", "removed", "text",
    ] { #expect((value[name] as? [Any])?.count == count, "\(name)") }
    let topics = try #require(value["topic"] as? [Int])
    #expect(topics.filter { $0 == -1 }.count == map.reference.count)
    #expect(topics.filter { $0 == -3 }.count == map.gaps[1].points.count)
    let texts = try #require(value["text"] as? [String])
    #expect(texts[2] == "Cancel my <b>order</b> & refund me")
    let files = try #require(value["files"] as? [[String: Any]])
    #expect(files.compactMap { $0["name"] as? String }.count == 2)
  }

  @Test(arguments: [0, 100, 4_000, 20_000, 100_000])
  func `a block never takes more room than it is given`(room: Int) throws {
    var map = try #require(sample)
    for i in map.records?.list.indices ?? 0..<0 {
      map.records?.list[i].beginning = String(repeating: "<\"&\u{202E}文", count: 50)
    }
    #expect(try #require(MapBlock(map)).html(room: room).bytes.count <= room)
  }

  @Test func `twenty thousand dots with long texts in many files fit on a page`() throws {
    var document = SampleReport.full
    var map = try #require(document.diversity?.map)
    let count = 20_000
    map.groups = [
      MapReport.Group(
        name: "a", rows: count,
        points: (0..<count).map { .init(x: Double($0 % 141) / 141, y: Double($0 / 141) / 141) })
    ]
    (map.reference, map.gaps) = ([], [])
    map.records = MapReport.Records(
      (0..<count).map { i in
        MapReport.Record(
          place: Place(file: "\(i % 700)-" + String(repeating: "<", count: 300), position: .row(i)),
          index: i, beginning: String(repeating: "“文”<", count: 80), length: 320, source: i % 900,
          language: 0, removed: i)
      }, sources: (0..<900).map { String(repeating: "&\($0)", count: 60) },
      languages: ["Chinese"])
    document.diversity?.map = map
    let size = document.html().count
    #expect(size > 2_000_000 && size < 5_000_000)
  }

  @Test func `a text that would end the block does not`() {
    let html = HTML(json: "\"</script><script>alert(1)</script><!-- &lt;\"".utf8)
    #expect(!html.bytes.contains { "<>&".utf8.contains($0) })
  }
}
