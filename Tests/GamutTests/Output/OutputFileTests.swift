// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import Testing

@Suite struct OutputFileTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "gamut-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a file appears under its name when it is whole, and not before`() throws {
    try "old".write(toFile: path("out"), atomically: false, encoding: .utf8)
    var file = try OutputFile(path: path("out"))
    try file.write("new ")
    try file.flush()
    #expect(try String(contentsOfFile: path("out"), encoding: .utf8) == "old")
    try file.write(String(repeating: "x", count: 3_000_000))
    try file.commit()
    let text = try String(contentsOfFile: path("out"), encoding: .utf8)
    #expect(text.utf8.count == 3_000_004 && text.hasPrefix("new xxx"))
    #expect(try names() == ["out"])
  }

  @Test func `a file that is dropped leaves nothing behind`() throws {
    do {
      var file = try OutputFile(path: path("out"))
      try file.write("half")
      try file.flush()
    }
    #expect(try names() == [])
  }

  @Test func `a symbolic link stays one`() throws {
    try "old".write(toFile: path("real"), atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: path("link"), withDestinationPath: path("real"))
    var file = try OutputFile(path: path("link"))
    try file.write("new")
    try file.commit()
    #expect(try String(contentsOfFile: path("real"), encoding: .utf8) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link")) == path("real"))
  }

  @Test func `a full device, a folder and a missing folder are errors of one line`() throws {
    let full = #expect(throws: OutputError.self) {
      var file = try OutputFile(path: "/dev/full")
      try file.write("text")
      try file.commit()
    }
    #expect(full?.description == "/dev/full: cannot write: No space left on device")
    let isFolder = #expect(throws: OutputError.self) { try OutputFile(path: folder.path).commit() }
    #expect(isFolder?.code == .conflict)
    let missing = #expect(throws: OutputError.self) {
      try OutputFile(path: path("none/out")).commit()
    }
    #expect(missing?.detail == "No such file or directory")
  }

  @Test func `a device is written through and stays a device`() throws {
    var file = try OutputFile(path: "/dev/null")
    try file.write("text")
    try file.commit()
    let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/null")
    #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
  }
}
