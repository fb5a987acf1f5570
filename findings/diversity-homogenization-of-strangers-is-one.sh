#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# `homogenization_score` of the package diversity 0.3.1 gives 1.0, its highest value, to a set of
# texts that share no word, the same as to a set of identical texts. The score is the mean ROUGE-L
# over all pairs; a sum of zero is taken for the case of identical texts and replaced.
#
# One would expect 0 for texts with nothing in common, and the smallest change to matter little:
# with one shared word the score falls from 1.0 to 0.111.
#
# For whoever measures: the most diverse set, a filter that works perfectly, or a set in a script
# that the ROUGE tokeniser does not know (it keeps only a-z and digits) is reported as copies.
# Treat exactly 1.0 as unknown.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install rouge-score==0.1.2 tqdm==4.67.1
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps diversity==0.3.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.machinery, importlib.metadata as meta, importlib.util, sys, types

# The package imports models and taggers at its root; only the module measured here is loaded. The
# stand-in for `evaluate` is used by the BLEU and BERTScore measures alone, not by ROUGE-L.
spec = importlib.util.find_spec("diversity")
root = types.ModuleType("diversity")
root.__path__ = list(spec.submodule_search_locations)
sys.modules["diversity"] = root
sys.modules["evaluate"] = types.SimpleNamespace(load=None)
from diversity.homogenization import homogenization_score

sets = {"nothing in common": ["alpha beta gamma", "delta epsilon zeta", "eta theta iota"],
        "one shared word": ["alpha beta gamma", "alpha epsilon zeta", "eta theta iota"],
        "identical": ["alpha beta gamma"] * 3,
        "three Greek sentences": ["Καλημέρα σας", "Η γάτα κοιμάται", "Αύριο θα βρέξει"]}
print("diversity", meta.version("diversity"))
scores = {name: float(homogenization_score(texts, verbose=False)) for name, texts in sets.items()}
for name, score in scores.items():
    print(f"{name:22} {score}")
same = list(scores.values()) == [1.0, 0.111, 1.0, 1.0]

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
