#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A JSON text column in which every value looks like a UUID is read by DuckDB 2.0.0 as a column of
# UUIDs, and leaves it in lower case, also through `copy … (format json)`. Two ids that differ
# only in case become one.
#
# One would expect a JSON string to come back as it was: `read_json` is said to detect dates and
# times in text, and an id is neither. One id of another shape in the sample keeps the whole
# column as it is.
#
# For whoever deduplicates: a list of ids made in DuckDB finds no record in a file with upper-case
# ids, and joins against any tool that reads text are empty, until the day one odd id is in the
# file.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install duckdb==2.0.0
"$work/venv/bin/python" - "$work" <<'PY'
import json, sys
import duckdb

def through(name, ids):
    source, target = f"{sys.argv[1]}/{name}.jsonl", f"{sys.argv[1]}/{name}.out.jsonl"
    with open(source, "w") as out:
        out.writelines(json.dumps({"id": value}) + "\n" for value in ids)
    duckdb.sql(f"copy (select * from read_json('{source}')) to '{target}' (format json)")
    return [json.loads(line)["id"] for line in open(target)]

ids = ["550E8400-E29B-41D4-A716-446655440000", "550e8400-e29b-41d4-a716-446655440000"]
plain, odd = through("plain", ids), through("odd", ids + ["row-3"])
print("duckdb", duckdb.__version__)
print("ids in the file:      ", ids)
print("ids written back:     ", plain)
print("with 'row-3' as third:", odd)
same = plain == [ids[1]] * 2 and odd == ids + ["row-3"]

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
