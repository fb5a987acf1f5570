#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A column of texts such as "01-02-2024" is turned into dates by `read_json` of DuckDB 2.0.0, and
# the order of day and month is chosen for each row alone: "01-02-2024" is read as 1 February, and
# in the same column "03-13-2024" as 13 March. American dates come out swapped up to the twelfth
# of a month and right after it. The texts "epoch" and "infinity" (which PostgreSQL writes for an
# open end) become 1900-01-01.
#
# One would expect that one format is found for a column, as the CSV reader of the same program
# does, and that a column which fits no one format stays text.
#
# For whoever deduplicates: records with different date texts become equal and a range filter
# takes the wrong months. `dateformat` in the call mends the order but not "infinity"; only
# `columns` keeps the text.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install duckdb==2.0.0
"$work/venv/bin/python" - "$work" <<'PY'
import json, sys
import duckdb

def read(name, values):
    path = f"{sys.argv[1]}/{name}.jsonl"
    with open(path, "w") as out:
        out.writelines(json.dumps({"day": value}) + "\n" for value in values)
    query = f"select day::varchar, typeof(day) from read_json('{path}')"
    return duckdb.sql(query).fetchall()

american = ["01-02-2024", "03-12-2024", "03-13-2024", "12-31-2024"]
marks = ["2024-01-05", "infinity", "-infinity", "epoch"]
print("duckdb", duckdb.__version__)
days, ends = read("american", american), read("marks", marks)
for text, (value, kind) in zip(american + marks, days + ends):
    print(f"  {text:12} is read as {value} ({kind})")
same = ([v for v, _ in days] == ["2024-02-01", "2024-12-03", "2024-03-13", "2024-12-31"]
        and {k for _, k in days} == {"DATE"}
        and [v for v, _ in ends] == ["2024-01-05"] + ["1900-01-01"] * 3)

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
