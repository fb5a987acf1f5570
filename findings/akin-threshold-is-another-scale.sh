#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The similarity that akin 1.0.1 compares with `min_jaccard`, and returns with
# `include_similarity=True`, is not the MinHash estimate of the Jaccard similarity. It takes the
# two signatures as sets of values and divides what they share by what they hold together: where p
# is the share of equal slots (the estimate), it returns p/(2-p). A pair of 0.8 is reported as
# 0.67, and a threshold of 0.8 keeps every pair below 0.89.
#
# One would expect the share of equal slots, which is what a MinHash signature is for, and what
# the words "minimum Jaccard similarity" say.
#
# For whoever deduplicates: thresholds from papers or other tools leave most near-copies in place.
# Translate a threshold t to t/(2-t) first.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install mmh3==5.1.0 numpy==2.2.6 tqdm==4.67.1
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps akin==1.0.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, random, sys
from akin import KMinHash, LSH

draw = random.Random(1)
def pairs_of(text):
    words = text.split()
    return set(zip(words, words[1:]))

truth, slots, reported = [], [], []
for trial in range(30):
    left = [f"w{draw.random()}" for _ in range(180)]
    right = left[:160] + [f"w{draw.random()}" for _ in range(20)]
    texts = [" ".join(left), " ".join(right)]
    a, b = map(pairs_of, texts)
    truth.append(len(a & b) / len(a | b))
    signatures = KMinHash(n_gram=2, n_gram_type="term", permutations=128, seed=3 + trial).transform(texts)
    slots.append(sum(x == y for x, y in zip(*signatures)) / 128)
    index = LSH(128, 64)
    index.update(signatures, ["left", "right"])
    reported.append(index.query("left", include_similarity=True)[0][0])
mean = lambda values: sum(values) / len(values)
print("akin", meta.version("akin"), "- mean over 30 pairs, 128 permutations")
print(f"Jaccard similarity of the texts:   {mean(truth):.3f}")
print(f"equal slots of the signatures:     {mean(slots):.3f}")
print(f"similarity that akin reports:      {mean(reported):.3f}")
print(f"p / (2 - p) of the equal slots:    {mean([p / (2 - p) for p in slots]):.3f}")
same = (abs(mean(truth) - mean(slots)) < 0.02
        and all(abs(r - p / (2 - p)) < 1e-9 for r, p in zip(reported, slots)))

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
