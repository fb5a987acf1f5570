#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A MinHash LSH index pickled with datasketch 1.6.5 opens without complaint in datasketch 2.0.0,
# and from then on answers every query with an empty list: a new MinHash of the very same text is
# not found. The default hash scheme changed between the two. Comparing an old and a new MinHash
# directly raises an error, and so does mixing them in a new index, but not querying the old one.
#
# One would expect the guard that refuses mixed sketches to cover the index, which is what people
# keep for years.
#
# For whoever deduplicates new data against an old index: after the upgrade no record is a
# duplicate any more. Rebuild the index, or make new sketches with scheme="legacy".

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install datasketch==1.6.5 numpy==2.2.6 scipy==1.15.3
"$work/venv/bin/python" - "$work" <<'PY'
import pickle, sys
from datasketch import MinHash, MinHashLSH

index, first = MinHashLSH(threshold=0.5, num_perm=128), None
for number in range(200):
    value = MinHash(num_perm=128)
    value.update_batch([f"word-{number}-{n}".encode() for n in range(50)])
    index.insert(f"record-{number}", value)
    first = first or value
with open(sys.argv[1] + "/index.pickle", "wb") as file:
    pickle.dump((index, first), file)
PY
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps datasketch==2.0.0
"$work/venv/bin/python" - "$work" <<'PY'
import pickle, subprocess, sys
import datasketch
from datasketch import MinHash

def sketch(index, **options):
    value = MinHash(num_perm=128, **options)
    value.update_batch([f"word-{index}-{n}".encode() for n in range(50)])
    return value

with open(sys.argv[1] + "/index.pickle", "rb") as file:
    index, old = pickle.load(file)
found = sum(f"record-{n}" in index.query(sketch(n)) for n in range(200))
legacy = sum(f"record-{n}" in index.query(sketch(n, scheme="legacy")) for n in range(200))
try:
    old.jaccard(sketch(0))
    refused = False
except ValueError as error:
    refused = True
    print("comparing the two sketches:", error)
print("datasketch", datasketch.__version__, "with an index from 1.6.5 of 200 records")
print("records of the index that find themselves:", found, "of 200")
print("the same with scheme='legacy', in a later call:", legacy, "of 200")
same = found == 0 and refused

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
