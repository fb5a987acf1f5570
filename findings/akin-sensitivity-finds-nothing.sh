#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# In akin 1.0.1 the option `sensitivity`, the number of buckets two texts must share, finds no
# duplicates at all for any value above 1, not even among identical texts: buckets are counted up
# to one and no further.
#
# One would expect that raising it trades recall for precision, as described; identical texts
# share every bucket and should be found at any value.
#
# For whoever deduplicates: the cautious setting answers that the set is clean. Filter with
# `min_jaccard` instead.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install mmh3==5.1.0 numpy==2.2.6 tqdm==4.67.1
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps akin==1.0.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, sys
from akin import KMinHash, LSH

texts = ["The same sentence, three times over."] * 3
index = LSH(100, 50)
index.update(KMinHash(n_gram=9, permutations=100, seed=3).transform(texts), ["a", "b", "c"])
print("akin", meta.version("akin"), "- three identical texts, 50 buckets each")
found = {value: sorted(index.query("a", sensitivity=value)) for value in (1, 2, 10, 50)}
for value, labels in found.items():
    print(f"copies of a that share at least {value} buckets: {labels}")
same = found == {1: ["b", "c"], 2: [], 10: [], 50: []}

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
