#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A text field that holds nothing but ISO dates does not survive the way in and out of datasets
# 5.2.0. `load_dataset("json")` makes it a timestamp, also deep inside chat messages, and
# `to_json` writes a timestamp as milliseconds: the answer "2024-01-01" is written as
# 1704067200000.
#
# One would expect that JSON text, which has no dates, stays text; the result even depends on
# whether some other record of the file holds a text that is no date.
#
# For whoever trains: a set of date questions answers with thirteen digits after one load and
# save. For whoever deduplicates: "2024-01-01" and "2024-01-01 00:00:00" become one value.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
export HF_HOME="$work/hf" HF_HUB_OFFLINE=1 HF_DATASETS_DISABLE_PROGRESS_BARS=1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install datasets==5.2.0 pyarrow==26.0.1 pandas==3.1.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, json, sys
from datasets import load_dataset

def through(name, answers):
    source, target = f"{sys.argv[1]}/{name}.jsonl", f"{sys.argv[1]}/{name}.out.jsonl"
    with open(source, "w") as out:
        for answer in answers:
            out.write(json.dumps({"messages": [{"role": "assistant", "content": answer}]}) + "\n")
    load_dataset("json", data_files=source, split="train").to_json(target)
    return [json.loads(line)["messages"][0]["content"] for line in open(target)]

dates = ["2024-01-01", "2024-01-01 00:00:00", "1999-12-31"]
print("datasets", meta.version("datasets"))
print("answers in the file:          ", dates)
print("after load and to_json:       ", through("dates", dates))
print("with one more answer, 'never':", through("never", dates + ["never"]))
same = (through("dates2", dates) == [1704067200000, 1704067200000, 946598400000]
        and through("never2", dates + ["never"]) == dates + ["never"])

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
