// SPDX-License-Identifier: Apache-2.0

import GamutTestSupport
import Testing

/// Outputs that are packed as their names ask.
@Suite struct PackedOutputTests {
  let program: Program

  init() throws {
    program = try Program()
    let text = String(repeating: ShopSet.training, count: 30)
    try program.folder.write(ShopSet.training + text, to: "train.jsonl")
  }

  @Test(arguments: [
    ("kept.jsonl.gz", "gzip -dc"), ("kept.jsonl.zst", "zstd -dcq"), ("kept.jsonl.xz", "xz -dc"),
    ("kept.jsonl.bz2", "bzip2 -dc"), ("kept.jsonl.lz4", "lz4 -dcq"),
  ])
  func `a name that asks for it is packed, the same each time`(name: String, unpack: String) throws
  {
    let plain = try program.run("dedupe", "train.jsonl", "--grouping", "anchor").output
    let outcome = try program.shell(
      """
      gamut dedupe train.jsonl -o \(name) --removed r-\(name) --json c.json 2> /dev/null
      cp \(name) first; gamut dedupe train.jsonl -o \(name) 2> /dev/null && cmp first \(name) &&
      \(unpack) \(name)
      """)
    // Where the format's own program is not installed, what is packed is only read again.
    let hasProgram = outcome.status != 127
    #expect(!hasProgram || outcome.status == 0 && outcome.output == plain, "\(outcome.error)")
    // What is packed is read again.
    let again = try program.run("dedupe", name)
    #expect(again.output == plain)
    #expect(try program.folder.text("c.json").contains("\"kept\": \(plain.count)"))
  }
}
