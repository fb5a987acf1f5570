// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutTestSupport
import Testing

/// What `import Gamut` alone gives; that a package elsewhere compiles with it, Examples/Library shows.
@Suite struct DoorTests {
  private let folder: ScratchFolder
  private let result: Deduplication

  init() throws {
    folder = try ScratchFolder()
    result = try DeduplicationPlan().run(
      inputs: Corpus(strings: ["one", "two", "one"], name: "list"))
  }

  @Test func `strings are deduplicated, and a removal has its places`() throws {
    #expect(result.kept == [0, 1])
    let places = result.places(of: try #require(result.removals.first))
    #expect(places.removed == Place(file: "list", position: .row(2)))
    #expect(places.kept == Place(file: "list", position: .row(0)))
  }

  @Test func `kept and removed records appear together`() throws {
    let (kept, removed) = (folder.path("kept"), folder.path("removed"))
    try result.write(kept: kept, removed: removed)
    #expect(try folder.text("kept") == "{\"text\":\"one\"}\n{\"text\":\"two\"}\n")
    #expect(try folder.text("removed").contains("\"cause\":\"exact\""))
  }

  @Test func `of a pair of outputs that cannot both be written, none is`() throws {
    try folder.write("as it was", to: "kept")
    #expect(throws: OutputError.self) {
      try result.write(kept: folder.path("kept"), removed: folder.path("missing/removed"))
    }
    #expect(try folder.text("kept") == "as it was")
  }

  @Test(arguments: ReportFormat.allCases)
  func `a report is written in every format`(format: ReportFormat) throws {
    let document = ReportDocument(result)
    try document.write(to: folder.path("report"), as: format)
    let expected =
      switch format {
      case .html: document.html()
      case .markdown: document.markdown()
      case .json: document.json()
      }
    #expect(try folder.bytes("report") == expected)
  }

  @Test func `a figure has the name that it has in JSON`() throws {
    let document = ReportDocument(result)
    #expect(try document.figure("rows.kept") == 2)
    #expect(try document.figure("rows.removed.exact") == 1)
    #expect(throws: ReportError.self) { try document.figure("rows.keep") }
  }
}
