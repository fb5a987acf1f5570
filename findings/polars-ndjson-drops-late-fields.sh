#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A field that first appears after record 100 of a JSON Lines file does not exist for Polars
# 2.1.0, neither for `read_ndjson` nor for `scan_ndjson`, and neither at the top nor inside a
# nested object. The values are dropped in silence, and `write_ndjson` then writes a file without
# them. A late text in a field of numbers, on the other hand, stops the read with an error.
#
# One would expect the reader that is strict about types to be strict about names: DuckDB 2.0.0
# stops at an unknown name after its sample.
#
# For whoever trains: tool calls, reasoning traces, labels or images that only some records carry
# vanish when the first hundred have none; a conversion to Parquet looks complete.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install polars==2.1.0
"$work/venv/bin/python" - "$work" <<'PY'
import json, sys
import polars

path = sys.argv[1] + "/chat.jsonl"
with open(path, "w") as out:
    for index in range(150):
        answer = {"role": "assistant", "content": "Done."}
        row = {"answer": answer}
        if index >= 100:
            answer["tool_calls"] = '[{"name": "search"}]'
            row["label"] = "good"
        out.write(json.dumps(row) + "\n")
print("polars", polars.__version__)
frames = {"read_ndjson": polars.read_ndjson(path), "scan_ndjson": polars.scan_ndjson(path).collect()}
whole = polars.read_ndjson(path, infer_schema_length=None)
for name, frame in frames.items():
    print(f"{name}: {frame.height} records, columns {frame.columns}, last answer {frame['answer'][-1]}")
print("with infer_schema_length=None: columns", whole.columns)
frames["read_ndjson"].write_ndjson(sys.argv[1] + "/out.jsonl")
text = open(sys.argv[1] + "/out.jsonl").read()
print("tool calls in the file: 50, after read and write:", text.count("tool_calls"))
same = (all(f.columns == ["answer"] and "tool_calls" not in f["answer"][-1] for f in frames.values())
        and whole.columns == ["answer", "label"] and text.count("tool_calls") == 0)

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
