// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCorpus
import Testing

@Test func `a missing file and a directory are told apart in one line`() throws {
  let missing = corpusError { _ = try Corpus(paths: ["/no/such/\nfile.jsonl"]) }
  #expect(missing?.code == .missingFile)
  #expect(
    missing?.description
      == "/no/such/\\u{a}file.jsonl: no such file: nothing is there; expected a JSONL or JSON file")
  let directory = corpusError { _ = try Corpus(paths: ["/tmp"]) }
  #expect(directory?.code == .unreadableFile)
  #expect(directory?.detail.contains("directory") == true)
}

@Test(
  arguments: [
    ([0x02, 0x21, 0x4C, 0x18], "legacy"), (Array("PK\u{3}\u{4}".utf8), "zip"),
    ([0xFF, 0xFE, 0x7B, 0], "UTF-16"),
  ] as [([UInt8], String)])
func `other formats are named, not parsed`(bytes: [UInt8], name: String) throws {
  let file = try TemporaryFile(bytes)
  let error = corpusError { _ = try Corpus(paths: [file.path]) }
  #expect(error?.code == .unsupportedFormat)
  #expect(error?.detail.contains(name) == true)
}

@Test func `a FIFO and a device are read like files`() throws {
  let file = try TemporaryFile("")
  let path = file.path + ".fifo"
  // Safe: the path is a NUL-terminated copy for the length of the call.
  let status = unsafe mkfifo(path, 0o600)
  #expect(status == 0)
  let text = (0..<50_000).map { "{\"t\":\"\($0)\"}\n" }.joined()
  let writer = Thread {
    let handle = FileHandle(forWritingAtPath: path)
    handle?.write(Data(text.utf8))
    handle?.closeFile()
  }
  writer.start()
  let corpus = try Corpus(paths: [path])
  let plan = ReadPlan(selections: [.paths([try FieldPath("t")])])
  #expect(texts(try readAll(corpus, plan)) == (0..<50_000).map { "\($0)" })
  #expect(try Corpus(paths: ["/dev/null"]).form == nil)
}
