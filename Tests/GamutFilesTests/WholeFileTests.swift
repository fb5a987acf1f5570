// SPDX-License-Identifier: Apache-2.0

import GamutFiles
import GamutTestSupport
import Testing

@Suite struct WholeFileTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func begin(_ name: String) throws -> WholeFile {
    try WholeFile(target: folder.path(name), path: name)
  }

  @Test func `a file of the longest name there is gets its name`() throws {
    for length in [245, 246, 255] {
      let name = String(repeating: "n", count: length)
      var file = try begin(name)
      try file.write(Array("text".utf8).span)
      try file.commit()
      #expect(try folder.text(name) == "text")
      try folder.remove(name)
    }
    #expect(try folder.names() == [])
  }

  @Test func `files get their names together, and none where one cannot`() throws {
    try folder.write("old", to: "a")
    var commit = FileCommit()
    for name in ["a", "b"] {
      var file = try begin(name)
      try file.write(Array("new".utf8).span)
      try commit.add(file)
    }
    #expect(try folder.text("a") == "old")
    try commit.commit()
    #expect(try folder.names() == ["a", "b"])
    #expect(try folder.text("a") == "new")
    do {
      var dropped = FileCommit()
      try dropped.add(try begin("a"))
      #expect(try folder.names().count == 3)
    }
    #expect(try folder.names() == ["a", "b"] && folder.text("a") == "new")
  }

  @Test func `what comes last and fails is told with what stands`() throws {
    struct Refused: Error {}
    var commit = FileCommit()
    try commit.add(try begin("a"))
    var found: FileCommit.Failure?
    do throws(FileCommit.Failure) { try commit.commit { throw Refused() } } catch { found = error }
    #expect(found?.standing == ["a"])
    #expect(found?.error is Refused)
  }
}
