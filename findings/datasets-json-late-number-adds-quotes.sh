#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# One number in a text field adds quotation marks to thousands of other records. datasets 5.2.0
# reads JSON Lines in blocks of some 10 MB. When a block after the first holds a number where the
# first had text, every text of that block arrives with quotation marks around it, and with the
# escapes of JSON inside: 'hello' is loaded as '"hello"'. The number itself becomes text. The
# other blocks are right.
#
# One would expect an error, or the number alone to be turned into text. There is no warning, and
# a small sample of the file loads correctly.
#
# For whoever deduplicates: the same text in two blocks is no longer the same, so exact copies
# stay, and near-copies of short texts fall below the threshold. For whoever trains: the model
# learns to put answers in quotation marks.

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

def load(name, odd):
    path = f"{sys.argv[1]}/{name}.jsonl"
    with open(path, "w") as out:
        for index in range(25_000):
            text = 5 if index == odd else "a line\n" + "x" * 1_000
            out.write(json.dumps({"id": index, "text": text}) + "\n")
    return load_dataset("json", data_files=path, split="train")["text"][:]

clean = load("clean", None)
texts = load("odd", 12_000)
quoted = [text for text in texts if text.startswith('"')]
print("datasets", meta.version("datasets"))
print("25,000 records of text, all text: ", sum(t.startswith('"') for t in clean), "arrive quoted")
print("the same, record 12,000 a number: ", len(quoted), "arrive quoted")
print("first record: ", repr(texts[0][:12]))
print("a later record:", repr(quoted[0][:14]) if quoted else "-")
print("distinct texts before:", len(set(clean)), " after:", len(set(texts)))
same = (not any(t.startswith('"') for t in clean) and 1_000 < len(quoted) < 25_000
        and quoted[0].startswith('"a line\\n') and texts[12_000] == "5" and len(set(texts)) == 3)

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
