// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCorpus
import GamutTestSupport
import Testing

@testable import Gamut

@Suite struct OutputFolderTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    for name in ["in", "in/train", "in/test"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    try folder.write("{\"text\":\"one and two\"}\n{\"text\":\"three\"}\n", to: "in/test/a.jsonl")
    try folder.write("text\n\"four, five\"\none and two\n", to: "in/train/a.csv")
    try folder.write("[{\"text\": \"three\"}, {\"text\": \"six\"}]", to: "in/train/b.json")
  }

  private func write(to name: String = "out", committing: Bool = true) throws {
    let inputs = try InputPaths.inputs(of: [folder.path("in")])
    var output = try OutputFolder(path: folder.path(name), inputs: inputs)
    let result = try DeduplicationPlan().run(inputs: Corpus(paths: inputs.map(\.path)))
    var commit = OutputCommit()
    try output.write(result, to: &commit)
    guard committing else { return }
    try commit.commit()
    output.stay()
  }

  @Test func `each input has an output of its name and form, below the folder`() throws {
    try write()
    #expect(
      try folder.text("out/test/a.jsonl")
        == "{\"text\":\"one and two\"}\n{\"text\":\"three\"}\n")
    #expect(try folder.text("out/train/a.csv") == "text\n\"four, five\"\n")
    #expect(try folder.text("out/train/b.json") == "[\n{\"text\": \"six\"}\n]\n")
  }

  @Test func `the clean files may take the place of the inputs`() throws {
    try write(to: "in")
    #expect(try folder.text("in/train/a.csv") == "text\n\"four, five\"\n")
    #expect(try folder.text("in/test/a.jsonl").hasPrefix("{\"text\":\"one and two\"}"))
  }

  @Test func `what is not committed leaves neither files nor folders`() throws {
    try write(to: "a/b/out", committing: false)
    #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
  }

  @Test func `two inputs of one name, and one without, are told before the work`() throws {
    for arguments in [["in/train/a.csv", "in/train/../train/a.csv"], ["-"]] {
      let inputs = try InputPaths.inputs(
        of: arguments.map { $0 == "-" ? $0 : folder.path($0) })
      let error = #expect(throws: OutputError.self) {
        _ = try OutputFolder(path: folder.path("out"), inputs: inputs)
      }
      #expect(error?.code == .conflict)
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }
  }

  @Test func `a folder of Hugging Face datasets stays one, under a fingerprint of its own`() throws
  {
    func state(_ name: String) -> String {
      """
      {"_data_files": [{"filename": "\(name)"}], "_fingerprint": "0123456789abcdef", "_split": null}
      """
    }
    try folder.write("{\"splits\": [\"test\", \"train\"]}", to: "in/dataset_dict.json")
    try folder.write(state("a.jsonl"), to: "in/test/state.json")
    try folder.write(
      "{\"license\": \"x\", \"splits\": {\"test\": {\"num_examples\": 2}}, \"dataset_size\": 9}",
      to: "in/test/dataset_info.json")
    // A table of the folder is missing: nobody could load it.
    try folder.write(state("c.csv"), to: "in/train/state.json")
    try write()
    #expect(try folder.text("out/dataset_dict.json").contains("\"train\""))
    #expect(try folder.text("out/test/dataset_info.json") == "{\n  \"license\": \"x\"\n}\n")
    let text = try folder.text("out/test/state.json")
    #expect(text.contains("\"filename\": \"a.jsonl\"") && text.contains("\"_split\": null"))
    #expect(!text.contains("0123456789abcdef"))
    #expect(text.firstMatch(of: /"_fingerprint": "[0-9a-f]{16}"/) != nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/train/state.json")))
    try write(to: "again")
    #expect(try folder.text("again/test/state.json") == text)
  }

  @Test func `records become JSON where a name asks for it`() throws {
    let result = try DeduplicationPlan().run(
      inputs: Corpus(paths: InputPaths.files(of: [folder.path("in")])))
    try result.write(kept: folder.path("all.jsonl"))
    #expect(
      try folder.text("all.jsonl") == """
        {"text":"one and two"}
        {"text":"three"}
        {"text":"four, five"}
        {"text":"six"}

        """)
    try result.write(kept: folder.path("all.json"))
    #expect(
      try folder.text("all.json")
        == "[\n{\"text\":\"one and two\"},\n{\"text\":\"three\"},\n"
        + "{\"text\":\"four, five\"},\n{\"text\":\"six\"}\n]\n")
    let error = #expect(throws: OutputError.self) {
      try result.write(kept: folder.path("all.csv"))
    }
    #expect(error?.remedy == .writeLines)
  }
}
