// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import Gamut

// A run over three lines, of which the second is a copy of the first; its provenance is the fuzzer's.
let folder = FuzzedFolder()
let lines = ["{\"text\":\"a cat\"}\n", "{\"text\":\"a cat\"}\n", "{\"text\":\"a dog\"}\n"]
folder.write(lines.joined().utf8, to: "in.jsonl")
folder.write((lines[0] + lines[2]).utf8, to: "kept.jsonl")
func file(_ path: String, _ count: Int) -> String {
  "\"path\": \"\(path)\", \"bytes\": \(count), \"sha256\": \"\""
}
let rows = "\"rows\": {\"read\": 3, \"kept\": 2, \"rejected\": 0, \"removed\": {\"exact\": 1}}"
folder.write(
  """
  {"schema": 1, "version": "x", "command": {"name": "dedupe", "options": {}}, "seed": 0,
   "inputs": [{"role": "input", \(file("in.jsonl", 51)), \(rows)}],
   "outputs": [
    {"role": "kept", \(file("kept.jsonl", 34)), "rows": 2,
     "around": {"before": 0, "between": 1, "after": 1}},
    {"role": "provenance", \(file("provenance.jsonl", 0)), "rows": 3}],
   "stages": [{"stage": "read", "in": 3, "removed": 0, "out": 3},
    {"stage": "exact", "in": 3, "removed": 1, "out": 2}],
   \(rows)}
  """.utf8, to: "manifest.json")
let check = try ManifestCheck(path: folder.path("manifest.json"))

fuzzFile(at: folder.path("provenance.jsonl")) { _ in
  let findings = try check.run(in: RunContext(workers: 1))
  // The hashes are left out above, so that it never is all right.
  precondition(!findings.problems.isEmpty, "nothing found")
}
