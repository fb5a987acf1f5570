#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Exact deduplication of whole records with cleanllm 4.0.0 removes records that differ in a number
# of more than nineteen digits, or only in the last digits of a long fraction. Records are parsed
# and written again before they are hashed, and the parser below (orjson) turns integers above
# 2^64 into floats without a word, unlike the json module of Python, which keeps them.
#
# One would expect "exact duplicate" to mean the same record; the kept line is copied as it was,
# so that the loss does not show in the output.
#
# For whoever trains on arithmetic: 100000000000000000000 + 1 and + 2 are one question with one
# answer.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install orjson==3.11.3 tqdm==4.67.1
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps cleanllm==4.0.0
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, sys
from cleanllm.dedup import dedup_jsonl

lines = ['{"question": "10^20 + 1", "answer": 100000000000000000001}',
         '{"answer": 100000000000000000001}', '{"answer": 100000000000000000002}',
         '{"answer": 18446744073709551614}', '{"answer": 18446744073709551615}',
         '{"answer": 0.3333333333333333}', '{"answer": 0.33333333333333333333}']
source, target = sys.argv[1] + "/in.jsonl", sys.argv[1] + "/out.jsonl"
with open(source, "w") as out:
    out.write("\n".join(lines) + "\n")
report = dedup_jsonl(source, target)
kept = open(target).read().splitlines()
print("cleanllm", meta.version("cleanllm"), "orjson", meta.version("orjson"))
print("records:", len(lines), "- all different;  reported duplicates:", report["duplicate_rows"])
for line in lines:
    print("  kept   " if line in kept else "  removed", line)
same = [line for line in lines if line not in kept] == [lines[2], lines[6]]

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
