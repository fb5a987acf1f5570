#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# `Dataset.to_json` of datasets 5.2.0 writes at most ten digits after the point of every number. A
# probability of 1e-12 is written as 0.0, 1/3 as 0.3333333333, and numbers that differ only from
# the eleventh digit on become equal. Numbers inside lists, such as embeddings, lose their digits
# too. NaN and infinity become null. Parquet and CSV from the same object keep all digits.
#
# One would expect that writing JSON, like `json.dumps`, keeps a number as it is; the limit comes
# from the pandas writer below, and the two share only the name of the method.
#
# For whoever deduplicates or trains: scores, losses and log-probabilities below 5e-11 become
# zero, so that a later logarithm or ratio fails, and records kept apart by a score become exact
# copies.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
export HF_HOME="$work/hf" HF_HUB_OFFLINE=1 HF_DATASETS_DISABLE_PROGRESS_BARS=1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install datasets==5.2.0 pyarrow==26.0.1 pandas==3.1.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, json, sys
from datasets import Dataset

values = [1e-12, 4.9e-11, 1 / 3, 0.12345678901, 0.12345678902]
data = Dataset.from_dict({"score": values, "vector": [[1e-12, 2 / 3]] * len(values)})
path = sys.argv[1] + "/scores.jsonl"
data.to_json(path)
rows = [json.loads(line) for line in open(path)]
read = [row["score"] for row in rows]
print("datasets", meta.version("datasets"), "pandas", meta.version("pandas"))
print("scores:          ", values)
print("after to_json:   ", read)
print("vector after it: ", rows[0]["vector"])
data.to_csv(sys.argv[1] + "/scores.csv")
print("distinct before:", len(set(values)), " after:", len(set(read)))
same = (read == [0.0, 0.0, 0.3333333333, 0.123456789, 0.123456789]
        and rows[0]["vector"] == [0.0, 0.6666666667] and "1e-12" in open(sys.argv[1] + "/scores.csv").read())

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
