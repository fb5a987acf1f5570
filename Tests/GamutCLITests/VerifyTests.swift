// SPDX-License-Identifier: Apache-2.0

import GamutTestSupport
import Testing

/// `gamut verify` finds each thing that is not as the manifest says, and nothing else.
@Suite struct VerifyTests {
  let program: Program

  init() throws {
    program = try Program()
    let lines = ShopSet.training.split(separator: "\n").map { $0 + "\n" }
    try program.folder.write(lines[..<30].joined() + "{\"prompt\": 5}\n", to: "train.jsonl")
    try program.folder.write(lines[20...].joined(), to: "more.jsonl")
    let outcome = try program.shell(
      """
      gamut dedupe train.jsonl more.jsonl --on-error skip -o kept.jsonl --removed removed.jsonl.gz \\
        --rejected rejected.jsonl --clusters groups.jsonl --provenance provenance.jsonl --manifest m
      """)
    try #require(outcome.status == 0, "\(outcome.error)")
  }

  /// Makes the manifest say of `file` what `wc` and `sha256sum` say of it now.
  private static func admit(_ file: String) -> String {
    """
    sum=$(sha256sum < \(file) | cut -d ' ' -f 1); size=$(wc -c < \(file))
    sed -i "/\\"path\\": \\"\(file)\\"/ { n; s/: .*/: $size,/; n; s/: .*/: \\"$sum\\",/ }" m
    """
  }

  @Test func `what is as it was is all right`() throws {
    let outcome = try program.run("verify", "m")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    #expect(outcome.outputText.hasPrefix("m: all right; 7 files, "))
  }

