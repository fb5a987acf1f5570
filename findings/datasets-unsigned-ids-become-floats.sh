#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Ids that are unsigned 64-bit hashes (xxhash, SimHash and many others make them) are ruined by
# `load_dataset("json")` of datasets 5.2.0: as soon as one id of the block is above 2^63-1, the
# whole field becomes 64-bit floats, the small ids included, without a word. About half of all
# such hashes are above that limit, so every real file is hit. Different ids become equal, and
# none of the large ones is found again in the file it came from. `to_json` then rounds them to
# ten digits.
#
# One would expect an unsigned column (Arrow has one, and DuckDB 2.0.0 and Polars read the same
# file right) or an error.
#
# For whoever deduplicates: removing records by an id list made elsewhere removes nothing, or
# takes a neighbour.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
export HF_HOME="$work/hf" HF_HUB_OFFLINE=1 HF_DATASETS_DISABLE_PROGRESS_BARS=1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install datasets==5.2.0 pyarrow==26.0.1 pandas==3.1.1 duckdb==2.0.0 polars==2.1.0
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, json, sys
import duckdb, polars
from datasets import load_dataset

ids = [9007199254740993, 10000000000000000001, 10000000000000000002, 18446744073709551615]
path = sys.argv[1] + "/ids.jsonl"
with open(path, "w") as out:
    out.writelines(json.dumps({"id": value}) + "\n" for value in ids)
data = load_dataset("json", data_files=path, split="train")
read = data["id"][:]
data.to_json(sys.argv[1] + "/out.jsonl")
duck = [row[0] for row in duckdb.sql(f"select id from read_json('{path}')").fetchall()]
print("datasets", meta.version("datasets"))
print("ids in the file: ", ids)
print("datasets reads:  ", read)
print("distinct: ", len(set(ids)), "in the file,", len(set(read)), "when read;",
      len({int(value) for value in read} & set(ids)), "of them are ids of the file")
print("and writes:      ", open(sys.argv[1] + "/out.jsonl").read().split())
print("DuckDB reads:    ", duck)
print("Polars reads:    ", polars.read_ndjson(path)["id"].to_list())
same = (all(isinstance(value, float) for value in read) and len(set(read)) == 3
        and 9007199254740993 not in {int(v) for v in read} and duck == ids
        and polars.read_ndjson(path)["id"].to_list() == ids)

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
