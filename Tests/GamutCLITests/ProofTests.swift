// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// `--provenance` and `--manifest`, where the command line or a format has a part in it.
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
    (
      "--provenance p --dry-run",
      "--dry-run writes no records, but --output, --provenance says where"
    ),
    ("--provenance p --removed ./p", "p is given for two outputs"),
    ("--provenance train.jsonl", "train.jsonl is read and would be replaced"),
    ("--manifest m --dry-run", "--dry-run writes no records, but --output, --manifest says where"),
    ("--manifest k", "k is given for two outputs"),
    ("--manifest train.jsonl", "train.jsonl is read and would be replaced"),
  ])
  func `a path that cannot serve is refused in one line`(options: String, words: String) throws {
    let outcome = try program.shell("gamut dedupe train.jsonl -o k \(options)")
    #expect(outcome.isOneLineError && outcome.error.contains(words), "\(outcome.error)")
    #expect(try program.folder.names() == ["train.jsonl"])
  }

  @Test func `without the library a provenance in a table is refused before the work`() throws {
    let outcome = try program.run(
      "dedupe", "train.jsonl", "-o", "k", "--provenance", "p.parquet",
      environment: ["GAMUT_ARROW": "/nowhere/libgamut_arrow.so"])
    #expect(outcome.isOneLineError && outcome.error.contains("p.parquet: "))
    #expect(outcome.error.contains("a Parquet file is written by libgamut_arrow"))
    #expect(try program.folder.names() == ["train.jsonl"])
  }

  /// The rows of a provenance as objects, the first of each hash, without nulls: a table has them for
  /// what lines leave out.
  private func rows(_ name: String) throws -> [NSDictionary] {
    let outcome = try program.run(
      "dedupe", name, "--text", "hash", "--stages", "exact", "-o", "rows.jsonl")
    #expect(outcome.status == 0, "\(outcome.error)")
    return try values("rows.jsonl")
  }

  private func values(_ name: String) throws -> [NSDictionary] {
    var hashes: Set<String> = []
    return try objects(name).filter { hashes.insert($0["hash"] as? String ?? "").inserted }
      .map { $0.filter { !($0.value is NSNull) } as NSDictionary }
  }

  @Test(
    .enabled(
      if: SharedData.isPresent(library.path), "no libgamut_arrow: Scripts/setup arrow builds it"))
  func `a provenance in Parquet has the columns and values of that in lines`() throws {
    try program.folder.write(ShopSet.training + "{\"prompt\": 5}\n", to: "more.jsonl")
    try program.folder.write(
      #"[{"prompt": "a", "completion": "b"}, {"prompt": 5}]"#, to: "rows.json")
    let outcome = try program.shell(
      """
      head -n 9 train.jsonl > known.jsonl
      run='gamut dedupe train.jsonl more.jsonl --against known.jsonl --on-error skip -o k.jsonl'
      $run --provenance p.jsonl --manifest m && gamut verify m > lines
      $run --provenance p.parquet --manifest m && gamut verify m > table
      run='gamut dedupe rows.json --on-error skip -o k.json'
      $run --provenance q.jsonl && $run --provenance Q.PARQUET
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(try program.folder.text("table").hasPrefix("m: all right; "))
    #expect(try rows("p.parquet") == values("p.jsonl"))
    #expect(try rows("Q.PARQUET") == values("q.jsonl"))
    let changed = try program.shell("sed -i '1s/prompt\": \"/&x/' k.jsonl; gamut verify m")
    #expect(changed.status == 1 && changed.outputText.contains("k.jsonl: record of index "))
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

  /// `path: bytes sha256` of what a manifest names, and the rest of it.
  private func manifest(_ name: String) throws -> (files: [String: String], [String: Any]) {
    let found = try JSONSerialization.jsonObject(with: Data(program.folder.bytes(name)))
    let manifest = try #require(found as? [String: Any])
    var files: [String: String] = [:]
    for part in ["inputs", "outputs"] {
      for file in try #require(manifest[part] as? [[String: Any]]) {
        let path = try #require(file["path"] as? String)
        files[path] = "\(file["bytes"] as? Int ?? -1) \(file["sha256"] as? String ?? "")"
      }
    }
    return (files, manifest)
  }

  /// The same of files, by other programs.
  private func sums(_ paths: [String]) throws -> [String: String] {
    var sums: [String: String] = [:]
    for path in paths {
      let outcome = try program.shell(
        "printf '%s %s' $(wc -c < \(path)) $(sha256sum < \(path) | cut -d ' ' -f 1)")
      sums[path] = outcome.outputText
    }
    return sums
  }

  @Test func `lengths and hashes are those that wc and sha256sum tell`() throws {
    let outcome = try program.shell(
      """
      for by in 'gzip -k' 'zstd -qk' 'xz -k' 'bzip2 -k'; do $by train.jsonl; done
      head -n 3 train.jsonl > known; : > empty; gamut index build known -o seen 2> /dev/null
      gamut dedupe train.jsonl empty train.jsonl.* --against known -o kept.zst --removed removed.gz \
        --rejected rejected --clusters groups --json json --repeats 60 --spans spans \
        --provenance provenance --manifest manifest
      gamut dedupe train.jsonl --index seen -o second --manifest other
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
    let inputs =
      ["train.jsonl", "empty", "known"] + ["gz", "zst", "xz", "bz2"].map { "train.jsonl.\($0)" }
    let outputs = [
      "kept.zst", "removed.gz", "rejected", "groups", "json", "spans", "provenance",
    ]
    let first = try manifest("manifest").files
    #expect(try first == sums(inputs + outputs))
    #expect(try manifest("other").files == sums(["train.jsonl", "seen", "second"]))
  }

  @Test func `what a pipe brought and took is hashed on the way`() throws {
    let outcome = try program.shell(
      """
      gzip -k train.jsonl
      cat train.jsonl.gz | gamut dedupe - --manifest manifest 2> /dev/null | cat > kept
      """)
    #expect(outcome.status == 0)
    let (files, whole) = try manifest("manifest")
    let sums = try sums(["train.jsonl.gz", "kept"])
    // Both are called -, the output comes last.
    #expect(files == ["-": sums["kept"]])
    let input = try #require((whole["inputs"] as? [[String: Any]])?.first)
    #expect(
      "\(input["bytes"] as? Int ?? -1) \(input["sha256"] as? String ?? "")"
        == sums["train.jsonl.gz"])
    #expect(input["stream"] as? Bool == true)
  }

  @Test func `the manifest is the same for any number of workers`() throws {
    let outcome = try program.shell(
      """
      cp train.jsonl more.jsonl
      for n in 1 2 5; do
        gamut dedupe train.jsonl more.jsonl -o k --removed r --provenance p --manifest m --workers $n
        cat k r p m | sha256sum
      done | sort -u
      """)
    #expect(outcome.outputText.split(separator: "\n").count == 1)
  }

  @Test func `a report and an index have manifests, and counts add up`() throws {
    let outcome = try program.shell(
      """
      gamut report train.jsonl -o html --kept kept --removed removed --manifest report
      gamut index build train.jsonl -o seen --kept kept2 --manifest index
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(
      try manifest("report").files == sums(["train.jsonl", "html", "kept", "removed"]))
    #expect(try manifest("index").files == sums(["train.jsonl", "seen", "kept2"]))
    for name in ["report", "index"] {
      let stages = try #require(try manifest(name).1["stages"] as? [[String: Any]])
      #expect(stages.map { $0["stage"] as? String } == ["read", "exact", "near"])
      #expect(stages.map { $0["in"] as? Int } == [44, 44, 42])
      #expect(stages.map { $0["removed"] as? Int } == [0, 2, 1])
      #expect(stages.map { $0["out"] as? Int } == [44, 42, 41])
    }
  }
}

private let library = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: ".build/arrow/libgamut_arrow.so")