  @Test(arguments: [
    // Files by themselves.
    (
      "sed -i '1s/Monday/Munday/' kept.jsonl",
      ["kept.jsonl: sha256: ", "kept.jsonl: record of index 0: "]
    ),
    (
      "sed -i 3d kept.jsonl",
      ["kept.jsonl: bytes: ", "kept.jsonl: record of index 2: expected hash "]
    ),
    (
      "sed -i '$d' kept.jsonl",
      ["kept.jsonl: bytes: ", "kept.jsonl: record of index 54: expected "]
    ),
    (
      "echo '{}' >> kept.jsonl",
      ["kept.jsonl: bytes: ", "kept.jsonl: end: expected the end at byte "]
    ),
    ("mv more.jsonl train.jsonl; cp train.jsonl more.jsonl", ["train.jsonl: bytes: "]),
    ("sed -i '1s/Monday/Munday/' more.jsonl train.jsonl", ["train.jsonl: sha256: "]),
    ("rm groups.jsonl", ["groups.jsonl: file: expected ", "No such file or directory"]),
    (
      "rm removed.jsonl.gz; mkdir removed.jsonl.gz",
      ["removed.jsonl.gz: file: expected ", "it is a folder"]
    ),
    ("rm rejected.jsonl; mkfifo rejected.jsonl", ["rejected.jsonl: file: ", "not a regular file"]),
    (
      "echo x > removed.jsonl.gz",
      ["removed.jsonl.gz: bytes: ", "removed.jsonl.gz: lines: expected "]
    ),
    (
      "sed -i '2s/kept/removed/' provenance.jsonl",
      [
        "provenance.jsonl: bytes: ",
        "provenance.jsonl: line 2: expected a record, found something else",
      ]
    ),
    // Counts of the manifest.
    ("sed -i 's/\"read\": 31/\"read\": 32/' m", ["train.jsonl: rows.read: expected 31, found 32"]),
    ("sed -i 's/\"in\": 54/\"in\": 55/' m", ["m: stages.exact.in: expected 54, found 55"]),
    ("sed -i 's/\"rejected\": 1,/\"rejected\": 2,/' m", ["m: rows.read: expected 56, found 55"]),
    ("sed -i 's/\"near\": 1/\"near\": 0/' m", ["m: stages.near.removed: expected 0, found 1"]),
    ("sed -i 's/\"after\": 1/\"after\": 2/' m", ["kept.jsonl: end: expected the end at byte "]),
    // Files whose hashes are told anew: only their content can tell.
    (
      "sed -i '5{h;d};6G' kept.jsonl; \(admit("kept.jsonl"))",
      ["kept.jsonl: record of index 4: expected hash "]
    ),
    (
      "sed -i 2d provenance.jsonl; \(admit("provenance.jsonl"))",
      [
        "provenance.jsonl: lines: expected 55, found 54",
        "provenance.jsonl: line 2: expected index 1, found 2",
      ]
    ),
    (
      "sed -i '31s/rejected/kept/' provenance.jsonl; \(admit("provenance.jsonl"))",
      ["provenance.jsonl: kept of train.jsonl: expected 30, found 31"]
    ),
    (
      "sed -i 's/\"keeper\":20,/\"keeper\":30,/' provenance.jsonl; \(admit("provenance.jsonl"))",
      ["provenance.jsonl: line 32: expected a keeper that was kept, found 30"]
    ),
    (
      "sed -i 's/\"file\":\"more.jsonl\",\"line\":1,/\"file\":\"x\",\"line\":1,/' provenance.jsonl; "
        + admit("provenance.jsonl"),
      ["provenance.jsonl: line 32: expected file more.jsonl, found x"]
    ),
    (
      "sed -i 's/\"cause\":\"near\"/\"cause\":\"exact\"/' provenance.jsonl; \(admit("provenance.jsonl"))",
      ["provenance.jsonl: near of more.jsonl: expected 1, found 0"]
    ),
    (
      "sed -i '1s/\"length\":/\"length\":-/' provenance.jsonl; \(admit("provenance.jsonl"))",
      ["kept.jsonl: record of index 0: expected its length, found none in the provenance"]
    ),
    ("sed -i 1d groups.jsonl; \(admit("groups.jsonl"))", ["groups.jsonl: lines: expected "]),
  ])
  func `each change is told in a line, with status 1`(change: String, lines: [String]) throws {
    let changed = try program.shell(change)
    try #require(changed.status == 0, "\(changed.error)")
    let outcome = try program.run("verify", "m")
    #expect(outcome.status == 1)
    for line in lines {
      #expect(outcome.outputText.contains(line), "\(outcome.outputText)")
    }
    let count = outcome.outputText.split(separator: "\n").count
    #expect(
      outcome.error.hasPrefix("m: \(count == 1 ? "1 thing differs" : "\(count) things differ"); "))
  }

  @Test(arguments: [
    (
      "sed -i 's/\"schema\": 1/\"schema\": 2/' m",
      "m: newer manifest: its schema is 2, this version reads 1"
    ),
    ("sed -i 's/\"schema\": 1/\"schema\": 0/' m", "m: not a manifest: its schema is 0, expected 1"),
    ("echo '[]' > m", "m: not a manifest: schema is missing, expected a whole number"),
    ("head -n 9 train.jsonl > m", "m: not a manifest: at byte "),
    (
      "sed -i '0,/\"sha256\"/s//\"sha512\"/' m",
      "m: not a manifest: inputs[0].sha256 is missing, expected a string"
    ),
    (
      "sed -i 's/\"read\": 31/\"read\": -31/' m",
      "m: not a manifest: inputs[0].rows.read is a number"
    ),
    (
      "sed -i 's/\"role\": \"kept\"/\"role\": \"best\"/' m",
      "m: not a manifest: outputs[0].role is \"best\""
    ),
    ("rm m", "m: no such file"),
  ])
  func `what is no manifest is one line and status 2`(change: String, words: String) throws {
    _ = try program.shell(change)
    let outcome = try program.run("verify", "m")
    #expect(outcome.isOneLineError && outcome.error.contains(words), "\(outcome.error)")
  }

  @Test func `files are looked for beside the manifest, then in the folder of the program`() throws
  {
    let outcome = try program.shell(
      """
      mkdir sub && cd sub && gamut verify ../m && cd .. &&
      gamut dedupe train.jsonl --on-error skip -o sub/k --manifest sub/m 2> /dev/null && gamut verify sub/m &&
      mv train.jsonl sub && cd sub && mkdir sub && mv k sub/k && gamut verify m
      """)
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.error)")
    #expect(outcome.outputText.split(separator: "\n").allSatisfy { $0.contains("all right") })
  }

  @Test func `streams, and an input whose place was taken, are not checked`() throws {
    let outcome = try program.shell(
      """
      cat more.jsonl | gamut dedupe - --provenance p --manifest n > k 2> /dev/null && gamut verify n
      gamut dedupe more.jsonl -o ./more.jsonl --provenance p --manifest o 2> /dev/null && gamut verify o
      """)
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.error)")
    let lines = outcome.outputText.split(separator: "\n").map(String.init)
    #expect(
      lines.filter { $0.contains("not checked") } == [
        "-: not checked: it was a stream, and was hashed on its way",
        "-: not checked: it was a stream, and was hashed on its way",
        "-: not checked: its records were not compared with the provenance",
        "more.jsonl: not checked: an output of the run has taken its place",
      ])
  }

  @Test(arguments: [
    ("x.json", "(echo [; sed '$!s/$/,/' more.jsonl; echo ]) > x.json", ""),
    (
      "x.json", "(echo '{\"data\": ['; sed '$!s/$/,/' more.jsonl; echo '], \"n\": 1}') > x.json", ""
    ),
    ("x.csv", "printf 'q,a\\n\"one\\ntwo\",3\\nx,y\\n\"one\\ntwo\",3\\n' > x.csv", "--text q,a"),
    ("x.txt", "printf 'one\\ntwo\\none\\nthree' > x.txt", ""),
    ("x.jsonl.zst", "zstd -q more.jsonl -o x.jsonl.zst", "--repeats 60 --cut --spans spans"),
    ("x.jsonl", "cat more.jsonl > x.jsonl", "--unit line"),
    ("x.jsonl", "cat more.jsonl > x.jsonl", "--against train.jsonl --on-error skip"),
  ])
  func `outputs of every form are all right, with provenance and without`(
    name: String, make: String, options: String
  ) throws {
    let outcome = try program.shell(
      """
      \(make)
      gamut dedupe \(name) \(options) -o kept-\(name) --provenance p.zst --manifest n 2> /dev/null &&
        gamut verify n && gamut dedupe \(name) \(options) -o kept-\(name) --manifest n 2> /dev/null && gamut verify n
      """)
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.error)")
    let lines = outcome.outputText.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("n: all right; ") }, "\(lines)")
    #expect(!lines.contains { $0.contains(" 0 records") })
  }

  @Test(arguments: ["more.jsonl", "x.json"])
  func `an output without records is all right`(name: String) throws {
    let outcome = try program.shell(
      """
      (echo [; sed '$!s/$/,/' more.jsonl; echo ]) > x.json
      for proof in '' '--provenance p'; do
        gamut dedupe \(name) --against \(name) -o k --manifest n $proof 2> /dev/null; gamut verify n || exit 1
      done; grep -c '"kept": 0' n
      """)
    #expect(outcome.status == 0, "\(outcome.outputText)")
    #expect(outcome.outputText.hasSuffix("\n2\n"))
  }

  @Test func `a file for each input, and records laid out as JSON, are followed too`() throws {
    let outcome = try program.shell(
      """
      printf 'q,a\\n"one\\ntwo",3\\nx,y\\n"one\\ntwo",3\\n' > x.csv
      gamut dedupe train.jsonl more.jsonl --on-error skip --output-dir clean --provenance p --manifest n 2> /dev/null
      gamut verify n && gamut dedupe x.csv --text q,a -o k.jsonl --provenance p --manifest n 2> /dev/null &&
      gamut verify n && gamut dedupe x.csv --text q,a -o k.json --manifest o 2> /dev/null && gamut verify o
      """)
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.error)")
    let lines = outcome.outputText.split(separator: "\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("n: all right; 5 files, "), "\(lines)")
    #expect(
      lines[1]
        == "k.jsonl: not checked: 2 of its records have other bytes than they came with; they "
        + "were counted")
    // Only the provenance of what stands in it finds a line that went from a file of one input.
    let changed = try program.shell(
      """
      gamut dedupe train.jsonl more.jsonl --on-error skip --output-dir clean --provenance p --manifest m 2> /dev/null
      sed -i 2d clean/more.jsonl
      \(Self.admit("clean\\/more.jsonl").replacing("< clean\\/", with: "< clean/"))
      gamut verify m
      """)
    #expect(
      changed.status == 1 && changed.outputText.hasPrefix("clean/more.jsonl: record of index "))
    #expect(changed.outputText.split(separator: "\n").count == 1, "\(changed.outputText)")
  }
}
