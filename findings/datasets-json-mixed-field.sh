#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# In a JSON Lines file where a field holds mostly text and once a number, `load_dataset("json")`
# of datasets 5.2.0 returns other values for the texts that look like JSON: "007" becomes the
# number 7, "1e5" becomes 100000.0, "true" becomes True, "null" and "NaN" become None. "forty-two"
# stays. Without the one number everything stays text.
#
# One would expect that a field of two types stops the load, as it used to, or that each value
# keeps the type it has in the file. Nothing is said.
#
# For whoever trains: an answer field with one unquoted number changes all its numeric answers,
# drops leading zeros and loses the answers "null" and "NaN"; a set compared before and after
# loading seems to have other records.

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

def load(name, values):
    path = f"{sys.argv[1]}/{name}.jsonl"
    with open(path, "w") as out:
        out.writelines(json.dumps({"answer": value}) + "\n" for value in values)
    return load_dataset("json", data_files=path, split="train")["answer"][:]

texts = ["007", "1e5", "true", "null", "NaN", "1.0", "forty-two"]
alone = load("alone", texts)
mixed = load("mixed", texts + [42])
print("datasets", meta.version("datasets"))
print("Texts in the file:                 ", texts)
print("Loaded from a file of texts only:  ", alone)
print("Loaded beside one number:          ", mixed)
same = alone == texts and mixed == [7, 100000.0, True, None, None, 1.0, "forty-two", 42]

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
