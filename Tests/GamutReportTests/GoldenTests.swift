// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutReport
import Testing

/// The renderings of a sample, byte for byte. `GAMUT_RECORD=1` rewrites them and fails the run, so
/// that a recorded change is always looked at. The style sheet stands in the sources and in no record.
@Suite struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  @Test(arguments: [
    "full.html", "full.json", "full.md", "full.txt", "full-colour.txt", "small.html", "small.json",
    "small.md", "small.txt",
  ])
  func `a rendering is the one on record`(_ name: String) throws {
    let document = name.hasPrefix("full") ? SampleReport.full : SampleReport.small
    let bytes =
      switch name {
      case let name where name.hasSuffix(".html"): Self.withoutStyle(document.html())
      case let name where name.hasSuffix(".json"): document.json()
      case let name where name.hasSuffix(".md"): document.markdown()
      case "full-colour.txt": document.terminalSummary(width: 100, style: .coloured)
      default: document.terminalSummary()
      }
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["GAMUT_RECORD"] == "1" {
      try Data(bytes).write(to: file)
      Issue.record("\(name) was recorded; look at it and run again without GAMUT_RECORD")
      return
    }
    let expected = try Data(contentsOf: file)
    #expect(Data(bytes) == expected, "\(name) differs from the record")
  }

  /// The page with an empty style sheet.
  private static func withoutStyle(_ page: [UInt8]) -> [UInt8] {
    let text = String(decoding: page, as: UTF8.self)
    guard let start = text.range(of: "<style>"), let end = text.range(of: "</style>") else {
      Issue.record("a page without a style sheet")
      return page
    }
    return Array((text[..<start.upperBound] + text[end.lowerBound...]).utf8)
  }
}
