// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutFiles
import GamutTestSupport
import Testing

@Suite struct FilesTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `a nameless file has no name, and its bytes are mapped`() throws {
    var file = try NamelessFile(folder: folder.path)
    try file.write(Array("some text".utf8).span)
    #expect(try folder.names() == [])
    let mapping = try file.mapped(path: "input")
    #expect(mapping.copy(of: 5..<9) == Array("text".utf8))
  }

  @Test func `a region of a nameless file is zero at first`() throws {
    var file = try NamelessFile(folder: folder.path)
    let region = try file.region(byteCount: 1 << 16)
    #expect(region.byteCount == 1 << 16)
    #expect(unsafe region.base.load(fromByteOffset: 65_528, as: UInt64.self) == 0)
  }

  @Test func `positioned reads stop at the end, and a change is told`() throws {
    let path = try folder.write("0123456789", to: "x")
    let file = try PositionedFile(path: path)
    var bytes = [UInt8](repeating: 0, count: 4)
    var span = bytes.mutableSpan
    try file.read(at: 3, into: &span)
    #expect(bytes == Array("3456".utf8))
    var found: FileError?
    do throws(FileError) {
      var span = bytes.mutableSpan
      try file.read(at: 8, into: &span)
    } catch { found = error }
    #expect(found?.reason == .ends(at: 10))
    try file.requireUnchanged()
    try FileHandle(forWritingTo: URL(filePath: path)).truncate(atOffset: 3)
    #expect(throws: FileError.self) { try file.requireUnchanged() }
  }

  @Test func `a file is locked once, and known to be replaced`() throws {
    let path = try folder.write("x", to: "x")
    let first = try LockedFile(path: path)
    let second = #expect(throws: FileError.self) { _ = try LockedFile(path: path) }
    #expect(second?.reason == .locked)
    try first.requireInPlace()
    try folder.remove("x")
    try folder.write("y", to: "x")
    let gone = #expect(throws: FileError.self) { try first.requireInPlace() }
    #expect(gone?.reason == .replaced)
  }

  @Test func `places of outputs are told apart, and dangling links followed`() throws {
    let path = try folder.write("x", to: "x")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "none")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("round"), withDestinationPath: "round")
    #expect(try OutputPlace(path: folder.path("link")) == .file(folder.path("none")))
    #expect(try OutputPlace(path: "/dev/stdout") == .stream(1))
    #expect(try OutputPlace(path: "/dev/fd/7") == .stream(7))
    #expect(try OutputPlace(path: "/dev/null") == .through)
    #expect(throws: FileError.self) { try OutputPlace(path: folder.path("round")) }
    #expect(throws: FileError.self) { try OutputPlace(path: folder.path) }
    #expect(
      OutputPlace.identity(of: folder.path("./link"))
        == OutputPlace.identity(of: folder.path("none")))
    #expect(OutputPlace.identity(of: path) == OutputPlace.identity(ofInput: folder.path("./x")))
  }

  @Test func `a full device is an error of one line`() throws {
    let full = try Descriptor(path: "/dev/full", .writing)
    let found = #expect(throws: FileError.self) { try full.write(Array("x".utf8).span) }
    #expect(found?.description == "/dev/full: cannot write: No space left on device")
  }
}
