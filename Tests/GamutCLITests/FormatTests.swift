// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

@Suite struct FormatTests {
  @Test(arguments: ["\n", "\r\n"])
  func `kept rows of a CSV file are its bytes, behind its header`(end: String) throws {
    let program = try Program()
    let text = [
      "\u{FEFF}instruction;output;id", "\"What; is it?\";\"It is\na \"\"thing\"\".\";1",
      "Who?;Me;2",
      "\"What; is it?\";\"It is\na \"\"thing\"\".\";3", "\"Where?\";  Here  ;4", "",
    ]
    try program.folder.write(text.joined(separator: end), to: "x.csv")
    let outcome = try program.run(
      "dedupe", "x.csv", "-o", "kept.csv", "--removed", "removed.jsonl", "--json", "d.json")
    #expect(outcome.status == 0, "\(outcome.error)")
    let kept = try program.folder.text("kept.csv")
    #expect(kept == (text[0...2] + [text[4], ""]).joined(separator: end))
    let removed = try program.folder.text("removed.jsonl")
    #expect(removed.contains(#""file":"x.csv","line":"#))
    #expect(
      removed.contains(
        #""record":{"instruction":"What; is it?","output":"It is\na \"thing\".","id":"3"}"#))
    let size = kept.utf8.count
    #expect(try program.folder.text("d.json").contains("\"kept\": \(size)"))
  }

  @Test func `files of which nothing is removed come out as they were`() throws {
    let program = try Program()
    let files = [
      "x.csv": "q,a\n1,\"2\"\n3,4\n", "y.tsv": "q\ta\n1\t\"2\"\n",
      "z.json": "{\"version\": 1, \"data\": [\n{\"prompt\": \"a\", \"completion\": \"b\"},\n"
        + "{\"prompt\": \"c\", \"completion\": \"d\"}\n], \"end\": [] }\n",
    ]
    for (name, text) in files {
      try program.folder.write(text, to: name)
      let fields = name == "z.json" ? "prompt,completion" : "q,a"
      let outcome = try program.run("dedupe", name, "-o", "out", "--text", fields)
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(try program.folder.text("out") == text)
    }
  }

  @Test func `lines of text are records`() throws {
    let program = try Program()
    try program.folder.write("one line\nanother line\none line\n", to: "x.txt")
    let outcome = try program.run("dedupe", "x.txt")
    #expect(outcome.outputText == "one line\nanother line\n")
  }
}

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "GamutCorpusTests/Formats/Arrow/Fixtures")
private let library = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: ".build/arrow/libgamut_arrow.so")

@Suite(
  .enabled(
    if: SharedData.isPresent(library.path), "no libgamut_arrow: Scripts/setup arrow builds it"))
struct TableTests {
  @Test(arguments: ["chat.parquet", "chat.arrow", "chat.arrows", "chat.feather"])
  func `kept rows of a table leave as a table, and removed ones by their row`(name: String) throws {
    let program = try Program()
    let path = fixtures.appending(path: name).path
    // A file twice: the second copy of each row goes.
    let outcome = try program.run(
      "dedupe", path, path, "-o", name, "--removed", "removed.jsonl", "--on-error", "skip",
      "--rejected", "rejected.jsonl", "--provenance", "provenance.jsonl",
      "--manifest", "manifest.json")
    #expect(outcome.status == 0, "\(outcome.error)")
    // The hash of a row is that of its cells, in whatever file of its kind.
    let provenance = try program.folder.text("provenance.jsonl").split(separator: "\n")
    let hashes = provenance.map { $0.split(separator: "\"hash\":")[1].prefix(34) }
    #expect(hashes.count == 10 && hashes[0..<5] == hashes[5..<10])
    #expect(!provenance.contains { $0.contains("\"offset\"") })
    #expect(try program.run("verify", "manifest.json").status == 0)
    // As lines, a row is the JSON whose hash it has.
    let converted = try program.shell(
      """
      gamut dedupe '\(path)' --on-error skip -o k.jsonl --provenance p --manifest m && gamut verify m &&
      sed -i '1s/:/: /' k.jsonl; gamut verify m
      """)
    #expect(converted.outputText.contains("k.jsonl: record of index 0: expected hash "))
    #expect(converted.outputText.hasPrefix("m: all right; 3 files"), "\(converted.outputText)")
    let again = try program.run("dedupe", name, "--dry-run", "--on-error", "skip")
    #expect(again.status == 0, "\(again.error)")
    let removed = try program.folder.text("removed.jsonl").split(separator: "\n")
    #expect(removed.contains { $0.contains(#""row":4"#) && $0.contains("好的，谢谢") })
  }

  @Test func `without the library a table is refused with what to do`() throws {
    let program = try Program()
    let outcome = try program.run(
      "dedupe", fixtures.appending(path: "chat.parquet").path,
      environment: ["GAMUT_ARROW": "/nowhere/libgamut_arrow.so"])
    #expect(outcome.isOneLineError)
    #expect(outcome.error.contains("it is a Parquet file, which is read by libgamut_arrow"))
    #expect(outcome.error.contains("Scripts/setup arrow"))
  }
}
