// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutReport
import Testing

/// The renderings of a sample, byte for byte. `GAMUT_RECORD=1` rewrites them and fails the run, so
/// that a recorded change is always looked at. The style sheet and the script stand in the sources and in
/// no record.
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
      case let name where name.hasSuffix(".html"): Self.withoutSources(document.html())
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

  /// The page with an empty style sheet and an empty script, of no digest.
  private static func withoutSources(_ page: [UInt8]) -> [UInt8] {
    var text = String(decoding: page, as: UTF8.self)
    for (opening, closing) in [
      ("<style>", "</style>"), ("<script>", "</script>"), ("script-src '", "'"),
    ] {
      guard let start = text.range(of: opening),
        let end = text.range(of: closing, range: start.upperBound..<text.endIndex)
      else {
        Issue.record("a page without \(opening)")
        return page
      }
      text.removeSubrange(start.upperBound..<end.lowerBound)
    }
    return Array(text.utf8)
  }
}
