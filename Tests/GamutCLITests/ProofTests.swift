// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `--provenance`, where the command line or a format has a part in it.
@Suite struct ProofTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
  }

  private func objects(_ name: String) throws -> [[String: Any]] {
    try program.folder.bytes(name).split(separator: 0x0A).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }
  }

  @Test(arguments: [
    ("--provenance p.parquet", "--provenance is p.parquet; it is written as JSON lines"),
    (
      "--provenance p --dry-run",
      "--dry-run writes no records, but --output, --provenance says where"
    ),
    ("--provenance p --removed ./p", "p is given for two outputs"),
    ("--provenance train.jsonl", "train.jsonl is read and would be replaced"),
  ])
  func `a path that cannot serve is refused in one line`(options: String, words: String) throws {
    let outcome = try program.shell("gamut dedupe train.jsonl -o k \(options)")
    #expect(outcome.isOneLineError && outcome.error.contains(words), "\(outcome.error)")
    #expect(try program.folder.names() == ["train.jsonl"])
  }

  @Test func `of a packed file the bytes are those of its text`() throws {
    let outcome = try program.shell(
      """
      gamut dedupe train.jsonl -o k --provenance plain 2> /dev/null
      gzip train.jsonl; gamut dedupe train.jsonl.gz -o k --provenance packed 2> /dev/null
      sed 's/train.jsonl.gz/train.jsonl/' packed | cmp - plain
      """)
    #expect(outcome.status == 0)
    #expect(try objects("plain").count == 44)
  }

  @Test func `a keeper of an index has the number it had when it was read`() throws {
    let outcome = try program.shell(
      """
      sed -n 3p train.jsonl > one; gamut index build train.jsonl -o seen --provenance first
      gamut index add one --index seen --provenance second
      """)
    #expect(outcome.status == 0)
    #expect(try objects("first").count == 44)
    let line = try #require(try objects("second").first)
    #expect(line["keeper"] as? Int == 2 && line["against"] as? Bool == true)
    #expect(line["group"] as? Int == 0 && line["decision"] as? String == "removed")
  }
}
