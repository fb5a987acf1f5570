#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The MinHash command of text-dedup 0.4.0 deletes every record of fewer than five words, unique or
# not, and its closing report hides it: "Before" is counted after the deletion. Of six different
# records in this example, four are gone, and the report says 2 before and 2 after.
#
# One would expect short records to be kept, or at most left out of the comparison: the option
# --min_length is described as a limit for documents to be considered.
#
# For whoever trains: answers such as "Yes" and short questions vanish from an instruction set,
# and the report shows a set without duplicates. Pass --min_length 1 and compare line counts.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
export HF_HOME="$work/hf" HF_HUB_OFFLINE=1 HF_DATASETS_DISABLE_PROGRESS_BARS=1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install datasets==3.6.0 numpy==2.2.6 pyarrow==20.0.0 click==8.1.8 click-option-group==0.5.7 rich==13.9.4 scipy==1.15.3 xxhash==3.5.0 regex==2024.11.6
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps text-dedup==0.4.0
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, json, re, subprocess, sys
from datasets import load_from_disk

work = sys.argv[1]
texts = ["What is photosynthesis?", "Say hello", "Count to ten", "Yes",
         "This is a longer record with many more words than five in it",
         "Another long record that shares nothing at all with the first one here"]
with open(work + "/in.jsonl", "w") as out:
    out.writelines(json.dumps({"text": text}) + "\n" for text in texts)
run = subprocess.run(
    [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", work + "/in.jsonl",
     "--split", "train", "--cache_dir", work + "/cache", "--output", work + "/out",
     "--column", "text", "--num_proc", "1"], capture_output=True, text=True, cwd=work)
log = run.stdout + run.stderr
kept = load_from_disk(work + "/out")["text"][:]
counts = {name: int(value) for name, value in re.findall(r"(Before|After)\s*:\s*(\d+)", log)}
print("text-dedup", meta.version("text-dedup"))
print("records in the file:", len(texts), "- all different")
print("what it reports:    ", counts)
print("what it keeps:      ", kept)
same = counts == {"Before": 2, "After": 2} and kept == texts[4:]

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
