// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCorpus
import GamutTestSupport
import Testing

struct InputPathsTests {
  /// A folder with data, notes and hidden files.
  private static func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for name in [
      "b.jsonl", "a.jsonl.gz", "notes.txt", "README.md", ".hidden.jsonl", "_SUCCESS", "state.json",
      "B.json", "data/train/2.parquet", "data/train/10.parquet", "data/dataset_info.json",
      "data/.cache/x.jsonl",
    ] {
      let path = URL(filePath: folder.path(name))
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try folder.write("", to: name)
    }
    return folder
  }

  private func files(_ arguments: [String], in folder: ScratchFolder) throws -> [String] {
    try InputPaths.files(of: arguments.map { folder.path + "/" + $0 })
      .map { String($0.dropFirst(folder.path.count + 1)) }
  }

  @Test func `a folder stands for its files of data, sorted, those below it too`() throws {
    let folder = try Self.folder()
    #expect(
      try files([""], in: folder)
        == [
          "B.json", "a.jsonl.gz", "b.jsonl", "data/train/10.parquet", "data/train/2.parquet",
        ])
    #expect(try files(["data/train/"], in: folder).count == 2)
  }

  @Test func `texts are data where nothing else is`() throws {
    let folder = try ScratchFolder()
    try folder.write("x", to: "b.txt")
    try folder.write("x", to: "a.txt")
    #expect(try files([""], in: folder) == ["a.txt", "b.txt"])
  }

  @Test func `a pattern stands for what matches it, sorted by bytes`() throws {
    let folder = try Self.folder()
    #expect(
      try files(["data/train/*.parquet"], in: folder)
        == ["data/train/10.parquet", "data/train/2.parquet"])
    #expect(try files(["[ab].jsonl*"], in: folder) == ["a.jsonl.gz", "b.jsonl"])
    try folder.write("", to: "c[1].jsonl")
    #expect(try files(["c[1].jsonl"], in: folder) == ["c[1].jsonl"])
  }

  @Test func `a list stands for its lines, in their order`() throws {
    let folder = try Self.folder()
    let path = folder.path
    try folder.write("\(path)/b.jsonl\r\n\n\(path)/data\n\(path)/[a]*.gz\n-", to: "list")
    #expect(
      try InputPaths.files(of: ["@\(path)/list", "\(path)/B.json"])
        == [
          "\(path)/b.jsonl", "\(path)/data/train/10.parquet", "\(path)/data/train/2.parquet",
          "\(path)/a.jsonl.gz", "-", "\(path)/B.json",
        ])
  }

  @Test func `a file by the very name is itself, and a missing one is left to who opens it`() throws
  {
    #expect(try InputPaths.files(of: ["-", "/nowhere/x.jsonl"]) == ["-", "/nowhere/x.jsonl"])
  }

  @Test func `what stands for nothing is named`() throws {
    let folder = try ScratchFolder()
    try folder.write("", to: "empty")
    for argument in [folder.path, "\(folder.path)/*.jsonl", "@\(folder.path)/empty", "@/nowhere"] {
      let error = #expect(throws: CorpusError.self) { try InputPaths.files(of: [argument]) }
      #expect(error?.code == .missingFile, "\(argument)")
    }
    let error = #expect(throws: CorpusError.self) {
      try InputPaths.files(of: ["@\(folder.path)"])
    }
    #expect(error?.code == .unreadableFile)
  }

  @Test func `a folder that a link leads back to is read once`() throws {
    let folder = try Self.folder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("data/up"), withDestinationPath: folder.path)
    #expect(try files([""], in: folder).count == 5)
  }
}
