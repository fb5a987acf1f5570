#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# `score_X` of vendi-score 0.0.3 takes the order q of the Vendi score and ignores it: every q
# gives the value of q=1. `score_dual`, documented as the faster way to the same number when the
# vectors are short, obeys q. The two agree at the default only. An infinite order is the text
# "inf": the float gives nan without an error where q is obeyed.
#
# One would expect two functions of one package with the same arguments to agree.
#
# For whoever measures: the orders that weigh rare (q<1) or common (q>1) items differently all
# look alike, which reads as a very even set. Use score_dual, or score_K on X @ X.T.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install vendi-score==0.0.3 numpy==2.2.6 scipy==1.15.3 scikit-learn==1.7.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, math, sys
import numpy as np
from vendi_score import vendi

rows = np.random.default_rng(0).normal(size=(50, 8))
unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
print("vendi-score", meta.version("vendi-score"), "- 50 rows of 8 columns")
print("  q    score_X   score_dual   score_K of X @ X.T")
table = {}
for q in (0.5, 1, 2, "inf"):
    table[q] = [float(f) for f in (vendi.score_X(rows, q=q), vendi.score_dual(rows, q=q),
                                   vendi.score_K(unit @ unit.T, q=q) if q != 0.5 else np.nan)]
    print(f"{q!s:>4} {table[q][0]:9.4f} {table[q][1]:12.4f} {table[q][2]:20.4f}")
with np.errstate(all="ignore"):
    endless = float(vendi.score_dual(rows, q=math.inf))
print("score_dual with q=float('inf'):", endless)
same = (len({round(values[0], 6) for values in table.values()}) == 1
        and len({round(values[1], 3) for values in table.values()}) == 4
        and abs(table[2][1] - table[2][2]) < 1e-6 and math.isnan(endless))

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
