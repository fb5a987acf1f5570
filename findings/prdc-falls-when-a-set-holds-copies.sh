#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Precision, recall, density and coverage of a set against itself are 1 by any reading of their
# definition. With prdc 0.2 and k=5 they fall to about 0.25, 0.25, 0.05 and 0.25 as soon as each
# row is there six times: the distance to the fifth neighbour is then zero, and a point counts as
# inside only when it is strictly nearer. What is left is rounding noise of the distances. Two
# copies of each row already turn the density from 1 into 0.8.
#
# One would expect copies to change nothing in a comparison of a set with itself, and duplicates
# in both sets to make them more alike, not less.
#
# For whoever measures coverage of a reference set: templates and copies, not missing content, may
# be what lowers the score. Deduplicate both sides first.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install prdc==0.2 numpy==2.2.6 scipy==1.15.3 scikit-learn==1.7.1
"$work/venv/bin/python" - "$work" <<'PY'
import contextlib, importlib.metadata as meta, io, sys
import numpy as np
from prdc import compute_prdc

rows = np.random.default_rng(0).normal(size=(200, 16))
results = {}
print("prdc", meta.version("prdc"), "- a set of 200 rows against itself, k=5")
for copies in (1, 2, 5, 6, 8):
    data = np.repeat(rows, copies, axis=0)
    with contextlib.redirect_stdout(io.StringIO()):
        results[copies] = compute_prdc(data, data, nearest_k=5)
    text = "  ".join(f"{name} {value:.3f}" for name, value in results[copies].items())
    print(f"each row {copies} times:  {text}")
same = (all(abs(value - 1) < 1e-9 for value in results[1].values())
        and abs(results[2]["density"] - 0.8) < 1e-9
        and all(value < 0.6 for value in results[6].values()))

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
